"""Files of every kind that a table may come in."""
