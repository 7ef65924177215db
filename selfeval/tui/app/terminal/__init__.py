"""What the application settles with the terminal: its cursor, its lines, its end."""
