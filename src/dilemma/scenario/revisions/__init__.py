"""Scenarios as they stand in a revision of git, read without touching the working tree."""
