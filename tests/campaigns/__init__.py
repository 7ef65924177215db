"""What is tried in large numbers: mutated inputs, kills, torn files, sizes. `python -m tests.campaigns` runs them long.

The tests beside run a small slice of each. What a long run gave is added up in docs/campaigns.tsv.
"""
