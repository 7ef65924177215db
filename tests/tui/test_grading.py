"""The dialog that takes down a reviewer's grade of a project."""

from decimal import Decimal as D

import pytest

from selfeval.tui.dialogs.grade import Grading
from tests.tui.driving import running, settled, text, typed, work

PACK = """schema = "selfeval.rules/1"
id = "with-review"
extends = "cn-mof-2020-10"
version = "1"
title = "复核打折"
review_cite = "local"
review = [{ lower_by = 1, percent = 90 }, { lower_by = 2, percent = 80 }, { lower_by = 3, percent = 70 }]
[citations.local]
document = "地方规定"
verified = false
"""


async def reviewed(pilot, folder):
    """The first project's place under a pack with a discount, and its total before."""
    path = folder / "with-review.toml"
    path.write_text(PACK, encoding="utf-8")
    screen = work(pilot)
    screen.workspace.set("", "", "rules", str(path))
    screen.show_all()
    await pilot.press("home", "down")
    await settled(pilot)
    return screen


def fact(screen):
    return screen.workspace.evaluation.value(result(screen).project, "review_grade")


def result(screen):
    return screen.workspace.assessment.projects[0]


async def test_a_lower_grade_is_picked_seen_and_undone(filled, tmp_path):
    async with running(filled) as pilot:
        screen = await reviewed(pilot, tmp_path)
        before = result(screen).total
        names = [grade.name for grade in screen.workspace.pack.grades]
        lower = names.index(result(screen).grade) + 1
        await pilot.press("shift+f5")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Grading)
        assert f"nothing is taken off: {before}" in text(pilot)
        assert f"90% of {before}" in text(pilot)
        await pilot.press(*["down"] * lower, "enter")
        await settled(pilot)
        assert fact(screen) == names[lower]
        assert result(screen).total == screen.workspace.pack.rounding.of(before * D("0.9"))
        await pilot.press("home")
        await settled(pilot)
        assert f"90% of {before} remain" in screen.workspace.result(screen.desk.place.project).note.render()
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert (fact(screen), result(screen).total) == ("", before)


async def test_points_are_typed_and_taken_back(filled, tmp_path):
    async with running(filled) as pilot:
        screen = await reviewed(pilot, tmp_path)
        before = result(screen).total
        await pilot.press("shift+f5", "tab")
        await typed(pilot, "101")
        await pilot.press("enter")
        await settled(pilot)
        assert "neither a grade of the rule pack nor points" in text(pilot)
        await pilot.press("backspace", "backspace", "backspace")
        await typed(pilot, "40")
        await pilot.press("enter")
        await settled(pilot)
        assert fact(screen) == "40"
        assert result(screen).total < before
        await pilot.press("shift+f5")
        await settled(pilot)
        assert "40" in text(pilot)
        await pilot.press("end", "enter")
        await settled(pilot)
        assert (fact(screen), result(screen).total) == ("", before)


@pytest.mark.parametrize("grade", ["", "良"])
async def test_a_pack_without_a_discount_says_so_and_lets_a_grade_go(filled, grade):
    async with running(filled, notices=True) as pilot:
        screen = work(pilot)
        if grade:
            screen.workspace.set(result(screen).project.id, "", "review_grade", grade)
        await pilot.press("home", "shift+f5")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Grading) == bool(grade)
        if grade:
            await pilot.press("enter")
            await settled(pilot)
            assert fact(screen) == ""
        else:
            assert "The rule pack takes" in text(pilot)
