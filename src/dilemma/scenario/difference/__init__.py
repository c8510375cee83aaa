"""What one version of a scenario says otherwise than another, as a list of single changes."""
