"""What work gives out: the scored workbook, the bureau's form, the copy for publication; and their verification."""
