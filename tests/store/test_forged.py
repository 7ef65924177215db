"""Work files that somebody made by hand: with more in them than ours, with lines that nobody could have entered."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from selfeval.store.journal import lines
from selfeval.version import __version__
from selfeval.workspace.work.opening import open_workspace
from tests.store.helpers import ROOT, entry, filled, opened


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END",
        "CREATE TRIGGER t BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TABLE more (x)",
        "CREATE VIEW v AS SELECT 1",
        "CREATE INDEX i ON entry (line)",
    ],
)
def test_what_else_is_in_a_file_never_acts_on_an_entry(tmp_path, statement):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 4)
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    with opened(path) as journal:
        assert journal.recovered is not None
        assert journal.entries() == entries
        journal.append(entry(5))
    with opened(path) as journal:
        assert journal.recovered is None
        assert journal.entries() == [*entries, entry(5)]


def forge(path, table, key, change):
    """Give one line another content, with the seal that belongs to it."""
    connection = sqlite3.connect(path)
    column = "seq" if table == "entry" else "key"
    (line,) = connection.execute(f"SELECT line FROM {table} WHERE {column} = ?", (key,)).fetchone()
    content = change(json.loads(line[: -lines.SEAL_LENGTH]))
    connection.execute(f"UPDATE {table} SET line = ? WHERE {column} = ?", (lines._sealed(content), key))
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "more",
    [
        {"at": 5},
        {"who": None},
        {"kind": ["enter"]},
        {"changes": [[["a"], "b", "actual", None, "x"]]},
        {"changes": [["a", "b", "actual", None, 3]]},
        {"changes": [["a", "b", "actual", {}, "x"]]},
        {"changes": "x"},
        {"action": ["enter"]},
        {"seq": True},
    ],
    ids=str,
)
def test_a_sealed_entry_that_nobody_could_have_made_is_left_out_and_told(tmp_path, more):
    path = tmp_path / "a.selfeval"
    entries = filled(path, 3)
    forge(path, "entry", 2, lambda content: content | more)
    with opened(path) as journal:
        assert journal.recovered.lost == 1
        assert journal.entries() == [entries[0], entries[2]]


@pytest.mark.parametrize("value", ["", "5", "[]", "[" * 9000, '{"version": 3}', "SETTINGS", "FIGURES"])
@pytest.mark.parametrize("note", ["reading", "workbook", "workbook/0"])
def test_a_sealed_note_that_makes_no_sense_has_the_workbook_read_again(tmp_path, note, value):
    book = tmp_path / "form.csv"
    shutil.copy(ROOT / "tests" / "excel" / "kinds" / "files" / "form.csv", book)
    with contextlib.closing(open_workspace(book)) as workspace:
        department = workspace.evaluation.department
        project = department.projects[0]
        workspace.set(project.id, project.indicators[0].id, "actual", "9公里")
    settings = json.dumps({"version": __version__, "scored": False, "settings": {"rules": 5}})
    odd = {"SETTINGS": settings, "FIGURES": "[[1],[2]]"}
    forge(Path(f"{book}.selfeval"), "note", note, lambda content: content | {"value": odd.get(value, value)})
    with contextlib.closing(open_workspace(book)) as workspace:
        assert workspace.evaluation.department == department
        assert [entry.step.changes[0].new for entry in workspace.entries()] == ["9公里"]
