"""Sensitivity of the choice: break-evens, the map of winners, the conditions under which another is best."""
