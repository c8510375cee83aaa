"""The panel: who would choose what, what divides them and what would bring them together."""
