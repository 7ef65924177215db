"""A folder of evaluations as three tables: facts, findings, files."""
