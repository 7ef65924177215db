"""The dialog in which a reviewer takes points off a row."""

from selfeval.tui.dialogs.row.deductions import Deducting
from tests.tui.driving import running, settled, text, typed, work

PACK = """schema = "selfeval.rules/1"
id = "with-deductions"
extends = "cn-mof-2020-10"
version = "1"
title = "评审扣分"
[citations.local]
document = "地方规定"
verified = false
[[deductions]]
id = "no-evidence"
title = "缺少佐证"
cite = "local"
percent = 100
[[deductions]]
id = "missing-items"
title = "缺项"
cite = "local"
per_item = 2
"""


async def on_a_scored_row(pilot, folder):
    path = folder / "with-deductions.toml"
    path.write_text(PACK, encoding="utf-8")
    screen = work(pilot)
    screen.workspace.set("", "", "rules", str(path))
    project = screen.workspace.assessment.projects[0]
    number = next(place for place, item in enumerate(project.indicators, 1) if item.score and item.score > 4)
    screen.show_all()
    await pilot.press("home", *["down"] * number)
    await settled(pilot)
    return screen


async def test_missing_items_are_counted_and_explained(filled, tmp_path):
    async with running(filled) as pilot:
        screen = await on_a_scored_row(pilot, tmp_path)
        place = screen.desk.place
        before = screen.desk.scored(place).score
        await pilot.press("shift+f6")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Deducting)
        await pilot.press("down", "enter")
        await typed(pilot, "2")
        await pilot.press("enter")
        await settled(pilot)
        assert "A deduction needs a reason." in text(pilot)
        await typed(pilot, "缺签到表")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert screen.desk.fact(place, "deduction") == "缺项 2：缺签到表"
        assert screen.desk.scored(place).score == before - 4
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert screen.desk.scored(place).score == before


async def test_a_deduction_is_taken_back(filled, tmp_path):
    async with running(filled) as pilot:
        screen = await on_a_scored_row(pilot, tmp_path)
        place = screen.desk.place
        screen.desk.put(place, {"deduction": "缺少佐证：未附"})
        await pilot.press("shift+f6")
        await settled(pilot)
        assert "未附" in text(pilot)
        await pilot.press("end", "enter")
        await settled(pilot)
        assert screen.desk.fact(place, "deduction") == ""


async def test_a_pack_without_deductions_says_so(filled):
    async with running(filled) as pilot:
        await pilot.press("home", "down", "shift+f6")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, Deducting)
