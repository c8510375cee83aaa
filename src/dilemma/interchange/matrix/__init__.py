"""A plain decision matrix, options in rows and criteria in columns, as a new scenario."""
