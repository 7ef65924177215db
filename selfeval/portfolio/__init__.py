"""Many evaluations at once, in pandas."""
