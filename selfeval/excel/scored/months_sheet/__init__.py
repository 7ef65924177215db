"""运行监控 of a scored workbook: what was entered for months of the year."""
