"""Whether a pack is sound: its worked cases, and numbers nobody wrote down."""
