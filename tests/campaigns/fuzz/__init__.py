"""Mutated inputs of every kind, read in forked children under a watchdog."""
