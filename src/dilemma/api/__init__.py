"""The program as a library: one file for each thing that can be asked of it."""
