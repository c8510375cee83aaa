"""Edits: each takes a scenario and returns another, before any arrays exist."""
