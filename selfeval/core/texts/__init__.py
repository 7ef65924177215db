"""What people write for targets and outcomes, read into values: each reading keeps its text and what it supposed."""
