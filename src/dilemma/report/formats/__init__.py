"""Formats: documents and results as text, pages, files for Word, PDF and programs."""
