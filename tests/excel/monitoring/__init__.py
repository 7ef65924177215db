"""The form of monitoring, written and read."""
