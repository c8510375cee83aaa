"""Uncertainty analysis: one sampling of all unknowns, rank acceptability, the value of information."""
