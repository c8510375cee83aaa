"""Rules over futures that need few probabilities or none."""
