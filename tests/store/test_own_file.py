"""The program's own small files, damaged or hostile: told by the doctor, never a crash, never in the way."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from selfeval.store import mappings, own_file, recent, remembered
from selfeval.workspace.system.folders import own_faults
from selfeval.workspace.system.preferences import keys_file

HOSTILE = {
    "empty": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "a number": b"1e999999",
    "long digits": b"9" * 6000,
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "not UTF-8": b"\xff\xfe\x00",
    "NULs": b"\0" * 100,
    "large": b"{" + b" " * (own_file.MOST_BYTES + 1) + b"}",
}


@pytest.mark.parametrize("name", own_file.NAMES)
@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_damaged_file_is_told_kept_aside_and_written_anew(state: Path, name: str, data: bytes) -> None:
    (state / name).write_bytes(data)
    assert (recent.works(), mappings.maps(), remembered.get("theme")) == ([], [], "")
    assert [path.name for path, _ in own_faults()] == [name]
    assert remembered.put("theme", "x")
    assert recent.remember(state / "a.xlsx", "局", 2025, "2026-01-15T12:00:00")
    assert mappings.remember(mappings.ColumnMap("f", ("a",), {"weight": ("H", "分值")}, "2026-01-15"))
    assert own_faults() == []
    assert (state / (name + own_file.DAMAGED)).read_bytes() == data
    assert (len(recent.works()), len(mappings.maps()), remembered.get("theme")) == (1, 1, "x")


@pytest.mark.parametrize(
    "data",
    [
        b'{"works": [1, null, {"path": 3}, {"path": "", "department": "", "opened": ""}], "maps": {"a": 1}}',
        b'{"works": {"a": 1}, "maps": [[], {"fingerprint": 1}, {"fingerprint": "a", "texts": [1], "columns": {}}]}',
        b'{"theme": {"a": 1}, "tour": 5}',
    ],
)
@pytest.mark.parametrize("name", own_file.NAMES)
def test_rows_that_make_no_sense_are_left_out(state: Path, name: str, data: bytes) -> None:
    (state / name).write_bytes(data)
    assert (recent.works(), mappings.maps(), remembered.get("theme")) == ([], [], "")


@pytest.mark.skipif(os.name == "nt", reason="links and pipes")
@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_told(state: Path, make) -> None:
    make(state / "recent.json")
    assert recent.works() == []
    assert [path.name for path, _ in own_faults()] == ["recent.json"]


@pytest.mark.skipif(os.name == "nt", reason="permission bits")
def test_they_are_their_makers_alone(state: Path) -> None:
    assert remembered.put("theme", "x")
    assert (state / "screen.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "data", [b"a = " + b"[" * 50_000, b"a." * 50_000 + b"b = 1", b"a = 1\n" * 20_000, b"\xff", b"a ="]
)
def test_keys_that_cannot_be_read_are_told(state: Path, data: bytes) -> None:
    (state / "keys.toml").write_bytes(data)
    assert keys_file().fault
    from selfeval.commands.doctor import doctor
    from selfeval.console import Console

    done = CliRunner().invoke(doctor, [], obj=Console("en"), standalone_mode=False)
    assert done.exception is None
    assert done.return_value == 1
