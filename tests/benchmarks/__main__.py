"""`make bench`: every ratio, in one run."""

from tests.benchmarks import county, kinds, lag, packs, perceived, rows, scale, starts, work

perceived.run()
work.run()
starts.run()
packs.run()
rows.run()
lag.run()
scale.run()
kinds.run()
county.run()
