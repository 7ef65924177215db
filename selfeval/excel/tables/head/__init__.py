"""What stands above an indicator table: the project, its money, its goals."""
