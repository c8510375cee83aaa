"""What each change between two versions did to the choice: alone, together, and on top of the rest."""
