"""OpenDocument spreadsheets as books."""
