"""What a batch keeps in its folder, so that it goes on where it was."""
