"""The budget screen: each message stands by the field it speaks of, in a tone of its own, while one types."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from selfeval.core.evaluation import FactKey
from selfeval.tui.row_texts.rooms.budget import field_notes, rate_tone
from selfeval.tui.text import Words
from selfeval.tui.widgets.cell import Cell
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.questions.budget_offers import budget_preview, field_offer
from tests.tui.driving import lines, overflowing, running, settled, text, typed


@pytest.mark.parametrize(
    ("values", "field", "said", "tone"),
    [
        ({"executed": "一百"}, "executed", "一百", "bad"),
        ({"checkpoint.3": "abc"}, "checkpoint.3", "abc", "bad"),
        ({"executed": "190"}, "executed", "More was spent", "good"),
        ({"executed.fiscal": "100"}, "executed", "75.3", "warn"),
        ({"checkpoint.6": "10"}, "checkpoint.6", "below", "warn"),
        ({"checkpoint.12": "90"}, "checkpoint.12", "97.39", "warn"),
    ],
)
def test_what_is_said_of_a_field_is_said_of_that_field(filled, values, field, said, tone):
    work = open_workspace(filled)
    result = budget_preview(work, work.assessment.projects[0].project.id, values)
    notes = {note.field: note for note in field_notes(Words("en"), result)}
    assert said in notes[field].text
    assert notes[field].bad == (tone == "bad")
    assert rate_tone(result) == tone


def test_nothing_is_said_where_nothing_is_wrong(filled):
    work = open_workspace(filled)
    assert field_notes(Words("en"), work.assessment.projects[0]) == []


@pytest.mark.parametrize(("language", "size"), [("zh", (80, 24)), ("en", (60, 20)), ("en", (120, 40))])
async def test_december_is_objected_to_while_it_is_typed_right_below_it(filled, language, size):
    async with running(filled, language, size) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        screen = pilot.app.screen
        cell = screen.query_one("#cell-checkpoint-12", Cell)
        cell.focus()
        await settled(pilot)
        await typed(pilot, "90")
        await settled(pilot)
        assert cell.value == "90" and cell.kept != "90", "it is not entered yet"
        note = next(each for each in screen.query(".field-note").results(Static) if each.display)
        assert note.region.y == cell.region.y + 1
        assert any("97.39" in line for line in lines(pilot)[note.region.y : note.region.bottom])
        assert not overflowing(pilot)
        await pilot.press("backspace", "backspace")
        await typed(pilot, "97.4")
        await settled(pilot)
        assert not any(each.display for each in screen.query(".field-note"))


async def test_up_leaves_a_text_from_its_first_line_and_only_from_there(seed):
    async with running(seed) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        screen = pilot.app.screen
        screen.workspace.enter([(FactKey(screen.project, "", "budget_reason"), "一\n二")])
        screen.refill()
        screen.query_one("#goal_actual").focus()
        await pilot.press("up")
        await settled(pilot)
        assert screen.focused.id == "budget_reason"
        screen.focused.move_cursor((1, 0))
        await pilot.press("up")
        await settled(pilot)
        assert screen.focused.id == "budget_reason"
        await pilot.press("up")
        await settled(pilot)
        assert isinstance(screen.focused, Cell)
        await pilot.press("down")
        await settled(pilot)
        assert not isinstance(screen.focused, Cell) or screen.focused.field.startswith("checkpoint")


@pytest.mark.parametrize(
    ("values", "field", "offered"),
    [
        ({"executed": "175.3"}, "executed.fiscal", "175.3"),
        ({"executed": "175.3", "executed.fiscal": "100"}, "executed.fiscal", ""),
        ({"executed": "175.3", "initial.other": "5"}, "executed.fiscal", ""),
        ({"executed": "175.3", "initial.other": "5", "executed.other": "5"}, "executed.fiscal", "170.3"),
        ({"executed": "175.3", "initial.other": "5", "executed.other": "176"}, "executed.fiscal", ""),
        ({"executed": "1753000元"}, "executed.fiscal", "175.3"),
        ({"executed": "一百"}, "executed.fiscal", ""),
        ({}, "executed.fiscal", ""),
        ({"executed": "175.3"}, "checkpoint.12", "97.39%"),
        ({"executed": "175.3"}, "checkpoint.10", ""),
        ({"executed": "175.3", "checkpoint.12": "97"}, "checkpoint.12", ""),
        ({}, "checkpoint.12", ""),
        ({"executed": "175.3"}, "executed.other", ""),
    ],
)
def test_a_blank_field_is_offered_what_the_other_figures_leave_for_it(seed, values, field, offered):
    work = open_workspace(seed)
    project = work.assessment.projects[0].project.id
    assert field_offer(budget_preview(work, project, values), field) == offered
    work.close()


@pytest.mark.parametrize(
    ("language", "size", "said"), [("zh", (80, 24), "回车 175.3"), ("en", (120, 40), "Enter 175.3")]
)
async def test_enter_takes_what_is_offered_and_tab_does_not(seed, language, size, said):
    async with running(seed, language, size) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        screen = pilot.app.screen
        await typed(pilot, "175.3")
        await pilot.press("enter")
        await settled(pilot)
        assert said in text(pilot)
        await pilot.press("tab", "shift+tab")
        await settled(pilot)
        assert screen.fact("executed.fiscal") == ""
        await pilot.press("enter", *"20", "enter", *"45", "enter", *"80", "enter", "enter")
        await settled(pilot)
        assert screen.fact("executed.fiscal") == "175.3"
        assert screen.fact("checkpoint.12") == "97.39%"
        assert screen.focused.id == "budget_reason"


async def test_enter_does_not_pass_over_what_is_no_number(seed):
    async with running(seed, "zh") as pilot:
        await pilot.press("enter", *"175.3", "enter", "enter")
        await typed(pilot, "结余")
        await pilot.press("enter")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen.focused, Cell) and screen.focused.field == "checkpoint.3"
        assert "不是数字：结余" in text(pilot)
        await pilot.press("down")
        await settled(pilot)
        assert screen.fact("checkpoint.3") == "结余", "what was typed is kept for whoever goes elsewhere"


@pytest.mark.parametrize(("size", "first"), [((80, 24), False), ((60, 20), False), ((120, 40), True)])
async def test_the_texts_stand_before_the_curve_where_there_is_little_room(filled, size, first):
    async with running(filled, "zh", size) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        screen = pilot.app.screen
        curve, goal = screen.query_one("#curve"), screen.query_one("#goal_actual")
        assert (curve.region.y < goal.region.y) == first
        if size != (60, 20):
            assert goal.region.bottom < size[1]
        await pilot.resize_terminal(120, 24 if first else 40)
        await settled(pilot)
        assert (curve.virtual_region.y < goal.virtual_region.y) != first
