"""A workbook of targets is held against what it was made from: every text of a project that differs is told."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from selfeval.core.model import Project
from selfeval.workspace.output.read_back import in_projects, read_back
from tests.excel.books import saved
from tests.places import ROOT

BOOK = ROOT / "workbooks" / "leting-2025-targets.xlsx"
HEAD = ("code", "name", "unit", "department", "purpose", "money_unit")
ROW = ("tier1", "tier2", "tier3", "target", "description", "basis", "goal", "last_target", "last_actual")


@pytest.fixture(scope="module")
def projects() -> tuple[Project, ...]:
    read, problems = read_back(BOOK.read_bytes(), BOOK)
    assert problems == ()
    return read.projects


def test_what_reads_back_the_same_is_not_told(projects):
    assert list(in_projects(projects, projects)) == []


@pytest.mark.parametrize("field", HEAD)
def test_a_text_of_the_head_that_differs_is_told(projects, field):
    other = replace(projects[0], **{field: "别的"})
    assert [one.code for one in in_projects((other, *projects[1:]), projects)] == ["F632"]


@pytest.mark.parametrize("field", ROW)
def test_a_text_of_a_row_that_differs_is_told_with_its_cell(projects, field):
    rows = projects[0].indicators
    other = replace(projects[0], indicators=(*rows[:-1], replace(rows[-1], **{field: "别的"})))
    (found,) = in_projects((other, *projects[1:]), projects)
    assert (found.code, found.input) == ("F632", "别的")
    assert found.where is not None


def test_a_plan_a_row_and_a_project_that_are_lost_are_told(projects):
    planned = replace(projects[0], budget={**projects[0].budget, "plan.6": "51%"})
    longer = replace(projects[0], indicators=(*projects[0].indicators, projects[0].indicators[0]))
    for wanted in ((planned, *projects[1:]), (longer, *projects[1:]), (*projects, projects[0])):
        assert [one.code for one in in_projects(wanted, projects)] == ["F632"]


def test_a_workbook_without_targets_is_told():
    _, problems = read_back(saved(openpyxl.Workbook()), BOOK)
    assert [one.code for one in problems] == ["F632"]
