"""The sheet 计分过程: one row for each score."""
