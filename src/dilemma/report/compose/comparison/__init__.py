"""Many results beside one another."""
