"""The bars of the head: every tier under its own name, the figures beside them."""

from __future__ import annotations

import re

import pytest

from selfeval.tui.row_texts.desk.tiers import tier_bars
from selfeval.tui.text import Words
from tests.excel.scored_books import assessed, project, row


@pytest.mark.parametrize(
    ("language", "names"), [("zh", ["产出", "管理指标", "执行率"]), ("en", ["Output", "管理指标", "Execution"])]
)
@pytest.mark.parametrize("room", [78, 118])
def test_a_tier_that_no_form_knows_has_a_bar_of_its_own(language: str, names: list[str], room: int) -> None:
    rows = (row("甲", "≥90%", "95%"), row("乙", "≥9次", "9次", "管理指标", "过程管理"))
    shown = tier_bars(Words(language), assessed(project(*rows)).projects[0], room)
    assert re.findall(r"(\S+) [\d.]+/[\d.]+", shown.plain) == names
    assert shown.cell_length <= room
