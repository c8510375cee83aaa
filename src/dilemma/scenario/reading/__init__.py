"""YAML text to nodes with locations: the core schema of YAML 1.2 on PyYAML's events, with limits."""
