"""What stands before an evaluation is handed in: both counts, what is still to do, totals that are withheld, packs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.model import Department, Indicator, Project
from selfeval.core.problems import Owner
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.findings import Problems
from selfeval.tui.rooms.packs.rules import Rules
from selfeval.tui.rooms.result import ResultScreen
from selfeval.tui.row_texts.bars import bar
from selfeval.tui.row_texts.scores import BETWEEN
from selfeval.tui.text import width
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.pack_in_use import pack_for
from selfeval.workspace.packs.fitting import better_fitting, offered
from selfeval.workspace.packs.switch import offers
from selfeval.workspace.source import Source
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace
from tests.tui.driving import LANGUAGES, LOOKS, cut, overflowing, running, settled, text, work
from tests.tui.odd import shown

MOF = (
    ("产出指标", "数量指标", "修路里程", "≥10公里"),
    ("产出指标", "质量指标", "验收合格率", "≥90%"),
    ("效益指标", "社会效益指标", "惠及人口", "≥3万人"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
)
COST = ("成本指标", "经济成本指标", "工程成本", "≤100万元")


def bare(rows=MOF, weights=None, facts=None, pack=None) -> Workspace:
    weights = weights or [None] * len(rows)
    indicators = tuple(
        Indicator(f"{tier1}/{tier2}/{name}", tier1, tier2, name, target, weight=weight and Decimal(weight))
        for (tier1, tier2, name, target), weight in zip(rows, weights, strict=True)
    )
    one = Project("P", "表", "修路资金", goals=("修好路",), budget={"initial": "100"}, indicators=indicators)
    every = {FactKey("P", "", name): value for name, value in (facts or {}).items()}
    evaluation = Evaluation(Department(name="某局", year=2025, projects=(one,)), every)
    return Workspace(Source(Path("x.xlsx"), ""), evaluation, pack_for(evaluation, pack), None)


def scored(workspace: Workspace, goal: str = "") -> Workspace:
    """All figures entered, met in full; the text of the goal as given."""
    outcomes = {
        "修路里程": "10公里",
        "验收合格率": "95%",
        "惠及人口": "3万人",
        "群众满意度": "95%",
        "工程成本": "90万元",
    }
    rows = workspace.result("P").indicators
    values = [(FactKey("P", item.indicator.id, "actual"), outcomes[item.indicator.tier3]) for item in rows]
    workspace.enter([*values, (FactKey("P", "", "executed"), "100"), (FactKey("P", "", "goal_actual"), goal)])
    return workspace


# -- totals that are withheld


@pytest.mark.parametrize(
    ("weights", "said"),
    [((60, 20, 20, 10), "未定：分值合计 120"), ((20, 20, 20, 10), "未定：分值合计 80"), ((30, 20, 30, 10), "")],
)
async def test_points_that_do_not_make_a_hundred_give_no_total_on_any_screen(weights, said):
    workspace = scored(bare(weights=weights), "已修好")
    app, test, screen = await shown(workspace)
    async with test as pilot:
        app.push_screen(screen)
        await settled(pilot)
        head = text(pilot).splitlines()[1]
        assert (said in head) if said else ("100.00" in head)
        assert not overflowing(pilot)
        await pilot.press("f9")
        await settled(pilot)
        totals = [row.cells for row in pilot.app.screen.query_one("#totals").rows]
        assert [row[-4] for row in totals] == (["未定"] * 2 if said else ["100.00"] * 2)
        assert [row[-2] for row in totals] == (["-"] * 2 if said else ["优"] * 2)
        assert said in text(pilot)


# -- both counts


@pytest.mark.parametrize(("language", "size"), [("en", (60, 20)), ("zh", (60, 20)), *LOOKS])
async def test_findings_are_counted_by_owner(seed, language, size):
    async with running(seed, language, size) as pilot:
        found = work(pilot).workspace.objections
        errors = [sum(p.about is owner and p.severity.value == "error" for p in found) for owner in Owner]
        names = {"zh": ("目标", "自评"), "en": ("Targets", "Evaluation")}[language]
        head = "".join(text(pilot).splitlines()[:5]).replace(" ", "")
        assert all(f"{name}x{count}" in head for name, count in zip(names, errors, strict=True))
        assert not overflowing(pilot)
        await pilot.press("f8")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Problems)
        assert all(f"{name}x" in text(pilot).splitlines()[0].replace(" ", "") for name in names)


async def test_only_findings_about_the_evaluation_send_it_back(seed):
    async with running(seed, "en", (120, 40)) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        assert "The approved targets have 5 errors" in " ".join(text(pilot).split())
        assert "sent back" not in text(pilot)


async def test_the_list_is_filtered_by_owner(seed):
    async with running(seed, "en", (120, 40)) as pilot:
        await pilot.press("f8")
        await settled(pilot)
        screen = pilot.app.screen
        screen._picked({"about": Owner.TARGETS.value})
        await settled(pilot)
        assert {problem.about for problem in screen.problems} == {Owner.TARGETS}


# -- what is still to do


def test_a_required_text_keeps_its_project_open_everywhere():
    workspace = scored(bare())
    budget = Place("P", "")
    assert workspace.is_open(budget)
    assert workspace.next_open(None) == budget
    assert not workspace.result("P").complete
    assert [item.field for item in workspace.to_do] == ["goal_actual"]
    workspace.enter([(FactKey("P", "", "goal_actual"), "已修好")])
    assert not workspace.is_open(budget)
    assert workspace.next_open(None) is None
    assert workspace.to_do == ()


async def test_the_result_and_the_export_say_what_is_still_to_do():
    app, test, screen = await shown(scored(bare()))
    async with test as pilot:
        app.push_screen(screen)
        await settled(pilot)
        assert "还差 1 项" in text(pilot).splitlines()[1] or "1" in text(pilot).splitlines()[1]
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, ResultScreen)
        assert "上报前还有 1 项待办" in text(pilot)
        await pilot.press("f9")
        await settled(pilot)
        assert isinstance(app.screen, Ask)
        assert "年度总体目标实际完成情况" in text(pilot)
        await pilot.press("escape")
        await settled(pilot)
        opened = app.screen.query_one("#open")
        opened.focus()
        assert opened.rows[opened.cursor].cells[0] == "[ ] 要求填写的文字均已填写", "the first that is not done"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, Work)
        assert app.screen.desk.place == Place("P", "")
        await pilot.press("enter")
        await settled(pilot)
        assert app.screen.focused.id == "goal_actual", "the text that is left has the keyboard"


async def test_a_ready_evaluation_is_said_to_be_ready():
    app, test, screen = await shown(scored(bare(weights=(30, 20, 30, 10)), "已修好"))
    async with test as pilot:
        app.push_screen(screen)
        await settled(pilot)
        await pilot.press("f9")
        await settled(pilot)
        assert "可以上报" in text(pilot)


# -- a corrected reading


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_corrected_reading_stands_where_the_target_does(seed, language):
    async with running(seed, language, (120, 40)) as pilot:
        screen = work(pilot)
        place = next(
            place for place in screen.workspace.places()
            if place.indicator and screen.desk.scored(place).target.text == "≤100%"
        )  # fmt: skip
        screen.desk.put(place, {"reading": "≥100%"})
        screen.desk.show_project(place.project, place.indicator)
        await settled(pilot)
        row = next(row for row in screen.desk.grid.entries if row.key == place.indicator)
        assert "≤ 100%（按≥ 100%计）" in row.cells[2] or "≤100%（按≥100%计）" in row.cells[2].replace(" ", "")
        assert text(pilot).replace(" ", "").count("按≥100%计") >= 2, "in the line of entry and in the details"


# -- a rule pack that fits


def test_a_pack_whose_layout_fits_is_offered():
    workspace = bare((*MOF, COST), pack="cn-mof-2020-10")
    assert better_fitting(workspace.assessment)[0] == "cn-mof-2021-101"
    assert "cn-mof-2021-101" in dict(offered(workspace.assessment).args)["pack"]
    found = offers(workspace)
    assert next(one.name for one in found if one.fits) == "cn-mof-2021-101"
    assert found[1].fits
    assert better_fitting(bare().assessment) == ()


async def test_the_screen_offers_the_pack_and_marks_it_in_the_list():
    app, test, screen = await shown(bare((*MOF, COST), pack="cn-mof-2020-10"), (120, 40))
    async with test as pilot:
        app.push_screen(screen)
        await settled(pilot)
        assert "cn-mof-2021-101" in text(pilot)
        await pilot.press("ctrl+g")
        await settled(pilot)
        assert isinstance(app.screen, Rules)
        row = next(row for row in app.screen.query_one("#packs").rows if row.cells[0] == "cn-mof-2021-101")
        assert row.cells[3] == "指标层级相符"


# -- the page of the result


@pytest.mark.parametrize(("language", "size"), [("en", (60, 20)), ("zh", (60, 20)), ("zh", (170, 50)), *LOOKS])
async def test_the_page_of_the_result_is_gone_through_with_the_arrows_and_nothing_is_cut(seed, language, size):
    async with running(seed, language, size) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        screen, been = pilot.app.screen, {"down": [], "up": []}
        await pilot.press("home")
        for key, went in been.items():
            for _ in range(90):
                here = pilot.app.focused
                place = (here.id, here.key)
                if went[-1:] == [place]:
                    break
                went.append(place)
                top = here.region.y + here.line_of(here.key)
                assert 0 < top < size[1] - 1, "the row under the cursor is in sight"
                await pilot.press(key)
                await settled(pilot)
        assert not overflowing(pilot)
        assert not cut(pilot)
        every = [(rows.id, row.key) for rows in screen.query(Rows) for row in rows.rows if not row.fixed]
        assert been == {"down": every, "up": every[::-1]}


async def test_every_line_of_the_checklist_leads_somewhere(seed):
    async with running(seed, "en", (120, 40)) as pilot:
        keys = None
        for number in range(40):
            await pilot.press("f9")
            await settled(pilot)
            screen = pilot.app.screen
            rows = screen.query_one("#open", Rows)
            keys = keys or [row.key for row in rows.rows if not row.fixed]
            if number >= len(keys):
                break
            rows.focus()
            rows.go(keys[number])
            done = rows.rows[rows.cursor].cells[0].startswith("[x]")
            before = (screen, pilot.app.focused, rows.key)
            await pilot.press("enter")
            await settled(pilot)
            project, indicator, what = keys[number].split(BETWEEN)
            if project:
                assert work(pilot).desk.place == Place(project, indicator)
            elif not done:
                assert (pilot.app.screen, pilot.app.focused, rows.key) != before, what
            while type(pilot.app.screen) is not Work:
                await pilot.press("escape")
                await settled(pilot)


@pytest.mark.parametrize("plain", ["", "1"])
async def test_bars_are_one_cell_a_mark_and_signs_where_colours_may_lack(filled, plain, monkeypatch):
    monkeypatch.setenv("SELFEVAL_PLAIN_MARKS", plain)
    async with running(filled, "zh", (80, 24)) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        line = next(line for line in text(pilot).splitlines() if "信访专项资金" in line)
        assert ("=========." if plain else "⠶⠶⠶⠶⠶⠶⠶⠶⠶⠒") in line
        assert not overflowing(pilot)


def test_a_bar_never_says_all_or_nothing_that_is_not_so():
    for share, drawn in {
        "0": "....",
        "1/1000": "-...",
        "1/4": "-...",
        "3/5": "==..",
        "999/1000": "===.",
        "1": "####",
    }.items():
        assert bar(Fraction(share), 4, painted=False) == drawn
    assert bar(Fraction(3, 2), 4, painted=False) == "####", "what is above the whole is the whole"


DEADLINES = "cn-sichuan-2025"


def due_keys(screen):
    """Of every line about a deadline its number and which part of it stands there."""
    return [row.key.removeprefix("due-") for row in screen.query_one("#open").rows if row.key.startswith("due-")]


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_deadlines_stand_with_their_source_and_the_approval_comes_and_goes_with_the_pack(filled, language, size):
    async with running(filled, language, size) as pilot:
        workspace = work(pilot).workspace
        await pilot.press("f9")
        await settled(pilot)
        screen = pilot.app.screen
        approved, head = screen.query_one("#approved_on"), screen.query_one("#kinds")

        def above():
            """Cells between the line to sign and the files to write."""
            return head.virtual_region.y - screen.query_one("#phone").parent.virtual_region.bottom

        assert not approved.parent.display
        before = above()
        workspace.set("", "", "rules", DEADLINES)
        screen.refill()
        await settled(pilot)
        assert approved.parent.display and above() == before + 2
        assert due_keys(screen) == ["0", "0-source", "1", "1-source", "2", "2-why", "2-source"]
        unverified = "not verified" if language == "en" else "待核实"
        for row in screen.query_one("#open").rows:
            if row.key.endswith("-source"):
                assert row.fixed and "川财绩〔2025〕5号" in row.cells[0] and unverified in row.cells[0]
                assert width(row.cells[0]) < size[0] - 2
        approved.focus()
        await pilot.press(*"2026-09-01", "enter")
        await settled(pilot)
        assert workspace.evaluation.setting("approved_on") == "2026-09-01"
        screen.refill()
        assert "2-why" not in due_keys(screen), "the day is known now"
        approved.focus()
        await settled(pilot)
        workspace.set("", "", "rules", "cn-mof-2020-10")
        screen.refill()
        await settled(pilot)
        assert not approved.parent.display and above() == before
        assert not due_keys(screen) and screen.focused is screen.query_one("#totals")
