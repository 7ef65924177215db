"""Looking into a journal leaves no trace, whatever its state."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from selfeval.core.evaluation import Change, FactKey, Step
from selfeval.core.problems import SelfEvalError
from selfeval.store.journal.journal import Journal
from selfeval.store.journal.lines import LogEntry
from selfeval.store.journal.peek import peek


def now() -> str:
    return "2026-01-05T08:00:00+08:00"


def entry(text: str) -> LogEntry:
    return LogEntry(now(), "amy", "enter", Step("enter", (Change(FactKey("p", "i", "actual"), None, text),)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "x.xlsx.selfeval"
    with Journal.open(place, who="amy", now=now) as journal:
        journal.append(entry("一"))
        journal.append(entry("二"))
    return place


def texts(path: Path) -> list[str | None]:
    journal = peek(path, now)
    assert journal is not None
    with journal:
        assert journal.read_only
        return [found.step.changes[0].new for found in journal.entries()]


def files(folder: Path) -> dict[str, bytes]:
    return {item.name: item.read_bytes() for item in folder.iterdir()}


def test_no_journal_is_none_and_none_is_made(tmp_path: Path) -> None:
    assert peek(tmp_path / "none.selfeval", now) is None
    assert files(tmp_path) == {}


def test_closed_open_and_read_twice(path: Path) -> None:
    before = files(path.parent)
    assert texts(path) == ["一", "二"]
    assert files(path.parent) == before
    with Journal.open(path, who="amy", now=now) as writer:
        assert texts(path) == ["一", "二"]
        first, second = peek(path, now), peek(path, now)
        assert first is not None
        assert second is not None
        with first, second:
            writer.append(entry("三"))
            assert len(first.entries()) == 3
            assert not writer.read_only


def test_damage_is_read_around_and_not_repaired(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[:16] = bytes(16)
    path.write_bytes(bytes(data))
    before = files(path.parent)
    assert texts(path) == ["一", "二"]
    assert files(path.parent) == before


@pytest.mark.parametrize("data", [b"PK\x03\x04 a workbook", b""])
def test_what_is_no_journal(tmp_path: Path, data: bytes) -> None:
    other = tmp_path / "x.selfeval"
    other.write_bytes(data)
    if data:
        with pytest.raises(SelfEvalError) as caught:
            peek(other, now)
        assert caught.value.code == "F311"
    else:
        assert texts(other) == []
    assert other.read_bytes() == data


def test_entry_half_written_by_a_killed_writer_does_not_count(path: Path) -> None:
    """A hot rollback journal lies beside the file: a reader may not play it back, so it looks at a copy."""
    crash = (
        "import os, sqlite3, sys\n"
        "base = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "base.execute('PRAGMA cache_size = 1')\n"
        "base.execute('BEGIN EXCLUSIVE')\n"
        "base.execute('UPDATE entry SET line = ?', ('x' * 30000,))\n"
        "for seq in range(50, 90):\n    base.execute('INSERT INTO entry VALUES (?, ?)', (seq, 'y' * 9000))\n"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", crash, str(path)], check=False)
    hot = path.with_name(path.name + "-journal")
    assert hot.exists(), "the writer left its rollback journal"
    before = files(path.parent)
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as plain, pytest.raises(sqlite3.OperationalError):
        plain.execute("SELECT count(*) FROM entry")
    plain.close()
    assert texts(path) == ["一", "二"]
    assert files(path.parent) == before
