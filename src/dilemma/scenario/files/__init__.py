"""Schemas of the kinds of file, as pydantic models."""
