"""What a scenario file may say, and what can be wrong with it."""
