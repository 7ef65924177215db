"""The rows of an indicator table, down to its total."""
