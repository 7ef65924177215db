"""The small windows that ask one thing."""
