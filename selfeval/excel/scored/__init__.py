"""The scored workbook: written, read back, verified, published."""
