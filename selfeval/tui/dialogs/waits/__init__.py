"""What stands in front while something is waited for."""
