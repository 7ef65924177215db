"""Published documents that are taken in: read, shown, written as a workbook."""
