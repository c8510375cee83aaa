"""The decision at central values: scores, weights and probabilities as arrays, and what follows at once."""
