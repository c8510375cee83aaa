"""Results as long, tidy CSV, one module a result."""
