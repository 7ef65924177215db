"""Checks of projects and of the department: budgets, sums, grades."""
