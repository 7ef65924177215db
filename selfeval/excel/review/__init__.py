"""The workbook of a review: totals, one sheet a project, findings with their verdicts, where it all comes from."""
