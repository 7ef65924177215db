"""One Wine for all tests of a kit, with the kit that a variable names; without one they are skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.places import ROOT
from tests.windows import numpy_math
from tests.windows.wine import Wine, lacking, started

DIST = ROOT / "dist"


@contextmanager
def _wine(variable: str, target: str, folder: Path) -> Iterator[Wine]:
    archive = os.environ.get(variable)
    if not archive:
        pytest.skip(f"{variable} names no kit: see make {target}")
    if reason := lacking():
        pytest.fail(reason)
    log = DIST / f"{target}.log"
    log.parent.mkdir(exist_ok=True)
    log.write_text("", encoding="utf-8")
    found = started(Path(archive).absolute(), folder, log)
    try:
        yield found
    finally:
        found.stop()


@pytest.fixture(scope="session")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    """With the kit for those who fill in."""
    with _wine("SELFEVAL_KIT", "kit-proof", tmp_path_factory.mktemp("kit")) as found:
        yield found


@pytest.fixture(scope="session")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    """With the kit for finance bureaus; its libraries ask for more of Windows than this Wine has."""
    with _wine("SELFEVAL_BUREAU_KIT", "bureau-proof", tmp_path_factory.mktemp("bureau")) as found:
        numpy_math.supply(found.kit, found.system, found.home)
        (found.kit / "python" / "_wmi.pyd").unlink()  # asks a service that is not there, and the program ends
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a person, with the seed in it."""
    place = tmp_path / "2025 年 自评"
    place.mkdir()
    for name in ("targets", "filled"):
        shutil.copy(ROOT / "workbooks" / f"leting-2025-{name}.xlsx", place / f"{name}.xlsx")
    return place
