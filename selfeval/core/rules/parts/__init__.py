"""The parts that a rule pack consists of, as plain values."""
