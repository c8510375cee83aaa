"""Documents as one HTML file each: no request to anywhere, safe to open from a disk."""
