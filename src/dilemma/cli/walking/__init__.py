"""The walk in a terminal: questions on standard error, the answer on standard output, nothing lost."""
