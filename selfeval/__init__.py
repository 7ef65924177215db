"""Self-evaluation of budget performance targets (预算绩效自评): read, enter, score, explain, write."""

__version__ = "0.1.0"
