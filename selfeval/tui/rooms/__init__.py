"""The whole screens beside the desk."""
