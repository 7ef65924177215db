"""Web pages as books."""
