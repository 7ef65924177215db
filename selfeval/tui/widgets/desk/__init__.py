"""The widgets that only the desk has."""
