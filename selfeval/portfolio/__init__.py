"""Many evaluations at once: in pandas, and as tables too long for memory."""
