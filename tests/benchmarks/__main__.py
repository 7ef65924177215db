"""`make bench`: every ratio, in one run."""

from tests.benchmarks import kinds, lag, packs, rows, scale, screen, starts

starts.run()
packs.run()
screen.run()
rows.run()
lag.run()
scale.run()
kinds.run()
