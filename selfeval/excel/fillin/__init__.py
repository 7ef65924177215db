"""The fill-in workbook for colleagues: written, and read back."""
