from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has a state folder of its own."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(folder))
    return folder
