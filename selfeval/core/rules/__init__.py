"""What a rule pack says as plain values, and how its methods, weights and formulas give points."""
