"""A scored workbook held against what its own facts give."""
