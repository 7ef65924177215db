"""What lies in the place of `keys.toml` and is no file is told, and never read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from selfeval.workspace.system.preferences import KEYS_FILE, MOST, keys_file


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "loop", "large", "endless key"])
def test_what_is_no_file_of_keys_is_told(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(tmp_path))
    path = tmp_path / KEYS_FILE
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    elif kind == "loop":
        path.symlink_to(path.name)
    elif kind == "endless key":  # half a minute to read
        path.write_bytes(b"a." * (MOST // 2 - 10) + b"a = 1")
    else:
        path.write_bytes(b"#" * (MOST + 1))
    found = keys_file()
    assert found.there and found.fault and not found.entries
