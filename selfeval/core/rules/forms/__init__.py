"""Layouts of the department's own form: rows, amounts, and the arithmetic of computed rows."""
