"""One reader a kind of document."""
