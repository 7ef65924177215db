"""Work files to be mutated, and forged ones: lines with a right seal whose content nobody could have entered."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import tempfile
from functools import cache
from pathlib import Path
from random import Random
from unittest import mock

from selfeval.store.journal import database, lines
from selfeval.workspace import clock, source
from selfeval.workspace.work.opening import open_workspace
from tests.campaigns.fuzz.of_bytes import damaged
from tests.campaigns.fuzz.of_texts import changed_tree
from tests.campaigns.fuzz.words import text
from tests.store.helpers import NOON, filled

FORM = Path(__file__).resolve().parents[2] / "excel" / "kinds" / "files" / "form.csv"


@cache
def bases() -> tuple[bytes, ...]:
    """A few small work files: empty, of some entries, of a workbook with undone steps."""
    with tempfile.TemporaryDirectory() as folder:
        made = []
        for count, said in ((0, ""), (5, ""), (12, "长" * 900)):
            path = Path(folder) / f"{count}.selfeval"
            filled(path, count, said)
            made.append(path.read_bytes())
        return (*made, worked(Path(folder)))


def worked(folder: Path) -> bytes:
    """The work file of the form, with steps done and undone; the same bytes every time."""
    book = folder / "form.csv"
    shutil.copy(FORM, book)
    os.utime(book, (0, 0))
    known = mock.patch.multiple(clock, now=lambda: NOON, who=lambda: "张三")
    with known, mock.patch.object(source, "now", lambda: NOON):
        _worked(book)
    return book.with_name(book.name + ".selfeval").read_bytes()


def _worked(book: Path) -> None:
    workspace = open_workspace(book)
    project = workspace.evaluation.department.projects[0]
    for row in project.indicators:
        workspace.set(project.id, row.id, "actual", "95%")
        workspace.set(project.id, row.id, "reason", "雨季塌方")
    workspace.undo(), workspace.undo(), workspace.redo()
    workspace.close()


def of_bytes(data: bytes, dice: Random) -> bytes:
    """Bytes changed anywhere; sometimes whole pages exchanged or zeroed."""
    if dice.random() < 0.6:
        return damaged(data, dice)
    pages = [data[at : at + database.PAGE] for at in range(0, len(data), database.PAGE)]
    for _ in range(dice.choice((1, 1, 2))):
        at = dice.randrange(len(pages))
        pages[at] = dice.choice((b"\0" * database.PAGE, b"\xff" * database.PAGE, dice.choice(pages), pages[at][:100]))
    return b"".join(pages)


def forged(data: bytes, dice: Random) -> bytes:
    """A sound file in which the content of some lines is another one, sealed as ours are."""
    with contextlib.closing(database.loaded(data)) as connection:
        for table, key in (("entry", "seq"), ("note", "key")):
            rows = connection.execute(f"SELECT {key}, line FROM {table}").fetchall()
            for place, line in dice.sample(rows, min(len(rows), dice.choice((1, 1, 3)))):
                said = _forged_line(line, dice, note=table == "note")
                with contextlib.suppress(UnicodeEncodeError):
                    connection.execute(f"UPDATE {table} SET line = ? WHERE {key} = ?", (said, place))
        if dice.random() < 0.15:
            _structure(connection, dice)
        return connection.serialize()


def _forged_line(line: str, dice: Random, *, note: bool) -> str:
    content = json.loads(line[: -lines.SEAL_LENGTH])
    if note and dice.random() < 0.8:
        content["value"] = _forged_value(content["value"], dice)
    elif dice.random() < 0.7 and content.get("changes"):
        change = dice.choice(content["changes"])
        change[dice.randrange(len(change))] = text(dice)
    else:
        kept = content.get("seq")
        content = changed_tree(content, dice)
        if isinstance(content, dict) and "seq" in content and dice.random() < 0.9:
            content["seq"] = kept
    said = json.dumps(content, separators=(",", ":"))
    return f"{said}#{lines._seal(said)}"


def _forged_value(value: str, dice: Random) -> str:
    try:
        return json.dumps(changed_tree(json.loads(value), dice))
    except ValueError:
        return text(dice).encode("utf-8", "replace").decode()


def _structure(connection: sqlite3.Connection, dice: Random) -> None:
    """Another version, another program's mark, more tables, a trigger, a view in the place of a table."""
    statement = dice.choice(
        (
            "PRAGMA user_version = 7",
            "PRAGMA user_version = -3",
            "PRAGMA application_id = 9",
            "CREATE TABLE more (x)",
            "DROP TABLE note",
            "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END",
            "ALTER TABLE entry RENAME TO old",
            "CREATE INDEX i ON entry (line)",
            "INSERT INTO entry SELECT seq + 5, line FROM entry LIMIT 1",
            "UPDATE entry SET line = CAST(line AS BLOB)",
            "UPDATE entry SET line = 5",
            "INSERT INTO note VALUES ('x', 'y')",
        )
    )
    with contextlib.suppress(sqlite3.Error):
        connection.execute(statement)
