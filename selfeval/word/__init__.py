"""Writes reports as Word documents and brings written ones up to date, by python-docx and lxml."""
