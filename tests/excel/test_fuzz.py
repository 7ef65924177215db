"""Whatever is wrong with a workbook, no command ends in a traceback, and the workbook stays as it is.

A longer campaign: `python -m tests.excel.test_fuzz FIRST_SEED SECONDS`.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfeval.cli import run
from tests.examples import MANY, examples
from tests.excel.mutants import of_bytes, of_cells
from tests.excel.scored_books import ROOT, filled, written

CODES = {0, 1, 2}


@lru_cache(maxsize=3)
def base(name: str) -> bytes:
    """A sound workbook: of targets, filled in, or scored."""
    if name == "scored":
        return written(filled())
    return (ROOT / "workbooks" / f"leting-2025-{name}.xlsx").read_bytes()


BASES = ("targets", "filled", "scored")
MUTATIONS = {"bytes": of_bytes, "cells": of_cells}


def attack(data: bytes, folder: Path) -> None:
    """Every command over one workbook; any exception but those that the program turns into a sentence comes out."""
    path, out, public = folder / "x.xlsx", folder / "y.xlsx", folder / "z.xlsx"
    path.write_bytes(data)
    commands = [["check", path], ["explain", path], ["verify", path], ["score", path, "-o", out, "--force"]]
    codes = {str(words[0]): _run(*words) for words in commands}
    assert set(codes.values()) <= CODES
    assert path.read_bytes() == data
    if out.exists():
        assert _run("check", out) in {0, 1}
        assert _run("verify", out) == 0
        assert _run("publish", out, "-o", public) == 0
        assert codes["score"] in {0, 1}
    else:
        assert codes["score"] == 2
    assert {child.name for child in folder.iterdir()} <= {"x.xlsx", "y.xlsx", "z.xlsx"}


def _run(*words: object) -> int:
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")), contextlib.redirect_stderr(io.StringIO()):
        return run([str(word) for word in words])


def _mutant(kind: str, name: str, seed: int) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return MUTATIONS[kind](base(name), seed)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the outermost door would turn into a sentence about our own mistake comes out instead."""
    monkeypatch.setenv("SELFEVAL_TRACEBACK", "1")


@pytest.mark.parametrize("name", BASES)
@pytest.mark.parametrize("kind", MUTATIONS)
@pytest.mark.parametrize("seed", range(3 if MANY else 1))
def test_no_traceback_leaves_the_program(tmp_path: Path, kind: str, name: str, seed: int) -> None:
    attack(_mutant(kind, name, seed), tmp_path)


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(MUTATIONS)), name=st.sampled_from(BASES), seed=st.integers(0, 2**32))
def test_no_traceback_leaves_the_program_whatever_the_seed(kind: str, name: str, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        attack(_mutant(kind, name, seed), Path(folder))


def _campaign(first: int, seconds: float, say: Callable[[str], object]) -> None:
    """Seeds from `first` on until the time is over; every failure with its seed and traceback."""
    end, seed, tried = time.monotonic() + seconds, first, 0
    while time.monotonic() < end:
        for kind in MUTATIONS:
            for name in BASES:
                tried += 1
                with tempfile.TemporaryDirectory() as folder:
                    start = time.process_time()
                    try:
                        attack(_mutant(kind, name, seed), Path(folder))
                    except Exception:  # noqa: BLE001 - what we look for
                        say(f"{kind} {name} {seed}\n{traceback.format_exc()}")
                    if time.process_time() - start > 20:
                        say(f"slow: {kind} {name} {seed}")
        seed += 1
    say(f"{tried} mutants, seeds {first} to {seed - 1}")


if __name__ == "__main__":
    os.environ["SELFEVAL_TRACEBACK"] = "1"
    _campaign(int(sys.argv[1]), float(sys.argv[2]), lambda text: print(text, flush=True))
