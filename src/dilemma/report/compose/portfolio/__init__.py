"""The portfolio: several issues decided together."""
