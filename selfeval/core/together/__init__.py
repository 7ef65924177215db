"""One project that several units carry out becomes one form: targets and outcomes first, then the score."""
