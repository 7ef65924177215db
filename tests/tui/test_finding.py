"""Finding rows, hiding rows, and the findings: looked through, followed, come back to, written as text."""

from __future__ import annotations

import pytest

from selfeval.core.checks.selection import selection
from selfeval.core.problems import Owner, Severity
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.findings import Problems
from selfeval.tui.rooms.why import Why
from selfeval.tui.widgets.desk.find_bar import FindBar, HiddenWord
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.looking.findings import FindingFilter, shown
from selfeval.workspace.looking.rows import Index, RowFilter, State, filtered, tiers
from selfeval.workspace.work.findings import NOT_YET
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.places import Place
from tests.tui.driving import click_key, lines, running, settled, text, typed, work


async def choose(pilot, label):
    """Open the filter and take the option with this label."""
    await pilot.press("ctrl+k")
    await settled(pilot)
    options = pilot.app.screen.query_one(Rows)
    key = next(row.key for row in options.rows if not row.fixed and row.cells[1] == label)
    assert options.go(key)
    await pilot.press("enter")
    await settled(pilot)


async def test_finding_goes_through_all_projects_while_typing(filled):
    async with running(filled, "en") as pilot:
        screen = work(pilot)
        await pilot.press("ctrl+f")
        await typed(pilot, "预算资金执行率")
        await pilot.pause()
        first = screen.desk.place
        assert screen.desk.scored(first).indicator.tier3 == "预算资金执行率"
        assert "1 of 2" in text(pilot)
        await pilot.press("enter")
        second = screen.desk.place
        assert second.project != first.project
        assert "2 of 2" in text(pilot)
        await pilot.press("enter")
        assert screen.desk.place == first, "behind the last one comes the first one"
        await pilot.press("up")
        assert screen.desk.place == second
        await pilot.press("escape")
        assert screen.desk.place == second
        assert pilot.app.focused is screen.desk.grid
        await typed(pilot, "9")
        assert screen.desk.line.active, "typing is an entry again"


async def test_the_whole_word_that_is_typed_is_looked_for(filled):
    """Going to a find must not take the keyboard or what was typed."""
    async with running(filled, "zh") as pilot:
        await pilot.press("ctrl+f")
        await typed(pilot, "信访费用")
        assert pilot.app.screen.query_one(FindBar).field.value == "信访费用"
        assert work(pilot).desk.scored(work(pilot).desk.place).indicator.tier3 == "信访费用支出"


@pytest.mark.parametrize(
    ("wanted", "count"), [("≥90％", 2), ("≥ 90%", 2), ("97.39", 1), ("没有这样的", 0), ("", 0), ("   ", 0), ("[", 0)]
)
def test_targets_and_actuals_are_found_in_any_width(filled, wanted, count):
    workspace = open_workspace(filled)
    assert len(Index(workspace).find(wanted)) == count
    workspace.close()


async def test_what_is_not_there_is_said_and_nothing_moves(filled):
    async with running(filled, "en") as pilot:
        here = work(pilot).desk.place
        await pilot.press("ctrl+f")
        await typed(pilot, "xyz")
        await pilot.press("enter")
        assert "not found" in text(pilot)
        assert work(pilot).desk.place == here


def test_each_state_leaves_the_rows_that_are_in_it(filled, seed):
    workspace = open_workspace(filled)
    lost = filtered(workspace, RowFilter("", State.LOST))
    for place in workspace.places():
        result = workspace.result(place.project)
        part = result.scored(place.indicator) if place.indicator else result.execution
        full = part.score == (part.weight.effective if place.indicator else part.weight)
        assert (place in lost) is (part.score is not None and not full)
    concerned = {(problem.project, problem.indicator) for problem in workspace.objections}
    marked = filtered(workspace, RowFilter("", State.FINDING))
    assert {(place.project, place.indicator) for place in marked} == {
        (place.project, place.indicator) for place in workspace.places()
    } & concerned
    one = next(name for name in tiers(workspace) if " / " in name)
    assert all(
        f"{row.tier1} / {row.tier2}" == one
        for place in filtered(workspace, RowFilter(one))
        for row in [workspace.scored(place.project, place.indicator).indicator]
    )
    both = filtered(workspace, RowFilter(one, State.LOST))
    assert set(both) == set(lost) & set(filtered(workspace, RowFilter(one)))
    workspace.close()
    empty = open_workspace(seed)
    assert filtered(empty, RowFilter("", State.OPEN)) == [p for p in empty.places() if empty.is_open(p)]
    empty.close()


async def test_hidden_rows_are_counted_and_esc_shows_them(filled):
    async with running(filled, "en") as pilot:
        screen = work(pilot)
        count = len(screen.desk.grid.entries)
        await choose(pilot, "points lost")
        left = len(screen.desk.grid.entries)
        assert 0 < left < count
        assert f"{count - left} of {count} rows hidden; Esc shows all. Only: points lost" in text(pilot)
        await pilot.press("escape")
        assert len(screen.desk.grid.entries) == count
        assert "rows hidden" not in text(pilot)


async def test_tier_and_state_hold_together_and_go_one_by_one(filled):
    async with running(filled, "en") as pilot:
        await choose(pilot, "points lost")
        await choose(pilot, "产出指标")
        assert "产出指标; points lost" in text(pilot)
        await choose(pilot, "points lost")
        assert "Only: 产出指标 " in text(pilot)
        await pilot.click(HiddenWord)
        assert "rows hidden" not in text(pilot)


async def test_a_row_that_is_gone_to_is_never_hidden(filled):
    async with running(filled, "en", notices=True) as pilot:
        screen = work(pilot)
        await choose(pilot, "产出指标 / 成本指标")
        await pilot.press("ctrl+f")
        await typed(pilot, "满意度")
        await pilot.pause()
        assert "满意度" in screen.desk.scored(screen.desk.place).indicator.tier3
        assert not screen.desk.only
        assert any("All rows are shown again" in str(note.message) for note in pilot.app._notifications)


async def test_a_filter_that_leaves_nothing_leaves_the_budget(filled):
    async with running(filled, "en") as pilot:
        await choose(pilot, "still open")
        screen = work(pilot)
        assert [row.key for row in screen.desk.grid.entries] == ["budget"]
        assert screen.desk.place == Place(screen.desk.project, "")
        await pilot.press("escape")
        assert len(screen.desk.grid.entries) > 1


async def test_entries_go_on_under_a_filter(seed):
    async with running(seed, "en") as pilot:
        screen = work(pilot)
        await choose(pilot, "产出指标 / 成本指标")
        row = screen.desk.place
        assert row.indicator
        await typed(pilot, "150")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.desk.fact(row, "actual") == "150"


# -- findings


async def test_following_a_finding_and_coming_back_to_it(filled):
    async with running(filled, "en") as pilot:
        for back in ("f8", "escape"):
            await pilot.press("f8")
            await settled(pilot)
            await pilot.press("down", "down")
            chosen = pilot.app.screen.problem
            await pilot.press("enter")
            await settled(pilot)
            assert isinstance(pilot.app.screen, Work)
            assert work(pilot).desk.place.project == chosen.project
            await pilot.press(back)
            await settled(pilot)
            assert isinstance(pilot.app.screen, Problems)
            assert pilot.app.screen.problem == chosen
            await pilot.press("escape")
            assert isinstance(pilot.app.screen, Work)


async def test_findings_are_narrowed_by_typing_and_esc_shows_them_first(filled):
    async with running(filled, "en") as pilot:
        await pilot.press("f8")
        screen = pilot.app.screen
        count, head = len(screen.problems), lines(pilot)[0]
        await typed(pilot, "T101")
        await pilot.pause()
        assert {problem.code for problem in screen.problems} == {"T101"}
        assert f"{count - len(screen.problems)} hidden" in text(pilot)
        assert lines(pilot)[0] == head, "the head counts all of them"
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, Problems)
        assert len(screen.problems) == count
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, Work)


@pytest.mark.parametrize(
    ("only", "fits"),
    [
        (FindingFilter(severity="error"), lambda p: p.severity.value == "error"),
        (FindingFilter(code="T111"), lambda p: p.code == "T111"),
        (FindingFilter(text="信访专项资金 F1"), lambda p: "信访专项资金" in str(p.where) and "F1" in str(p.where)),
        (FindingFilter(text="没有这样的话"), lambda _p: False),
    ],
)
def test_what_each_filter_of_findings_leaves(filled, only, fits):
    workspace = open_workspace(filled)
    found = shown(workspace, workspace.problems, only, lambda message: "" if only.text else message.render())
    wanted = [problem for problem in workspace.problems if fits(problem)]
    assert [p for p in found if fits(p)] == wanted
    assert all(fits(p) for p in found) or only.text
    workspace.close()


async def test_findings_become_a_text_file_that_overwrites_nothing(filled):
    target = filled.with_name("filled-检查结果.txt")
    target.write_text("mine", encoding="utf-8")
    async with running(filled, "zh") as pilot:
        await pilot.press("f8", "ctrl+s")
        await settled(pilot)
        problems, words = pilot.app.screen.problems, pilot.app.words
    assert target.read_text(encoding="utf-8") == "mine"
    written = filled.with_name("filled-检查结果 (2).txt")
    assert written.read_bytes().startswith(b"\xef\xbb\xbf")
    said = written.read_text(encoding="utf-8-sig")
    for problem in problems:
        assert problem.code in said
        assert " ".join(words(problem.message).splitlines()) in said
        assert str(problem.where or "") in said


async def test_what_the_command_line_leaves_out_is_counted(filled):
    app = SelfEvalApp("en", filled, selection=selection(ignore=["T111"]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f8")
        await settled(pilot)
        assert all(problem.code != "T111" for problem in pilot.app.screen.problems)
        gone = sum(problem.code == "T111" for problem in app.workspace.problems)
        assert f"{gone} findings left out by --ignore" in text(pilot)


# -- why


async def test_why_says_rule_source_formula_and_figures_and_can_be_copied(filled):
    async with running(filled, "en") as pilot:
        screen = work(pilot)
        await pilot.press("ctrl+f")
        await typed(pilot, "重点地区")
        await pilot.press("escape", "ctrl+w")
        await settled(pilot)
        why = pilot.app.screen
        assert isinstance(why, Why)
        for part in ("Target", "Source", "Checked against the original", "Rule pack", "10 ÷ 15 × 12.5", "Score: 8.33"):
            assert any(part in line for line in why.lines), part
            assert part.split(" ", maxsplit=1)[0] in text(pilot)
        await pilot.press("ctrl+c")
        assert pilot.app.clipboard == "\n".join(why.lines)
        await click_key(pilot, "next_row")
        after = why.place
        await pilot.press("escape")
        assert screen.desk.place == after


async def test_why_explains_the_execution_rate_with_its_figures(filled):
    async with running(filled, "en") as pilot:
        work(pilot).desk.grid.go("budget")
        await pilot.press("ctrl+w")
        await settled(pilot)
        assert "175.3 ÷ 180" in text(pilot)


@pytest.mark.parametrize("book", ["seed", "filled"])
async def test_the_findings_begin_with_the_worst(book, request):
    async with running(request.getfixturevalue(book), size=(80, 24)) as pilot:
        await pilot.press("f8")
        await settled(pilot)
        first, found = pilot.app.screen.problem, work(pilot).workspace.objections
        owner = Owner.EVALUATION if any(one.about is Owner.EVALUATION for one in found) else Owner.TARGETS
        worst = next(one for one in Severity if any((p.about, p.severity) == (owner, one) for p in found))
        assert (first.about, first.severity) == (owner, worst)
        assert first.code not in NOT_YET
        assert any("This evaluation:" in line for line in lines(pilot)[:5])
