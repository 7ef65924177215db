"""A workbook that was renamed between two sittings: the entries under its old name are told."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from selfeval.core.evaluation import FactKey
from selfeval.store.places import SUFFIX
from selfeval.workspace.work.opening import open_workspace


def entered_in(path, text):
    with closing(open_workspace(path)) as work:
        project = work.evaluation.department.projects[0]
        work.enter([(FactKey(project.id, project.indicators[0].id, "actual"), text)])


def told(path):
    with closing(open_workspace(path)) as work:
        return " ".join(notice.render() for notice in work.notices)


def test_entries_under_the_old_name_are_told_with_what_helps(targets_book):
    entered_in(targets_book, "81%")
    new = targets_book.rename(targets_book.with_name("新名字.xlsx"))
    said = told(new)
    assert f"{targets_book.name}.selfeval holds 1 entries" in said
    assert f"take {new.name}.selfeval away" in said
    new.with_name(f"{new.name}.selfeval").unlink()
    new.with_name(f"{targets_book.name}.selfeval").rename(new.with_name(f"{new.name}.selfeval"))
    with closing(open_workspace(new)) as work:
        project = work.evaluation.department.projects[0]
        assert work.evaluation.indicator_value(project, project.indicators[0], "actual") == "81%"
    assert "selfeval holds" not in told(new)


def test_of_several_old_names_each_is_told(targets_book):
    for name in ("甲.xlsx", "乙.xlsx", "新名字.xlsx"):
        entered_in(targets_book, "81%") if name != "新名字.xlsx" else None
        targets_book = targets_book.rename(targets_book.with_name(name))
    said = told(targets_book)
    assert "甲.xlsx.selfeval holds" in said
    assert "leting-2025-targets.xlsx.selfeval holds" in said


def test_a_folder_that_cannot_be_listed_keeps_nobody_from_working(targets_book, monkeypatch):
    def refused(self: Path, pattern: str) -> Iterator[Path]:
        if pattern == f"*{SUFFIX}":
            raise OSError(errno.EIO, "Input/output error", str(self))
        return usual(self, pattern)

    usual = Path.glob
    monkeypatch.setattr(Path, "glob", refused)
    assert "selfeval holds" not in told(targets_book)


@pytest.mark.parametrize("case", ["copied", "another workbook", "nothing entered", "entered here"])
def test_nothing_is_said_of_other_work_files(targets_book, case):
    if case != "nothing entered":
        entered_in(targets_book, "81%")
    new = targets_book.with_name("新名字.xlsx")
    if case == "copied":
        new.write_bytes(targets_book.read_bytes())
    else:
        targets_book.rename(new)
    if case == "another workbook":
        book = openpyxl.load_workbook(new)
        book.worksheets[0]["Z99"] = "x"
        book.save(new)
    if case == "entered here":
        entered_in(new, "82%")
    assert "selfeval holds" not in told(new)
