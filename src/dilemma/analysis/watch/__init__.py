"""What to watch and what is taken for granted: signposts and key assumptions."""
