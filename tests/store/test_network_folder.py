"""What shared folders and consoles ask of a work: no second file to share, a word where Chinese is not shown."""

from __future__ import annotations

import os
import sqlite3

import pytest

from selfeval.workspace.work.opening import open_workspace
from tests.store.test_atomic import names
from tests.tui.conftest import seed

__all__ = ["seed"]


def test_a_work_file_needs_no_memory_that_several_computers_would_have_to_share(seed):
    """Write-ahead logs of SQLite do not work on network drives; the work never has one, not even while it is open."""
    work = open_workspace(seed)
    try:
        project = work.evaluation.department.projects[0]
        work.set(project.id, "", "executed", "175.3")
        beside = names(seed.parent)
        assert not [name for name in beside if name.endswith(("-wal", "-shm"))], beside
        with sqlite3.connect(f"file:{seed}.selfeval?mode=ro", uri=True) as look:
            assert look.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        look.close()
    finally:
        work.close()


@pytest.mark.parametrize("term", ["linux", "xterm-256color"])
def test_doctor_says_where_a_console_has_no_chinese(term, monkeypatch, capsys):
    from selfeval.cli import run

    monkeypatch.setitem(os.environ, "TERM", term)
    run(["doctor", "--lang", "en"])
    assert ("has no Chinese signs" in capsys.readouterr().out) is (term == "linux")
