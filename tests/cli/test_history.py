"""`selfeval history`: what was entered about a workbook, as text and as JSON, without opening it."""

from __future__ import annotations

import json
from pathlib import Path

from selfeval.workspace.work.opening import open_workspace
from tests.cli.conftest import Run


def entered(path: Path) -> str:
    work = open_workspace(path)
    project = work.assessment.projects[0]
    row = project.indicators[2].indicator
    work.set(project.project.id, row.id, "actual", "97%")
    work.set(project.project.id, row.id, "actual", "98%")
    work.undo()
    work.set("", "", "preparer", "王")
    work.close()
    return row.tier3


def test_nothing_entered_is_said(run: Run, folder: Path) -> None:
    done = run("history", "targets.xlsx")
    assert (done.code, done.out) == (0, "")
    assert "Nothing has been entered about targets.xlsx yet." in done.err
    assert json.loads(run("history", "targets.xlsx", "--json").out)["entries"] == []


def test_everything_is_listed_with_what_became_of_it(run: Run, folder: Path) -> None:
    name = entered(folder / "targets.xlsx")
    before = (folder / "targets.xlsx.selfeval").read_bytes()
    done = run("history", "targets.xlsx")
    lines = done.out.splitlines()
    assert len(lines) == 8
    assert lines[1].strip() == f"{name}, actual: empty -> 97%"
    assert lines[2].endswith("entered, undone since")
    assert lines[5].strip() == f"{name}, actual: 98% -> 97%"
    assert lines[7].strip() == "Whole work, prepared by: empty -> 王"
    assert "后已撤销" in run("history", "targets.xlsx", "--lang", "zh").out
    data = json.loads(run("history", "targets.xlsx", "--json").out)
    assert data["schema"] == "selfeval.history/1"
    assert [entry["number"] for entry in data["entries"]] == [1, 2, 3, 4]
    assert [entry["action"] for entry in data["entries"]] == ["enter", "enter", "undo", "enter"]
    assert [entry["undone"] for entry in data["entries"]] == [False, True, False, False]
    assert data["entries"][0]["changes"][0]["old"] is None
    assert (folder / "targets.xlsx.selfeval").read_bytes() == before, "it only looks"


def test_one_row(run: Run, folder: Path) -> None:
    name = entered(folder / "targets.xlsx")
    assert len(run("history", "targets.xlsx", "--row", name[2:6]).out.splitlines()) == 6
    done = run("history", "targets.xlsx", "--row", "没有这一行")
    assert done.code == 2
    assert "没有这一行" in done.err


def test_a_workbook_that_is_not_there(run: Run, folder: Path) -> None:
    assert run("history", "none.xlsx").code == 2
    assert run("open", "targets.xlsx", "--last-year", "none.xlsx").code == 2
