"""`make bench`: every ratio, in one run."""

from tests.benchmarks import scale, screen

screen.run()
scale.run()
