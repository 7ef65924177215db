"""What is dear to make is made once for all processes of a test run, by the one that asks first."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

_POLLS, _PAUSE = 6000, 0.1


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` with what `make` puts into it; the other processes wait until it is ready."""
    base = factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, state = root / name, root / f"{name}.state"
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(_POLLS):
            if state.exists() and (said := state.read_text(encoding="utf-8")):
                break
            time.sleep(_PAUSE)
        else:
            pytest.fail(f"{name} was not made in time by the process that began it")
        if said != "ready":
            pytest.fail(f"{name} could not be made: see the process that began it")
        return folder
    said = "failed"
    try:
        make(folder)
        said = "ready"
    finally:
        state.write_text(said, encoding="utf-8")
    return folder
