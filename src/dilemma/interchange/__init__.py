"""Scenarios to spreadsheets and back: tables that people fill in, read cell by cell."""
