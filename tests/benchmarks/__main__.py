"""`make bench`: every ratio, in one run."""

from tests.benchmarks import kinds, lag, packs, perceived, rows, scale, starts

perceived.run()
starts.run()
packs.run()
rows.run()
lag.run()
scale.run()
kinds.run()
