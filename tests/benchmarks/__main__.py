"""`make bench`: every ratio, in one run."""

from tests.benchmarks import packs, scale, screen

packs.run()
screen.run()
scale.run()
