"""Runs the program: inside this process where only words matter, as a process of its own where streams and codes do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.kept import share_packs
from tests.places import ROOT

FILLED = ROOT / "workbooks" / "leting-2025-filled.xlsx"
TARGETS = ROOT / "workbooks" / "leting-2025-targets.xlsx"


@dataclass(frozen=True)
class Done:
    """What a run left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture(autouse=True)
def own_state(state_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SELFEVAL_LANG", "en")
    monkeypatch.delenv("SELFEVAL_TRACEBACK", raising=False)
    return state_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with both example workbooks in it."""
    place = tmp_path / "work"
    place.mkdir()
    shutil.copy(FILLED, place / "filled.xlsx")
    shutil.copy(TARGETS, place / "targets.xlsx")
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command inside this process.

    A batch of a few forms starts one process for them: how many it would is seen in tests/batch/test_going_on.py.
    """
    from selfeval.cli import run as run_here

    monkeypatch.setattr(os, "cpu_count", lambda: 1)

    def call(*args: object) -> Done:
        capsys.readouterr()
        code = run_here([str(arg) for arg in args])
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return call


def process(*args: object, cwd: Path | None = None, **env: str) -> Done:
    """Run a command as a process of its own."""
    share_packs()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **env}
    done = subprocess.run(
        [sys.executable, "-m", "selfeval", *map(str, args)],
        capture_output=True, encoding="utf-8", cwd=cwd, env=environment, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


def listing(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes, to see that nothing was written."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
