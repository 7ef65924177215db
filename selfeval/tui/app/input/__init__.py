"""What comes from the terminal, on its way to the screen."""
