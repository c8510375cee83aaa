"""The shape of each kind of file, as pydantic models."""
