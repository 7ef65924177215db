"""What every test shares: a state folder of its own, and copies of the seed's workbooks to work on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A loaded machine must not fail a law: how long an example takes says nothing about it.
settings.register_profile("selfeval", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("selfeval")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing a test does reaches the state folder of the person who runs it."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(folder))
    monkeypatch.delenv("SELFEVAL_LANG", raising=False)
    return folder


@pytest.fixture
def targets_book(tmp_path: Path) -> Path:
    """A copy of the seed's targets workbook."""
    return Path(shutil.copy(ROOT / "workbooks" / "leting-2025-targets.xlsx", tmp_path / "leting-2025-targets.xlsx"))


@pytest.fixture
def filled_book(tmp_path: Path) -> Path:
    """A copy of the seed's filled workbook."""
    return Path(shutil.copy(ROOT / "workbooks" / "leting-2025-filled.xlsx", tmp_path / "leting-2025-filled.xlsx"))
