"""Runs a campaign, or a piece of code about one, in a process of its own: they fork and set limits."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.differential.seeds import seed_of_the_run
from tests.kept import share_packs
from tests.places import ROOT


def python(*words: str) -> subprocess.CompletedProcess[str]:
    """A fresh interpreter with these arguments, its output as text."""
    share_packs()
    own = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COVERAGE_PROCESS_START": ""}
    return subprocess.run(
        [sys.executable, *words], capture_output=True, encoding="utf-8", env={**os.environ, **own}, timeout=300
    )


def campaign(name: str, *words: str) -> str:
    """What a slice of a campaign says, with the seed of the day; a failure in it is one of the test."""
    done = python("-m", "tests.campaigns", name, "--seed", seed_of_the_run(), *words)
    print(done.stdout, done.stderr)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout
