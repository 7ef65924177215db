"""A slice of the campaign of mutated inputs, the inputs that once failed, and that its watchdog sees what it must."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

from tests.campaigns.fuzz import corpus
from tests.campaigns.fuzz.kinds import KINDS, mutant
from tests.campaigns.fuzz.server import SECONDS
from tests.campaigns.running import campaign, python
from tests.examples import part

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked")


def test_no_mutated_input_ends_otherwise_than_in_a_value_or_a_refusal():
    said = campaign("fuzz", "--count", "200")
    assert re.search(r"^200 inputs, 0 failures", said, re.MULTILINE)


def test_inputs_that_once_failed_come_to_what_they_should(tmp_path: Path, state_folder: Path):
    found = corpus.held()
    assert len(found) >= 38
    found = dict(part(found.items(), 2))
    came, slow = {}, []
    for place, (name, (data, _)) in enumerate(found.items()):
        folder = tmp_path / str(place)
        folder.mkdir()
        start = time.process_time()
        came[name] = corpus.came_of(name, data, folder)
        if time.process_time() - start > SECONDS:
            slow.append(name)
    assert came == {name: expected for name, (_, expected) in found.items()}
    assert not slow


@pytest.mark.parametrize("kind", KINDS)
def test_a_mutant_depends_on_seed_and_number_alone(kind: str):
    first = [mutant("a", number, kind) for number in range(3)]
    assert [mutant("a", number, kind) for number in range(3)] == first
    assert [mutant("b", number, kind) for number in range(3)] != first


WATCHED = """
import os, sys, time
from dataclasses import replace
from tests.campaigns.fuzz import kinds, server

def hangs(path, dice):
    while True: pass

def swells(path, dice):
    return "read" if len(bytearray(b"x") * (350 << 20)) else ""

def swells_without_end(path, dice):
    return "read" if len(bytearray(b"x") * (4 << 30)) else ""

def dies(path, dice):
    os.kill(os.getpid(), 11)

def raises(path, dice):
    raise KeyError("x")

for reader in (hangs, swells, swells_without_end, dies, raises):
    server.SECONDS = 0.2 if reader is hangs else 60.0  # to fill its memory takes a busy machine longer
    first = []

    def now_and_then(path, dice):
        first.append(path)
        return reader(path, dice) if len(first) == 3 else "read"

    kinds.KINDS["keys"] = replace(kinds.KINDS["keys"], reader=now_and_then)
    tally = server.run("a", count=5, only="keys")
    print(reader.__name__, tally.total, [failure.what.split("\\n")[0] for failure in tally.failures])
"""


def test_the_watchdog_sees_each_way_of_going_wrong_and_goes_on():
    done = python("-c", WATCHED)
    told = {name: (int(total), what) for name, total, what in (line.split(" ", 2) for line in done.stdout.splitlines())}
    assert {name: bool(re.search(wanted, told[name][1])) for name, wanted in WRONG.items()} == dict.fromkeys(
        WRONG, True
    )
    # Inputs 1, 2, 4, 5 of each, where the third one of the first child goes wrong.
    assert all(total >= 4 for total, _ in told.values()), done.stderr


WRONG = {
    "hangs": "hangs: more than",
    "swells": r"took \d+ MB",
    "swells_without_end": "MemoryError",
    "dies": r"the process died \(11\)",
    "raises": "KeyError: 'x'",
}
