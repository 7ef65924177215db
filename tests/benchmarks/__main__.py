"""`make bench`: every ratio, in one run."""

from tests.benchmarks import kinds, packs, scale, screen

packs.run()
screen.run()
scale.run()
kinds.run()
