"""What would change it: crossings, the map of winners, the conditions under which another is best."""
