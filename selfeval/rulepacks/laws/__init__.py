"""What the keys of a pack must fulfil together."""
