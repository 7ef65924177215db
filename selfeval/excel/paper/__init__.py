"""What every written workbook shares: styles, pages, safe cells, official words."""
