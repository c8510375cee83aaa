"""What `compare` does: many cases, by one or many workers, written as they are done."""
