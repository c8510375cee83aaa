"""Elicitation: the questions of a walk, and what its answers make of weights and chances."""
