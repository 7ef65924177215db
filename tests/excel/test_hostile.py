"""Hostile workbooks read, scored and verified in a child process with a limit on its memory: a result or a sentence."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.examples import part
from tests.excel.hostile import HOSTILE, LIMIT, LIMITS
from tests.excel.scored_books import ROOT

pytest.importorskip("resource", reason="limits on memory are set in another way here")

Run = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def bounded() -> Iterator[Run]:
    """Runs the program with a limit on its memory: how it ended, and all that it said."""
    # Each thread that a library starts for its own arithmetic reserves memory that nobody uses.
    own = {"PYTHONPATH": str(ROOT), "SELFEVAL_LANG": "en", "SELFEVAL_TRACEBACK": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "tests.excel.bounded"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env={**os.environ, **own}
    ) as process:
        assert process.stdin and process.stdout
        asked, answers = process.stdin, process.stdout
        assert "ready\n" in iter(answers.readline, "")

        def run(limit: int, path: Path, *words: str) -> tuple[int, str]:
            said = path.with_suffix(".said")
            print(json.dumps([limit, str(said), words[0], str(path), *words[1:]]), file=asked, flush=True)
            ended = re.fullmatch(r"ended (-?\d+)\n", answers.readline())
            assert ended, f"{command} is gone"
            text = said.read_text(encoding="utf-8")
            said.unlink()
            return int(ended[1]), text

        yield run
        asked.close()


@pytest.mark.parametrize("name", part(HOSTILE, 3))
def test_memory_stays_bounded_and_nothing_is_lost(tmp_path: Path, name: str, bounded: Run) -> None:
    make, code = HOSTILE[name]
    path = tmp_path / "x.xlsx"
    path.write_bytes(make())
    before = path.read_bytes()
    out = tmp_path / "y.xlsx"
    ended, said = bounded(LIMITS.get(name, LIMIT), path, "score", "-o", str(out))
    assert "Traceback" not in said, said
    assert "MemoryError" not in said, said
    assert re.search(r"^MB: \d+$", said, re.MULTILINE), said
    if code:
        assert (ended, f"[{code}]" in said) == (2, True), said
    assert out.exists() == (ended in {0, 1})
    assert path.read_bytes() == before
    assert {child.name for child in tmp_path.iterdir()} <= {"x.xlsx", "y.xlsx"}
    assert ("verified: 0" in said) == out.exists(), said


def test_the_limit_is_one(tmp_path: Path, bounded: Run) -> None:
    """A limit too small for the program itself is felt, so the one above is in force too."""
    path = tmp_path / "x.xlsx"
    path.write_bytes(HOSTILE["one cell at XFD1048576"][0]())
    assert "MemoryError" in bounded(40 * 1024 * 1024, path, "check")[1]
