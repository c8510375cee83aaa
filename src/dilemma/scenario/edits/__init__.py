"""The only place where a scenario is changed: each edit takes one and gives one, before any arrays exist."""
