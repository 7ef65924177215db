"""The sheet 自评汇总: the department, its projects, two charts."""
