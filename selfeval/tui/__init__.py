"""The screen: Textual widgets over a `Workspace`. Computes nothing; every score and sentence comes from the core."""
