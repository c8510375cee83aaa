"""Numbers only: arrays in, frozen plain results out; nothing of files or words."""
