"""Texts: tables by tabs, bars, blanks, or one cell a line."""
