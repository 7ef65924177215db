"""Changes made to a scored workbook, one at a time, each of which `verify` must name."""
