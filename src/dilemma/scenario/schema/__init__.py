"""The schema of every kind of file: its keys, their types, and what each may hold."""
