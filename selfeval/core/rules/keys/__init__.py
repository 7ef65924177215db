"""Every key of a rule pack with its kind, limits and words: the one list that all readers share."""
