"""The shapes that numbers, dates and ranks have in texts."""
