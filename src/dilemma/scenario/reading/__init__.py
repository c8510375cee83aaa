"""Text to data with places: YAML 1.2 core meaning on PyYAML's event stream, with limits."""
