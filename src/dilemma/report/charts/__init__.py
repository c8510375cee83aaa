"""Charts as our own SVG: plain numbers and labels in, one text out; files and scenarios are unknown here."""
