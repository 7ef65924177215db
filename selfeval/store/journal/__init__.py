"""The journal of one work: every entry on disk before it is shown, read back whatever happened."""
