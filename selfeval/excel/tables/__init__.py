"""Grids by their labels into projects and problems."""
