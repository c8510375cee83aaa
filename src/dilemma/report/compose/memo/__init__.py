"""The memo, part by part."""
