"""What belongs to one row of the desk."""
