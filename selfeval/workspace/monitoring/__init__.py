"""Watching the year: a month's figures, lights and findings, and its form."""
