"""What rows and lines of the screens say, pure over the work."""
