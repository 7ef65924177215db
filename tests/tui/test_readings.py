"""Readings to confirm: one row, a whole kind, and what was confirmed last year."""

from __future__ import annotations

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.tui.dialogs.readings import Readings
from selfeval.tui.dialogs.row.reading import Reading
from selfeval.tui.entry.screen import Work
from selfeval.tui.widgets.desk.details import Details
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.looking.rows import RowFilter, State, filtered
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.readings import LAST_YEAR, all_doubts, doubts, in_doubt
from tests.tui.driving import LOOKS, click_key, click_row, overflowing, running, settled, text, typed, work

RATE = 3


def targets(workspace):
    return [item.target for result in workspace.assessment.projects for item in result.indicators]


def limits(workspace):
    """Comparator and origin of the targets that read ≤100%."""
    found = [one for one in targets(workspace) if one.text == "≤100%"]
    return [(one.comparator.value, one.origin.value) for one in found]


@pytest.mark.parametrize(("language", "size"), LOOKS)
@pytest.mark.parametrize(("key", "after"), [("f7", ("<=", "confirmed")), ("ctrl+r", (">=", "corrected"))])
async def test_a_whole_kind_is_one_key_and_one_undo(seed, language, size, key, after):
    async with running(seed, language, size) as pilot:
        screen = work(pilot)
        await pilot.press("ctrl+e")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Readings)
        assert not overflowing(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work), "nothing is left to confirm"
        assert limits(screen.workspace) == [after] * 3
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert limits(screen.workspace) == [("<=", "as_written")] * 3


async def test_one_row_of_a_kind_by_mouse_and_the_rest_stays(seed):
    async with running(seed, "en", (120, 40)) as pilot:
        screen = work(pilot)
        await pilot.press("ctrl+p")
        await typed(pilot, "all readings")
        await pilot.press("enter")
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, Readings)
        await click_row(pilot, dialog.query_one("#doubts", Rows), "1")
        await settled(pilot)
        await click_key(pilot, "other")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Readings), "two rows are left"
        assert [one for one, _ in limits(screen.workspace)] == ["<=", ">=", "<="]
        await click_key(pilot, "cancel")
        assert isinstance(pilot.app.screen, Work)


async def test_the_list_leads_to_the_row(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        await pilot.press("ctrl+e")
        await settled(pilot)
        await pilot.press("tab", "down", "enter")
        await settled(pilot)
        assert screen.desk.scored(screen.desk.place).indicator.tier3 == "上级交办案件按期结案率"


async def test_a_rate_that_nobody_can_fail_is_changed_with_two_keys(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        await pilot.press("home", *["down"] * RATE, "f7")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Reading)
        assert "≥ 100%" in text(pilot)
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert screen.desk.scored(screen.desk.place).target.comparator.value == ">="


def last_year(workspace, target, reading):
    place = workspace.places()[RATE]
    facts = {"last.target": target, "last.reading": reading}
    workspace.enter([(FactKey(place.project, place.indicator, name), value) for name, value in facts.items()])
    return place


def test_what_was_confirmed_last_year_is_offered_for_the_same_text_only(seed):
    workspace = open_workspace(seed)
    place = last_year(workspace, "≤ 100%", "≥95%")
    first = doubts(workspace, place)[0]
    assert (first.kind, first.offer) == (LAST_YEAR, "≥95%")
    assert next(kind for kind, _ in all_doubts(workspace)) == LAST_YEAR
    last_year(workspace, "≤90%", "≥95%")
    assert LAST_YEAR not in {one.kind for one in doubts(workspace, place)}
    workspace.set(place.project, place.indicator, "reading", "≤100%")
    assert doubts(workspace, place) == ()
    assert doubts(workspace, Place(place.project, "")) == ()
    workspace.close()


async def test_last_years_reading_is_taken_from_the_row(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        place = last_year(screen.workspace, "≤100%", "≥95%")
        screen.show_all()
        screen.go(place)
        await pilot.press("f7")
        await settled(pilot)
        assert "≥ 95%" in text(pilot)
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert screen.desk.scored(place).target.value == 95


@pytest.mark.parametrize(("language", "size"), LOOKS)
@pytest.mark.parametrize(("key", "after"), [("f7", "≥95%"), ("ctrl+r", "≤100%")])
async def test_the_group_of_last_year_confirms_last_years_reading(seed, language, size, key, after):
    async with running(seed, language, size) as pilot:
        screen = work(pilot)
        place = last_year(screen.workspace, "≤100%", "≥95%")
        screen.show_all()
        screen.go(place)
        await settled(pilot)
        await pilot.press("ctrl+e")
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, Readings)
        assert dialog.query_one("#kinds", Rows).key == LAST_YEAR
        assert dialog.query_one("#doubts", Rows).rows[0].cells[2].replace(" ", "") == "≥95%"
        assert not overflowing(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert screen.desk.fact(place, "reading").replace(" ", "") == after


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "“≤ 100%”经人工认定，口径为 ≥ 95%"), ("en", "was read as ≥ 95%")]
)
async def test_the_details_state_last_years_decision(seed, language, said):
    async with running(seed, language, (120, 40)) as pilot:
        screen = work(pilot)
        place = last_year(screen.workspace, "≤100%", "≥95%")
        screen.workspace.set(place.project, place.indicator, "last.name", screen.desk.scored(place).indicator.tier3)
        screen.show_all()
        screen.go(place)
        await settled(pilot)
        shown = screen.query_one(Details).text(200)
        assert said in shown


async def test_marks_filter_and_the_key_speak_of_the_same_doubts(seed):
    async with running(seed, notices=True) as pilot:
        screen, workspace = work(pilot), work(pilot).workspace
        await pilot.press("end", *"0.95", "enter", "f10")  # as written, which is doubtful
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        marked = {place for place in workspace.places() if place.indicator and "?" in screen.desk.row(place).cells[6]}
        lacking = {place for place in workspace.places() if place.indicator and "!" in screen.desk.row(place).cells[6]}
        doubtful = {place for place in workspace.places() if place.indicator and in_doubt(workspace, place)}
        assert marked == doubtful - lacking
        assert set(filtered(workspace, RowFilter(state=State.DOUBTFUL))) >= doubtful
        assert {one.place for _, of_kind in all_doubts(workspace) for one in of_kind} <= doubtful
        for place in sorted(doubtful, key=workspace.places().index):
            screen.go(place)
            pilot.app.clear_notifications()
            await pilot.press("f7")
            await settled(pilot)
            assert "nothing to confirm" not in text(pilot)
            await pilot.press("escape")
            await settled(pilot)


async def test_a_doubt_about_the_outcome_is_settled_by_entering_it_again(seed):
    async with running(seed, notices=True) as pilot:
        await pilot.press("end")
        place = work(pilot).desk.place
        await pilot.press(*"0.95", "enter", "f10")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        work(pilot).go(place)
        await pilot.press("f7")
        await settled(pilot)
        assert work(pilot).desk.line.active
        assert any("Enter it again" in str(note.message) for note in pilot.app._notifications)
