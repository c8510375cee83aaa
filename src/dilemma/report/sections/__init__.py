"""Sections: each kind of result as a document, one file a kind."""
