"""Where the rule pack limits a text, its characters are counted while it is typed."""

import pytest

from tests.tui.driving import running, settled, text, work

PACK = """schema = "selfeval.rules/1"
id = "short"
extends = "cn-mof-2020-10"
version = "1"
title = "字数"
lengths_cite = "local"
lengths = { reason = 10, goal_actual = 20 }
[citations.local]
document = "地方规定"
verified = false
"""


@pytest.mark.parametrize("limited", [True, False])
async def test_a_reason_and_an_outcome_are_counted(filled, tmp_path, limited):
    async with running(filled) as pilot:
        screen = work(pilot)
        if limited:
            path = tmp_path / "short.toml"
            path.write_text(PACK, encoding="utf-8")
            screen.workspace.set("", "", "rules", str(path))
        project = screen.workspace.assessment.projects[0]
        row = next(number for number, item in enumerate(project.indicators, 1) if item.lost > 0)
        await pilot.press("home", *["down"] * row, "f6")
        await settled(pilot)
        pilot.app.screen.query_one("#reason").text = "一二三四五六 七八九"
        await settled(pilot)
        assert ("9 of 10 characters" in text(pilot)) == limited
        pilot.app.screen.query_one("#reason").insert("。。")
        await settled(pilot)
        assert ("11 of 10 characters: 1 too many" in text(pilot)) == limited
        await pilot.press("escape", "escape", "home", "f5")
        await settled(pilot)
        assert bool(pilot.app.screen.query("#goal_actual-count")) == limited
        assert not pilot.app.screen.query("#evidence-count")
