"""Bytes of any kind of workbook as grids of typed cells, and what such a file carries beside them."""
