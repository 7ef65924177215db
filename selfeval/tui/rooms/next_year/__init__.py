"""Next year begun from the screen."""
