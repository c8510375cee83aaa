"""Several people: where they agree, what divides them, and what would bring two of them together."""
