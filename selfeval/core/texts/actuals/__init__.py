"""Outcome texts (实际完成值) into outcomes, each read for its target."""
