"""Results spelled for people and programs; computes nothing."""
