"""From results to documents: the only place that chooses words and tables."""
