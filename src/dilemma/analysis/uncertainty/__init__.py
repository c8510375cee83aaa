"""Uncertainty analysis: everything drawn within its range, and what that says about the choice."""
