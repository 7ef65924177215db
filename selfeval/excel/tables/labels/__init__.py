"""The words by which forms name their fields."""
