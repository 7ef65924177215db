"""What else a row can do: not applicable, values from the budget, another reading; and what is refused."""

from __future__ import annotations

import dataclasses

import pytest
from textual import events

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.problems import SelfEvalError, msg
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.dialogs.row.answer import Choice, YesNo
from selfeval.tui.dialogs.row.not_applicable import Absent
from selfeval.tui.dialogs.row.reading import Reading
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.budget import BudgetScreen
from selfeval.tui.widgets.keys import Chips, Key
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.workspace import Workspace
from tests.tui.driving import at, click_key, running, settled, text, typed, work
from tests.tui.odd import odd_workspace

RATE, COST, SATISFACTION = 3, 4, 7
QUALITATIVE = 1


async def test_not_applicable_moves_the_points(seed):
    async with running(seed) as pilot:
        screen = await at(pilot, COST)
        place = screen.desk.place
        await pilot.press("ctrl+n")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Absent)
        await pilot.press("down")
        await typed(pilot, "乐财预2025第3号")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.desk.fact(place, "not_applicable") == "指标调整 乐财预2025第3号"
        weights = [row.cells[4] for row in screen.desk.grid.entries]
        assert weights[COST] == "0"
        assert weights[RATE] != "12.5", "the rows that got the points are drawn anew"


async def test_the_budget_offers_its_rate(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        await pilot.press("home", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, BudgetScreen)
        await typed(pilot, "175.3")
        await settled(pilot)
        assert "97.39%" in text(pilot)
        await pilot.press("enter", "escape")
        await at(pilot, RATE)
        assert "From the budget: 97.39%" in text(pilot)
        place = screen.desk.place
        await pilot.press("ctrl+b")
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == "97.39%"
        await at(pilot, COST)
        place = screen.desk.place
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert screen.desk.fact(place, "actual") == "175.3万元"


async def test_a_reading_is_corrected_and_its_text_kept(seed):
    async with running(seed) as pilot:
        screen = await at(pilot, RATE)
        place = screen.desk.place
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Reading)
        pilot.app.screen.query_one("#own").focus()
        await typed(pilot, "≥95%")
        await pilot.press("enter")
        await settled(pilot)
        target = screen.desk.scored(place).target
        assert (target.text, target.comparator.value, target.value) == ("≤100%", ">=", 95)


async def test_a_second_window_is_told_who_has_the_work(seed):
    first = open_workspace(seed)
    try:
        async with running(seed) as pilot:
            screen = work(pilot)
            assert "read only" in text(pilot)
            assert "has had this work open since" in text(pilot)
            before = dict(screen.workspace.evaluation.facts)
            await at(pilot, SATISFACTION)
            await typed(pilot, "95%")
            await pilot.press("enter", "delete", "ctrl+n", "f6", "f7", "ctrl+r", "ctrl+b")
            await settled(pilot)
            assert isinstance(pilot.app.screen, Work)
            assert dict(screen.workspace.evaluation.facts) == before
            await pilot.press("f5")
            await settled(pilot)
            await typed(pilot, "175.3")
            await pilot.press("enter", "escape")
            await settled(pilot)
            assert dict(screen.workspace.evaluation.facts) == before
    finally:
        first.close()


async def test_only_what_makes_sense_is_offered_beside_a_row(seed):
    async with running(seed) as pilot:
        screen = await at(pilot, 0)
        chips = screen.query_one(Chips)
        assert [key.action for key in chips.query(Key) if key.display] == ["note"]
        await at(pilot, SATISFACTION)
        assert "clear" not in [key.action for key in chips.query(Key) if key.display]
        await typed(pilot, "95%")
        await pilot.press("up", "down")
        await settled(pilot)
        assert "clear" in [key.action for key in chips.query(Key) if key.display]


async def test_a_low_execution_rate_asks_for_its_reason(seed):
    async with running(seed, notices=True) as pilot:
        screen = work(pilot)
        await pilot.press("home", "enter")
        await typed(pilot, "90")
        await pilot.press("enter", "escape")
        await settled(pilot)
        assert "below 90%" in text(pilot)
        assert screen.desk.grid.entries[0].cells[-1] == "-!"
        await pilot.press("f5", "end")
        budget = pilot.app.screen
        budget.query_one("#budget_reason").focus()
        await typed(pilot, "招标推迟")
        await pilot.press("enter", "escape")
        await settled(pilot)
        assert screen.workspace.evaluation.value(screen.workspace.result(screen.desk.project).project, "budget_reason")
        assert next(row for row in screen.desk.grid.entries if row.key == "budget").cells[-1] == "-!", (
            "the goal's outcome is left"
        )
        screen.workspace.enter([(FactKey(screen.desk.project, "", "goal_actual"), "已完成")])
        screen.show_all()
        assert next(row for row in screen.desk.grid.entries if row.key == "budget").cells[-1] == "-"


async def test_an_outcome_on_a_row_that_did_not_apply_makes_it_apply_again(seed):
    async with running(seed) as pilot:
        screen = await at(pilot, SATISFACTION)
        place = screen.desk.place
        screen.desk.put(place, {"not_applicable": "未开展"})
        await typed(pilot, "95%")
        await settled(pilot)
        assert "met -> 10.00" in text(pilot)
        await pilot.press("tab")
        await settled(pilot)
        assert screen.desk.fact(place, "not_applicable") == ""
        assert str(screen.desk.scored(place).score) == "10.00"
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert (screen.desk.fact(place, "actual"), screen.desk.fact(place, "not_applicable")) == ("", "未开展")


@pytest.fixture
def full_disk(monkeypatch):
    def enter(_self, _values, _kind="enter"):
        raise SelfEvalError(msg("Disk full"), msg("Nothing more fits on this disk."))

    monkeypatch.setattr(Workspace, "enter", enter)


async def test_what_could_not_be_saved_stays_in_the_line(seed, full_disk):
    async with running(seed) as pilot:
        screen = await at(pilot, SATISFACTION)
        await typed(pilot, "95%")
        await pilot.press("enter")
        await settled(pilot)
        assert [type(one) for one in pilot.app.screen_stack].count(Ask) == 1
        assert "Nothing more fits" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert screen.desk.line.active
        assert screen.desk.line.field.value == "95%"
        await pilot.press("escape", "f5")
        await settled(pilot)
        await typed(pilot, "175.3")
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen.query_one("#cell-executed").value == "175.3"
        assert screen.desk.fact(screen.desk.place, "actual") == ""


async def one_target(target, name="完成率"):
    """The screen on one indicator with this target, its mark and chips as a person sees them."""
    workspace = odd_workspace([name])
    project = workspace.evaluation.department.projects[0]
    row = dataclasses.replace(project.indicators[0], target=target)
    project = dataclasses.replace(project, indicators=(row,))
    department = dataclasses.replace(workspace.evaluation.department, projects=(project,))
    screen = Work(Workspace(workspace.source, Evaluation(department), workspace.pack, None))
    app = SelfEvalApp("en")
    return app, screen


async def test_a_doubtful_reading_is_marked_and_another_one_taken_with_one_key_and_enter():
    app, screen = await one_target("290%")
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(screen)
        await pilot.press("end")
        await settled(pilot)
        assert screen.desk.grid.entries[1].cells[-1] == "?"
        assert "confirm" in [key.action for key in screen.query_one(Chips).query(Key) if key.display]
        await pilot.press("f7")
        await settled(pilot)
        assert isinstance(app.screen, Reading)
        await pilot.press("down", "enter")
        await settled(pilot)
        target = screen.desk.scored(screen.desk.place).target
        assert (target.text, target.value, target.comparator.value) == ("290%", 90, ">=")
        assert screen.desk.grid.entries[1].cells[-1] == ""
        await pilot.press("ctrl+z", "f7", "enter")
        await settled(pilot)
        target = screen.desk.scored(screen.desk.place).target
        assert (target.value, target.origin.value) == (290, "confirmed")


async def test_a_reading_that_means_nothing_is_not_taken():
    app, screen = await one_target("≥90%")
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(screen)
        await pilot.press("end", "ctrl+r", "tab")
        app.screen.query_one("#own").focus()
        await typed(pilot, "**")
        await settled(pilot)
        assert "cannot be read" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, Reading)
        await pilot.press("escape")
        assert not screen.workspace.evaluation.facts


@pytest.mark.parametrize(
    ("keys", "text_entered", "score"), [(("enter",), "是", "1.00"), (("down", "enter"), "否", "0.00")]
)
async def test_yes_or_no_is_chosen(keys, text_entered, score):
    app, screen = await one_target("是")
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(screen)
        await pilot.press("end", "enter")
        await settled(pilot)
        assert isinstance(app.screen, YesNo)
        await pilot.press(*keys)
        await settled(pilot)
        await pilot.press("escape")
        place = next(place for place in screen.workspace.places() if place.indicator)
        assert screen.desk.fact(place, "actual") == text_entered
        assert str(screen.desk.scored(place).score) == score


async def test_a_finished_project_is_said_where_the_pack_asks(seed):
    app = SelfEvalApp("en", seed, "cn-mof-2021-101")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = work(pilot)
        await pilot.press("f5")
        await settled(pilot)
        await typed(pilot, "100")
        await click_key(pilot, "finished_yes")
        await settled(pilot)
        assert "(x) Yes" in text(pilot)
        assert "score 10.00 of 10" in text(pilot)
        await pilot.press("escape")
        await settled(pilot)
        result = screen.workspace.result(screen.workspace.assessment.projects[0].project.id)
        assert str(result.budget.amount("executed")) == "100"
        assert result.budget.finished is True


async def test_the_figures_at_the_head_of_a_reason_follow_the_outcome_in_the_same_step(seed):
    async with running(seed, notices=True) as pilot:
        screen = await at(pilot, SATISFACTION)
        place = screen.desk.place
        await pilot.press(*"85%", "enter")
        await settled(pilot)
        await typed(pilot, "回访不够")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.desk.fact(place, "reason") == "完成值 85%，低于目标 5 个百分点。原因：回访不够"
        steps = len(screen.workspace.evaluation.done)
        screen.go(place)
        await pilot.press(*"80%", "enter")
        await settled(pilot)
        assert screen.desk.fact(place, "reason") == "完成值 80%，低于目标 10 个百分点。原因：回访不够"
        assert "follow the new outcome" in text(pilot)
        assert len(screen.workspace.evaluation.done) == steps + 1
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert screen.desk.fact(place, "reason") == "完成值 85%，低于目标 5 个百分点。原因：回访不够"


async def test_a_reason_of_ones_own_is_never_touched(seed):
    async with running(seed) as pilot:
        screen = await at(pilot, SATISFACTION)
        place = screen.desk.place
        screen.desk.put(place, {"actual": "85%", "reason": "完成值 85%，低于预期"})
        await pilot.press("home", *["down"] * SATISFACTION, *"80%", "enter")
        await settled(pilot)
        assert screen.desk.fact(place, "reason") == "完成值 85%，低于预期"


async def test_f1_explains_a_dialog_and_leads_back_to_it(seed):
    async with running(seed) as pilot:
        await at(pilot, QUALITATIVE)
        await pilot.press("enter", "f1")
        await settled(pilot)
        assert "Tab goes on to the next list, field or button" in " ".join(text(pilot).split())
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Choice)


async def test_the_answer_that_the_share_belongs_to_is_marked_without_colour(seed):
    async with running(seed) as pilot:
        await at(pilot, QUALITATIVE)
        await pilot.press("enter", "down", *"75")
        await settled(pilot)
        marked = [line for line in text(pilot).splitlines() if "(x)" in line]
        assert len(marked) == 1
        assert "partly" in marked[0]


async def test_enter_says_what_it_does_where_a_row_does_not_apply(seed):
    async with running(seed) as pilot:
        await at(pilot, COST)
        await pilot.press("ctrl+n")
        await settled(pilot)
        assert "Enter Take" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, Absent)


async def test_left_and_right_go_to_the_field_beside_while_nothing_is_typed(seed):
    async with running(seed) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        screen = pilot.app.screen
        start = screen.focused.field
        await pilot.press("left")
        assert screen.focused.field != start
        await pilot.press("right")
        assert screen.focused.field == start
        await pilot.press("1", "9", "left", "5")
        assert screen.focused.value == "159"


async def test_a_step_of_several_rows_is_undone_with_their_number(filled):
    async with running(filled, notices=True) as pilot:
        await pilot.press("home", "down", "shift+down", "shift+down", "delete")
        await settled(pilot)
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert "and 2 rows more" in " ".join(str(note.message) for note in pilot.app._notifications)


async def test_a_work_that_its_other_window_has_left_is_opened_for_entering(seed):
    first = open_workspace(seed)
    project = first.assessment.projects[0].project
    async with running(seed, notices=True) as pilot:
        assert work(pilot).workspace.read_only
        await pilot.press("end", "9")
        await settled(pilot)
        assert work(pilot).workspace.read_only
        first.set(project.id, project.indicators[-1].id, "actual", "93%")
        first.close()
        await pilot.press("end")
        place = work(pilot).desk.place
        for key, char in (("9", "9"), ("5", "5"), ("percent_sign", "%"), ("enter", None)):
            pilot.app.post_message(events.Key(key, char))
        for _ in range(4):
            await settled(pilot)
        again = work(pilot)
        assert isinstance(pilot.app.screen, Ask)
        await pilot.press("9", "5", "enter", "escape")  # to the question, not to the row
        await settled(pilot)
        assert again.desk.place == place
        assert len(again.workspace.evaluation.done) == 1, "what was typed before it was open goes nowhere"
        assert not again.workspace.read_only
        assert again.workspace.scored(project.id, project.indicators[-1].id).actual.text == "93%"
        assert len([screen for screen in pilot.app.screen_stack if isinstance(screen, Work)]) == 1
        await pilot.press("end", *"94%", "enter")
        await settled(pilot)
        assert again.workspace.scored(project.id, project.indicators[-1].id).actual.text == "94%"
