"""What the list of works says of each: how far it was when it was left, also where it was left without a word."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from selfeval.core.report.standing import Ready
from selfeval.store import recent
from selfeval.store.places import journal_path
from selfeval.workspace.looking.recent_standing import brought_up_to_date
from selfeval.workspace.work.opening import open_workspace, standing_of
from tests.places import ROOT

WORKBOOKS = ROOT / "workbooks"


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(tmp_path / "state"))
    return tmp_path


@pytest.fixture(params=["leting-2025-targets.xlsx", "leting-2025-filled.xlsx"])
def book(state, request):
    return Path(shutil.copyfile(WORKBOOKS / request.param, state / "a.xlsx"))


def enter(work, text="12"):
    project = work.assessment.projects[0]
    work.set(project.project.id, "", "executed", text)


def test_a_work_that_is_closed_leaves_how_far_it_is(book):
    work = open_workspace(book)
    assert recent.works()[0].standing is None, "nobody has waited for it"
    enter(work)
    found = standing_of(work)
    work.close()
    kept = recent.works()[0]
    assert kept.standing is not None
    assert (kept.standing.done, kept.standing.steps, kept.standing.grade) == (found.done, found.steps, found.grade)
    assert (kept.standing.next.kind, kept.standing.next.count) == (found.next.kind, found.next.count)
    assert kept.touched == work.touched != ""
    assert list(brought_up_to_date(recent.works())) == []


def test_opening_it_again_keeps_what_was_known(book):
    work = open_workspace(book)
    enter(work)
    work.close()
    before = recent.works()[0]
    again = open_workspace(book)
    listed = recent.works()[0]
    assert (listed.standing, listed.touched) == (before.standing, before.touched)
    assert again.touched == before.touched
    again.close()


def test_one_that_was_left_without_a_word_is_read_from_its_journal(book):
    work = open_workspace(book)
    enter(work)
    work.leaving = None  # as a kill would have it
    work.close()
    assert recent.works()[0].standing is None
    (found,) = brought_up_to_date(recent.works())
    again = open_workspace(book)
    assert found.standing == standing_of(again)
    assert found.touched == again.touched != ""
    again.close()


def test_a_list_that_is_older_than_the_journal_is_brought_up_to_date(book):
    work = open_workspace(book)
    work.close()
    (later := open_workspace(book)).leaving = None
    enter(later)
    later.close()
    path = journal_path(book)
    os.utime(path, (path.stat().st_mtime + 60,) * 2)
    (found,) = brought_up_to_date(recent.works())
    assert found.touched == later.touched


def test_what_cannot_be_read_is_left_out(state):
    gone, damaged = state / "gone.xlsx", state / "b.xlsx"
    damaged.write_bytes(b"x")
    journal_path(damaged).write_bytes(b"not a work file")
    for path in (gone, damaged):
        recent.remember(path, "局", 2025, "2026-01-01T00:00:00+00:00")
    assert list(brought_up_to_date(recent.works())) == []


def test_a_workbook_that_was_exported_since_is_to_be_handed_in(state):
    book = Path(shutil.copyfile(WORKBOOKS / "leting-2025-filled.xlsx", state / "a.xlsx"))
    work = open_workspace(book)
    assert standing_of(work).next.kind is Ready.EXPORT
    target = work.export()
    assert (standing_of(work).next.kind, standing_of(work).next.name) == (Ready.HAND_IN, target.name)
    work.close()
    again = open_workspace(book)
    assert standing_of(again).next.kind is Ready.HAND_IN, "it lies there, and nothing was entered since"
    enter(again, "170")
    assert standing_of(again).next.kind is not Ready.HAND_IN
    again.close()


@pytest.mark.parametrize(
    "kept",
    [
        None, [], "x", {}, {"next": {}}, {"next": {"kind": "dance", "count": 1, "name": "x"}},
        {"done": "1", "steps": 2, "total": "", "grade": "", "rank": 0, "ranks": 4,
         "next": {"kind": "row", "count": 1, "name": "x"}},
        {"done": True, "steps": 2, "total": "", "grade": "", "rank": 0, "ranks": 4,
         "next": {"kind": "row", "count": 1, "name": "x"}},
        {"done": 1, "steps": 2, "total": 3, "grade": "", "rank": 0, "ranks": 4,
         "next": {"kind": "row", "count": 1, "name": None}},
    ],
)  # fmt: skip
def test_a_standing_that_makes_no_sense_is_none(state, kept):
    assert recent.remember(state / "a.xlsx", "局", 2025, "2026-01-01")
    path = next((state / "state").rglob("recent.json"))
    listed = json.loads(path.read_text(encoding="utf-8"))
    listed["works"][0]["standing"] = kept
    path.write_text(json.dumps(listed), encoding="utf-8")
    assert [work.standing for work in recent.works()] == [None]
