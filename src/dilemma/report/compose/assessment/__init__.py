"""The assessment, section by section."""
