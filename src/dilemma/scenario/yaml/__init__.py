"""YAML in and out: text to nodes that know their lines, and data to text."""
