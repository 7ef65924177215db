"""One Wine for all tests, with the kit that `SELFEVAL_KIT` names; without one they are skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.windows.wine import Wine, lacking, started

LOG = ROOT / "dist" / "kit-proof.log"


@pytest.fixture(scope="session")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    archive = os.environ.get("SELFEVAL_KIT")
    if not archive:
        pytest.skip("SELFEVAL_KIT names no kit: see make kit-proof")
    if reason := lacking():
        pytest.fail(reason)
    LOG.parent.mkdir(exist_ok=True)
    LOG.write_text("", encoding="utf-8")
    found = started(Path(archive).absolute(), tmp_path_factory.mktemp("kit"), LOG)
    yield found
    found.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a person, with the seed in it."""
    place = tmp_path / "2025 年 自评"
    place.mkdir()
    for name in ("targets", "filled"):
        shutil.copy(ROOT / "workbooks" / f"leting-2025-{name}.xlsx", place / f"{name}.xlsx")
    return place
