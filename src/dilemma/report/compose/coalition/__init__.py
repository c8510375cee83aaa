"""The coalition: who joins, and what the share that acts does to the ranking."""
