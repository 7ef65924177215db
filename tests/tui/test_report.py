"""The report from the result screen: an outline is picked, a report is written, later brought up to date."""

from __future__ import annotations

import pytest

from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.rooms.output.other_files import KINDS
from selfeval.tui.rooms.output.report import Reports
from selfeval.tui.rooms.result import ResultScreen
from tests.tui.driving import LOOKS, overflowing, running, settled, text
from tests.word.documents import FIRST, Opened

P = f"project/{FIRST}"


async def pick(pilot):
    """From the desk to the list of outlines."""
    await pilot.press("f9")
    await settled(pilot)
    await choose(pilot)


async def choose(pilot):
    await pilot.press("shift+f9")
    await settled(pilot)
    assert pilot.app.focused.id == "kinds"
    await pilot.press("home", *("down",) * [kind for kind, *_ in KINDS].index("report"), "enter")
    await settled(pilot)
    assert isinstance(pilot.app.screen, Reports)


@pytest.mark.parametrize(("language", "size"), LOOKS)
async def test_a_report_is_written_by_the_outline_under_the_cursor(filled, language, size):
    async with running(filled, language, size) as pilot:
        await pick(pilot)
        assert not overflowing(pilot)
        assert "项目支出绩效自评报告（基本情况" in text(pilot)
        assert "绩效自评汇总报告" not in text(pilot), "one workbook is not several units"
        assert "绩效目标完成情况分析" in text(pilot).replace("\n", "")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        assert not overflowing(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, ResultScreen)
    opened = Opened(filled.with_name("filled-自评报告-2025.docx").read_bytes())
    assert opened.says(f"{P}/total") == ["93.31"]
    assert opened.says(f"{P}/execution_score") == ["9.74"]


async def test_a_report_that_is_there_is_brought_up_to_date_or_left_alone(filled):
    path = filled.with_name("filled-自评报告-2025.docx")
    async with running(filled, "en", (120, 40)) as pilot:
        await pick(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        opened = Opened(path.read_bytes())
        opened.write(f"{P}/total", "约93")
        path.write_bytes(opened.saved())
        await choose(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
        await pilot.press("escape")
        assert path.read_bytes() == opened.saved()
        await choose(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "The report is up to date" in text(pilot)
        assert "约93" in text(pilot)
        await pilot.press("enter")
        assert Opened(path.read_bytes()).says(f"{P}/total") == ["约93"]
        await choose(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("f10")
        await settled(pilot)
    assert filled.with_name("filled-自评报告-2025 (2).docx").is_file()


async def test_an_outline_that_cannot_be_used_says_why(filled):
    outlines = filled.parent / "scoring_rules" / "outlines"
    outlines.mkdir(parents=True)
    (outlines / "a-own.toml").write_text('schema = "selfeval.outline/1"\nid = "a-own"\n', encoding="utf-8")
    async with running(filled, "en", (120, 40)) as pilot:
        await pick(pilot)
        await pilot.press("end")
        assert "R193" in text(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Reports)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ResultScreen)
    assert not list(filled.parent.glob("*.docx"))
