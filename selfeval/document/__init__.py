"""Published documents of targets: read into lines and tables, recognised, and written as a workbook of targets."""
