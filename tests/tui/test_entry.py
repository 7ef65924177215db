"""Typing into the grid: commit, restore, clear, undo, the questions that follow, and what is refused."""

from __future__ import annotations

import pytest
from textual import events

from selfeval.core.evaluation import FactKey
from selfeval.tui.dialogs.row.answer import Choice
from selfeval.tui.dialogs.row.reason import Note
from tests.tui.driving import at, running, settled, text, typed, work

RATE, COST, SATISFACTION = 3, 4, 7
QUALITATIVE = 1


async def test_typing_shows_the_reading_and_enter_commits(seed):
    async with running(seed) as pilot:
        screen = await at(pilot, SATISFACTION)
        place = screen.desk.place
        await typed(pilot, "95%")
        await settled(pilot)
        assert "met -> 10.00 of 10 points" in text(pilot)
        assert screen.desk.fact(place, "actual") == ""
        await pilot.press("enter")
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == "95%"
        assert screen.desk.place != place


async def test_escape_restores_and_enter_keeps_the_text(seed):
    async with running(seed) as pilot:
        screen = await at(pilot, SATISFACTION)
        place = screen.desk.place
        await typed(pilot, "95%")
        await pilot.press("tab")
        await settled(pilot)
        screen.go(place)
        await typed(pilot, "1")
        await pilot.press("escape")
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == "95%"
        await pilot.press("enter", "left", "backspace")
        await typed(pilot, "6")
        await pilot.press("up")
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == "96%"


async def test_delete_clears_and_undo_and_redo_say_what_they_do(seed):
    async with running(seed, notices=True) as pilot:
        screen = await at(pilot, COST)
        place = screen.desk.place
        await typed(pilot, "175")
        await pilot.press("enter")
        screen.go(place)
        await pilot.press("delete")
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == ""
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == "175"
        assert "Undone" in text(pilot)
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == ""
        assert screen.desk.place == place


async def test_keys_of_an_input_method_all_arrive(seed):
    """Several composed characters can come before the input has the keyboard."""
    async with running(seed) as pilot:
        screen = await at(pilot, SATISFACTION)
        grid = screen.desk.grid
        for char in "九成以上":
            grid.post_message(events.Key(char, char))
        await settled(pilot)
        assert screen.desk.line.field.value == "九成以上"
        await pilot.press("escape")
        grid.post_message(events.Paste("约95%\r\n"))
        await settled(pilot)
        assert screen.desk.line.field.value == "约95%"


async def test_a_lost_point_asks_for_its_reason_which_can_wait(seed):
    async with running(seed) as pilot:
        screen = await at(pilot, SATISFACTION)
        place = screen.desk.place
        await typed(pilot, "85%")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Note)
        await pilot.press("escape")
        await settled(pilot)
        assert screen.workspace.is_open(place)
        assert screen.desk.project != place.project, "Enter goes on to the next open row, in the next project here"
        screen.go(place)
        assert next(row for row in screen.desk.grid.entries if row.key == place.indicator).cells[-1] == "-!"
        screen.go(place)
        await pilot.press("f6")
        await settled(pilot)
        await typed(pilot, "回访不够")
        await pilot.press("tab")
        await typed(pilot, "调查表120份")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.desk.fact(place, "reason") == "完成值 85%，低于目标 5 个百分点。原因：回访不够"
        assert screen.desk.fact(place, "evidence") == "调查表120份"
        assert not screen.workspace.is_open(place)


async def test_far_over_the_target_asks_for_a_reason_too(filled):
    async with running(filled) as pilot:
        screen = work(pilot)
        over = next(
            (result.project.id, item.indicator.id)
            for result in screen.workspace.assessment.projects
            for item in result.indicators
            if item.over == "reason" or item.target.value == 10
        )
        project, indicator = over
        step = screen.workspace.enter(
            [(FactKey(project, indicator, "reading"), "≥10批次"), (FactKey(project, indicator, "reason"), "")]
        )
        screen.desk.show_step(step)
        screen.go(next(place for place in screen.workspace.places() if place.indicator == indicator))
        await typed(pilot, "20")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Note)


async def test_a_qualitative_answer_is_chosen_with_a_share_inside_its_band(seed):
    async with running(seed) as pilot:
        screen = await at(pilot, QUALITATIVE)
        place = screen.desk.place
        await pilot.press("enter")
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, Choice)
        await pilot.press("down", "tab", "end", *["backspace"] * 4)
        await typed(pilot, "95")
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen is dialog, "95 % lies outside the band of the second answer"
        assert "from 60% to below 80%" in text(pilot)
        await pilot.press(*["backspace"] * 2)
        await typed(pilot, "75")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Note)
        await pilot.press("escape")
        await settled(pilot)
        scored = screen.desk.scored(place)
        assert str(scored.score) == "9.38", "75 % of 12.5 points, half up"


async def test_typed_words_are_read_and_only_the_share_is_asked(seed):
    async with running(seed) as pilot:
        screen = await at(pilot, QUALITATIVE)
        place = screen.desk.place
        await typed(pilot, "部分达成")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Choice)
        assert pilot.app.screen.answer.id == "partly"
        await pilot.press("enter")
        await settled(pilot)
        assert screen.desk.fact(place, "share") == "79"


async def test_a_new_text_drops_the_old_share(seed):
    async with running(seed) as pilot:
        screen = await at(pilot, QUALITATIVE)
        place = screen.desk.place
        screen.desk.put(place, {"actual": "达成年度指标", "share": "90"})
        await typed(pilot, "未达成")
        await pilot.press("tab")
        await settled(pilot)
        await pilot.press("escape")
        assert screen.desk.fact(place, "share") == ""
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert (screen.desk.fact(place, "actual"), screen.desk.fact(place, "share")) == ("达成年度指标", "90")


@pytest.mark.parametrize(("written", "share"), [("60", "60"), ("45", "45"), ("100", "100")])
async def test_a_number_on_a_row_in_words_is_the_share_that_is_asked_about(seed, written, share):
    async with running(seed) as pilot:
        await pilot.press("home", "down")
        screen = work(pilot)
        place = screen.desk.place
        await typed(pilot, written)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Choice)
        assert not screen.workspace.evaluation.done, "nothing is entered before the answer"
        await pilot.press("enter")  # the answer with the share
        await settled(pilot)
        assert str(screen.desk.scored(place).share) == share
        assert len(screen.workspace.evaluation.done) == 1


async def test_escape_from_the_answers_leads_back_to_typing_and_then_to_what_stood_there(filled):
    async with running(filled) as pilot:
        await pilot.press("home", "down")
        screen = work(pilot)
        place, before = screen.desk.place, screen.desk.scored(screen.desk.place).score
        await typed(pilot, "60")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert screen.desk.line.field.value == "60"
        await pilot.press("escape")
        await settled(pilot)
        assert screen.desk.scored(place).score == before
        assert not screen.workspace.evaluation.done
