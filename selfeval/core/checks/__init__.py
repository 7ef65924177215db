"""What a reviewer objects to: every finding of an evaluation as problems with a stable code."""
