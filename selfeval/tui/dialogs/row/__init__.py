"""What one row can be asked: its answer, day, reason, deduction, reading, or why it does not apply."""
