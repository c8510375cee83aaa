"""Recompute every figure of the method apart from the program: numpy and PyYAML, nothing of the package."""
