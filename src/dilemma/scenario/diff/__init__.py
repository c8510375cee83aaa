"""Differences between two versions of a scenario, and versions that mix the two."""
