"""汇总: the workbook of a bureau over the forms of all its units."""
