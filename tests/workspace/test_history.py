"""The history: what became of every entry, and the way back to any point, abandoned ones included."""

from __future__ import annotations

import json

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import SelfEvalError
from selfeval.workspace.compare.last_year import look_at, take_over, taken
from selfeval.workspace.headless import of_earlier_year
from selfeval.workspace.looking.history import (
    beginning,
    facts_at,
    happened,
    of_file,
    points,
    restore,
    to_json,
    way_back,
)
from selfeval.workspace.looking.history_text import lines
from selfeval.workspace.work.opening import open_workspace
from tests.examples import examples
from tests.workspace.test_last_year import LAST, THIS, table


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(tmp_path / "state"))
    return table(tmp_path / "2025.xlsx", 2025, THIS)


def row(work, number=0):
    project = work.assessment.projects[0]
    return project.project.id, project.indicators[number].indicator.id


def enter(work, text, number=0):
    return work.set(*row(work, number), "actual", text)


def actual(work, number=0):
    project, indicator = row(work, number)
    return work.evaluation.facts.get(FactKey(project, indicator, "actual"))


def test_what_was_undone_is_marked_and_what_was_done_again_is_not(book):
    work = open_workspace(book)
    enter(work, "8公里")
    enter(work, "9公里")
    work.undo()
    assert [point.undone for point in points(work.entries())] == [False, True, False]
    work.redo()
    found = points(work.entries())
    assert [point.undone for point in found] == [False, False, False, False]
    assert [happened(point).render() for point in found] == ["entered", "entered", "undo", "redo"]
    undone = found[2].changes[0]
    assert (undone.old, undone.new) == ("9公里", "8公里")
    work.close()


def test_an_abandoned_branch_stays_and_can_be_gone_back_to(book):
    work = open_workspace(book)
    enter(work, "8公里")
    enter(work, "9公里")
    enter(work, "210人次", 1)
    work.undo()
    work.undo()
    enter(work, "12公里")
    found = points(work.entries())
    assert [point.undone for point in found] == [False, True, True, False, False, False]
    step = restore(work, found, 3)
    assert step.kind == "restore"
    assert (actual(work), actual(work, 1)) == ("9公里", "210人次")
    assert len(work.entries()) == 7
    work.undo()
    assert (actual(work), actual(work, 1)) == ("12公里", None)
    work.redo()
    work.close()

    again = open_workspace(book)
    try:
        assert (actual(again), actual(again, 1)) == ("9公里", "210人次")
        restore(again, points(again.entries()), 0)
        assert dict(again.evaluation.facts) == {}
        again.undo()
        assert actual(again) == "9公里"
    finally:
        again.close()


def test_restoring_what_is_there_changes_nothing(book):
    work = open_workspace(book)
    enter(work, "8公里")
    before = len(work.entries())
    assert restore(work, points(work.entries()), 1) is None
    assert len(work.entries()) == before
    work.close()


def test_everything_can_be_undone_and_gone_back_to_after_a_restart(book, tmp_path):
    """Entry, paste, settings, another rule pack, last year's figures, a reading, a budget: each is one point."""
    last = table(tmp_path / "2024.xlsx", 2024, LAST)
    work = open_workspace(book)
    project, indicator = row(work)
    enter(work, "8公里")
    work.enter([(FactKey(project, row(work, 1)[1], "actual"), "230人次"), (FactKey(project, "", "executed"), "90")],
               "paste")  # fmt: skip
    work.set("", "", "preparer", "王[b]")
    work.enter([(FactKey("", "", "rules"), "cn-mof-2021-101")], "rules")
    found = look_at(work.evaluation, of_earlier_year(last))
    take_over(work, found, taken(work.evaluation, found))
    work.set(project, indicator, "reading", "≥8公里")
    states = [dict(facts_at(work.evaluation, points(work.entries()), number)) for number in range(7)]
    totals = work.assessment
    work.close()

    again = open_workspace(book)
    try:
        for number in range(5, -1, -1):
            again.undo()
            assert dict(again.evaluation.facts) == states[number]
        assert again.undo() is None
        assert again.pack.id == "cn-mof-2020-10"
        for number in range(1, 7):
            again.redo()
            assert dict(again.evaluation.facts) == states[number]
        assert again.assessment == totals
        restore(again, points(again.entries()), 3)
        assert again.pack.id == "cn-mof-2020-10"
        again.undo()
        assert again.pack.id == "cn-mof-2021-101"
    finally:
        again.close()


def test_a_point_whose_rule_pack_is_gone_changes_nothing(book, tmp_path):
    work = open_workspace(book)
    pack = tmp_path / "own.toml"
    pack.write_text('schema = "selfeval.rules/1"\nid = "own"\ntitle = "自己的"\nversion = "1"\n'
                    'extends = "cn-mof-2020-10"\n', encoding="utf-8")  # fmt: skip
    work.enter([(FactKey("", "", "rules"), str(pack))], "rules")
    work.undo()
    pack.unlink()
    rows = work.entries()
    with pytest.raises(SelfEvalError) as caught:
        restore(work, points(rows), 1)
    assert caught.value.code.startswith("R")
    assert work.entries() == rows
    assert dict(work.evaluation.facts) == {}
    work.close()


def test_a_row_that_is_gone_keeps_its_history(book):
    work = open_workspace(book)
    enter(work, "8公里")
    work.close()
    changed = openpyxl.load_workbook(book)
    changed.active.delete_rows(5)
    changed.save(book)
    again = open_workspace(book)
    try:
        found = points(again.entries())
        told = "\n".join(lines(again.evaluation, found, str))
        assert "8公里" in told
        again.undo()
        assert dict(again.evaluation.facts) == {}
        restore(again, points(again.entries()), 1)
        assert "8公里" in again.evaluation.facts.values()
    finally:
        again.close()


DEEDS = st.one_of(
    st.sampled_from(["undo", "redo", "reopen"]), st.tuples(st.integers(0, 2), st.sampled_from("ab")), st.integers(0, 30)
)
"""An undo, a redo, a restart; an entry (row, text); going back to a point."""


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DEEDS, max_size=18))
def test_any_point_is_what_it_was(book, monkeypatch, deeds):
    """Held against a plain list of what the facts were after every row of the journal."""
    own = f"{id(deeds)}.selfeval"
    monkeypatch.setattr("selfeval.workspace.work.opening.journal_path", lambda path: path.with_name(own))
    work = open_workspace(book)
    was = [dict(work.evaluation.facts)]
    for deed in deeds:
        if deed == "reopen":
            work.close()
            work = open_workspace(book)
            assert dict(work.evaluation.facts) == was[-1]
            continue
        if deed == "undo":
            done = work.undo()
        elif deed == "redo":
            done = work.redo()
        elif isinstance(deed, tuple):
            done = enter(work, deed[1], deed[0])
        else:
            number = deed % len(was)
            done = restore(work, points(work.entries()), number)
            assert dict(work.evaluation.facts) == was[number]
        if done is not None:
            was.append(dict(work.evaluation.facts))
    found = points(work.entries())
    assert len(found) == len(was) - 1
    assert [dict(facts_at(work.evaluation, found, number)) for number in range(len(was))] == was
    assert dict(beginning(work.evaluation)) == was[0]
    work.close()
    book.with_name(own).unlink()


def test_the_settings_of_a_scored_workbook_stand_at_the_beginning(book, tmp_path):
    work = open_workspace(book)
    work.set("", "", "preparer", "王")
    scored = work.export(tmp_path / "scored.xlsx")
    work.close()
    again = open_workspace(scored)
    try:
        again.set("", "", "preparer", "李")
        restore(again, points(again.entries()), 0)
        assert again.evaluation.setting("preparer") == "王"
    finally:
        again.close()


def test_last_year_is_named_in_the_scored_workbook(book, tmp_path):
    last = table(tmp_path / "2024.xlsx", 2024, LAST)
    work = open_workspace(book)
    plain = work.export(tmp_path / "plain.xlsx")
    found = look_at(work.evaluation, of_earlier_year(last))
    take_over(work, found, found.matches)
    scored = work.export(tmp_path / "scored.xlsx")
    work.close()

    def about(path):
        return {r[1]: r[2] for r in openpyxl.load_workbook(path)["说明"].iter_rows(values_only=True) if r[1]}

    assert about(scored)["对照的上年自评"] == "2024 2024.xlsx"
    assert "对照的上年自评" not in about(plain)


def test_another_file_of_last_year_replaces_the_first_and_none_takes_it_away(book, tmp_path):
    last, other = table(tmp_path / "2024.xlsx", 2024, LAST), table(tmp_path / "2023.xlsx", 2023, LAST[:1])
    work = open_workspace(book)
    found = look_at(work.evaluation, of_earlier_year(last))
    assert [match.name for match in taken(work.evaluation, found)] == ["修路里程"]
    take_over(work, found, found.matches)
    assert len(taken(work.evaluation, found)) == 3, "what was confirmed once is ticked the next time"
    assert take_over(work, found, found.matches) is None
    found_in_other = look_at(work.evaluation, of_earlier_year(other))
    take_over(work, found_in_other, found_in_other.matches)
    assert {key.indicator for key in work.evaluation.facts if key.indicator} == {row(work)[1]}
    assert work.evaluation.setting("last_year") == "2023 2023.xlsx"
    take_over(work, found, ())
    assert dict(work.evaluation.facts) == {}
    work.close()


def test_a_file_is_looked_at_without_being_opened(book):
    assert of_file(book)[1] == ()
    work = open_workspace(book)
    enter(work, "8公里")
    enter(work, "230人次", 1)
    work.undo()
    evaluation, found = of_file(book)  # while it is open elsewhere
    assert [point.undone for point in found] == [False, True, False]
    plain = json.loads(json.dumps(to_json(evaluation, found, str)))
    assert plain["schema"] == "selfeval.history/1"
    assert plain["entries"][0]["changes"] == [
        {"project": row(work)[0], "indicator": row(work)[1], "row": "修路里程", "field": "actual", "name": "actual",
         "old": None, "new": "8公里"}
    ]  # fmt: skip
    assert [point.number for point in of_file(book, "培训")[1]] == [2, 3]
    assert way_back(work.evaluation, points(work.entries()), 2) is not None
    work.close()
