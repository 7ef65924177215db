"""Hostile workbooks read, scored and verified in a child process with a limit on its memory: a result or a sentence."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.excel.hostile import HOSTILE, LIMIT
from tests.excel.scored_books import ROOT

pytest.importorskip("resource", reason="limits on memory are set in another way here")


def _run(limit: int, path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.excel.bounded", str(limit), str(path), *words]
    # Each thread that a library starts for its own arithmetic reserves memory that nobody uses.
    own = {"PYTHONPATH": str(ROOT), "SELFEVAL_LANG": "en", "SELFEVAL_TRACEBACK": "1", "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env={**os.environ, **own}, timeout=300, check=False
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_memory_stays_bounded_and_nothing_is_lost(tmp_path: Path, name: str) -> None:
    make, code = HOSTILE[name]
    path = tmp_path / "x.xlsx"
    path.write_bytes(make())
    before = path.read_bytes()
    out = tmp_path / "y.xlsx"
    done = _run(LIMIT, path, "score", "-o", str(out))
    assert "Traceback" not in done.stderr, done.stderr
    assert "MemoryError" not in done.stderr, done.stderr
    assert re.search(r"^MB: \d+$", done.stderr, re.MULTILINE), done.stderr
    if code:
        assert (done.returncode, f"[{code}]" in done.stderr) == (2, True), done.stderr
    assert out.exists() == (done.returncode in {0, 1})
    assert path.read_bytes() == before
    assert {child.name for child in tmp_path.iterdir()} <= {"x.xlsx", "y.xlsx"}
    assert ("verified: 0" in done.stderr) == out.exists(), done.stderr + done.stdout


def test_the_limit_is_one(tmp_path: Path) -> None:
    """A limit too small for the program itself is felt, so the one above is in force too."""
    path = tmp_path / "x.xlsx"
    path.write_bytes(HOSTILE["one cell at XFD1048576"][0]())
    assert "MemoryError" in _run(40 * 1024 * 1024, path, "check").stderr
