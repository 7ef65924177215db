"""The closed form of a rule pack and of its worked cases, and the way from it to plain values."""
