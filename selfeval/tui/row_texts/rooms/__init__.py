"""What the screens beside the desk say, one module a screen."""
