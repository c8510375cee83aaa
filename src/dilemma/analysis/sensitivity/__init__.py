"""Sensitivity analysis: the moves of one number, or a few, that change the choice."""
