"""A batch as a reviewer looks at it: departments, projects, rows, findings, out of its Parquet tables."""
