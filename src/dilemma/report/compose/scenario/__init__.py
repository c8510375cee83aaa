"""A scenario read before anything is worked out."""
