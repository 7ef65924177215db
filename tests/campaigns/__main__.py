"""`python -m tests.campaigns NAME`: a campaign for as long as it is told, with its figures at the end."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.campaigns import figures


def main() -> int:
    """Run one campaign; 1 where something failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns")
    parser.add_argument("name", choices=("fuzz",))
    parser.add_argument("--seed", default="random")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=0.0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", default="", help="one kind of input")
    parser.add_argument("--add", type=Path, help="the file of figures to add what was run to")
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that fail")
    wanted = parser.parse_args()
    seed = os.urandom(4).hex() if wanted.seed == "random" else wanted.seed
    print(f"{wanted.name}: seed {seed}", flush=True)
    from tests.campaigns.fuzz import server

    with tempfile.TemporaryDirectory() as folder:
        os.environ["SELFEVAL_STATE_DIR"] = folder
        tally = server.run(
            seed, count=wanted.count, seconds=wanted.seconds, first=wanted.first, only=wanted.only, keep=wanted.keep
        )
    for (kind, level), count in sorted(tally.tried.items()):
        print(f"{kind:16}{level:12}{count:9}{tally.read[kind, level]:9}")
    print(f"{tally.total} inputs, {len(tally.failures)} failures, slowest {tally.slowest}, next {tally.next}")
    if wanted.add:
        figures.add(wanted.add, wanted.name, seed, tally.total, len(tally.failures))
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
