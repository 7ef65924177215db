"""`python -m tests.campaigns NAME`: a campaign for as long as it is told, with its figures at the end."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from itertools import islice
from pathlib import Path

from tests.campaigns import figures

NAMES = ("fuzz", "kills", "torn", "sizes", "tampering", "county")


def main() -> int:
    """Run one campaign; 1 where something failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns")
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--seed", default="random")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=0.0)
    parser.add_argument("--first", type=int, default=0, help="number of the first input or change")
    parser.add_argument("--only", default="", help="one kind of mutated input")
    parser.add_argument("--keep", type=Path, help="a folder for what fails")
    parser.add_argument("--each", type=int, default=1, help="each so many places at which a file is cut")
    parser.add_argument("--mixes", type=int, default=20_000, help="mixes of old and new sectors of a file")
    parser.add_argument("--small", action="store_true", help="only the two smallest sizes of each shape")
    parser.add_argument("--add", type=Path, help="the file of figures to add what was run to")
    wanted = parser.parse_args()
    seed = os.urandom(4).hex() if wanted.seed == "random" else wanted.seed
    if wanted.keep:
        wanted.keep.mkdir(parents=True, exist_ok=True)
    print(f"{wanted.name}: seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SELFEVAL_STATE_DIR"] = folder
        campaign = {"fuzz": _fuzz, "kills": _kills, "torn": _torn, "sizes": _sizes, "tampering": _tampering}
        campaign["county"] = _county
        tried, failed = campaign[wanted.name](seed, wanted)
    if wanted.add:
        figures.add(wanted.add, wanted.name, seed, tried, failed)
    return 1 if failed else 0


def _fuzz(seed: str, wanted: argparse.Namespace) -> tuple[int, int]:
    from tests.campaigns.fuzz import server

    limits = {"count": wanted.count, "seconds": wanted.seconds, "first": wanted.first}
    tally = server.run(seed, **limits, only=wanted.only, keep=wanted.keep)
    for (kind, level), count in sorted(tally.tried.items()):
        print(f"{kind:16}{level:12}{count:9}{tally.read[kind, level]:9}")
    slowest = f"slowest {tally.slowest[0]:.2f} s (number {tally.slowest[1]})"
    print(f"{tally.total} inputs, {len(tally.failures)} failures, {slowest}, next {tally.next}")
    return tally.total, len(tally.failures)


def _kills(seed: str, wanted: argparse.Namespace) -> tuple[int, int]:
    from tests.campaigns import kills

    found = kills.run(seed, count=wanted.count, seconds=wanted.seconds, keep=wanted.keep)
    for act, count in found.during.most_common():
        print(f"{act:20}{count:9}")
    more = f"{found.acknowledged} entries done, {found.outputs} outputs looked at, {found.left_over} half-written files"
    print(f"{found.total} kills, {len(found.failures)} failures; {more}")
    return found.total, len(found.failures)


def _torn(seed: str, wanted: argparse.Namespace) -> tuple[int, int]:
    from tests.campaigns import torn

    found = torn.run(seed, each=wanted.each, mixes=wanted.mixes)
    for what, count in found.tried.items():
        print(f"{what:20}{count:9}")
    for failure in found.failures:
        print(failure, file=sys.stderr)
    print(f"{found.total} states, {len(found.failures)} failures")
    return found.total, len(found.failures)


def _sizes(seed: str, wanted: argparse.Namespace) -> tuple[int, int]:
    from tests.campaigns import sizes

    del seed  # nothing in it is drawn
    tried = failed = 0
    for shape in sizes.SHAPES:
        chosen = shape.sizes[:2] if wanted.small else (*shape.sizes, shape.refused)
        found = sizes.run(shape, chosen)
        wrong = sizes.wrong(found, refused=not wanted.small)
        tried, failed = tried + len(found), failed + len(wrong)
        for one in wrong:
            print(one, file=sys.stderr)
    return tried, failed


def _county(seed: str, wanted: argparse.Namespace) -> tuple[int, int]:
    """A county of `count` forms, killed at 50 moments, or at one for each 60 forms of one below 1,000."""
    from tests.campaigns import county

    count = wanted.count or 3000
    with tempfile.TemporaryDirectory() as folder:
        found = county.run(Path(folder), seed, count)
        kills = county.killed(Path(folder), seed, 50 if count >= 1000 else count // 60)
    for one in (*found.missed, *found.false, *found.wrong, *kills):
        print(one, file=sys.stderr)
    print(f"{found.files} files, {found.forms} forms, {found.planted} faults planted, {found.found} found")
    print(
        f"{found.alarms} alarms, {len(found.false)} false, {len(found.wrong)} ends wrong, {len(kills)} kills that show"
    )
    failed = 0 if found.holds else max(1, found.planted - found.found + len(found.false) + len(found.wrong))
    return found.forms, failed + len(kills)


def _tampering(seed: str, wanted: argparse.Namespace) -> tuple[int, int]:
    """All single changes in the order of the seed, or `count` of them from number `first` on."""
    from tests.tampering.judging import all_changes, drawn, judged, scored_example
    from tests.tampering.package import Parts

    changes = all_changes(Parts.of(scored_example()))
    until = wanted.first + wanted.count if wanted.count else len(changes)
    found = judged(islice(drawn(changes, seed, len(changes)), wanted.first, until))
    print("\n".join(found.table()))
    for one in found.unnamed:
        print(one, file=sys.stderr)
    print(f"{found.counts.total()} of {len(changes)} changes, {len(found.unnamed)} unnamed, next {until}")
    return found.counts.total(), len(found.unnamed)


if __name__ == "__main__":
    sys.exit(main())
