"""Results as frozen plain values; the names of their fields are those of the JSON contract."""
