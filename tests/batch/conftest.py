"""The processes of all batches keep the packs that they read together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kept import share_packs


@pytest.fixture(autouse=True)
def _packs(state_folder: Path) -> None:
    share_packs()
