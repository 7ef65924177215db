"""Rows, findings and history as a person looks through them."""
