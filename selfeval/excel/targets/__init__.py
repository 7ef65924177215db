"""Workbooks of targets, written."""
