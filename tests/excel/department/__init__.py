"""The department's own form as a sheet of the scored workbook."""
