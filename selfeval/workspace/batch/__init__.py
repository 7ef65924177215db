"""Everything of a folder in one run: each file read, checked, scored again, and what came of it in tables."""
