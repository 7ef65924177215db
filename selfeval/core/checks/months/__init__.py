"""Checks of monitoring: what is objected to in the facts of a month."""
