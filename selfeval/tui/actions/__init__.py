"""The one registry of what a person can do, and the keys that do it."""
