"""The computer around the work: folders, clipboard, preferences, crash reports."""
