"""A rule pack as a workbook that a clerk can edit, and back."""
