"""Checks of single rows and their columns."""
