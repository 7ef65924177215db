"""Packs that rest on packs: which says what, laid over each other."""
