"""The core every measure stands on: score arrays, weights, probabilities and the decision they make."""
