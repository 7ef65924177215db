"""The whole job key by key, as a clerk does it: how many keys it takes is what the page on the screen says."""

from __future__ import annotations

import re

import pytest

from selfeval.tui.entry.screen import Work
from selfeval.workspace.output.verify import verify_file
from tests.places import ROOT
from tests.tui.driving import running, settled, typed, work

DOCS = ROOT / "docs"
PLAYED: tuple[tuple[str, ...], ...] = (
    # the budget: spent in all, its only source (offered), three checkpoints, the fourth (offered), two texts
    ("enter", "=175.3", "enter", "enter", "=20", "enter", "=45", "enter", "=80", "enter", "enter"),
    ("=结余资金已交回财政", "enter", "=化解疑难信访事项12件，越级访比上年减少", "enter"),
    ("enter", "enter"),  # 有效减少越级访的发生: the first answer
    ("enter", "=90", "enter", "=个别来信来访事项化解较慢，下年提前排查", "enter"),
    ("ctrl+b",),  # 预算资金执行率, out of the budget
    ("ctrl+b",),  # 解决问题费用, the same
    ("enter", "enter"),
    ("enter", "=80", "enter", "=长期积案化解需要时间，继续包案推进", "enter"),
    ("=93%", "enter"),
    ("enter", "=182.5", "enter", "enter", "=22", "enter", "=48", "enter", "=76", "enter", "enter"),
    ("=结余资金已交回财政", "enter", "=进京访、赴省访、到市访均比上年下降", "enter"),
    ("=15", "enter", "=特殊敏感期间个别人员越级走访，下年加强稳控", "enter"),
    ("=96%", "enter"),
    ("ctrl+b",),
    ("ctrl+b",),
    ("enter", "=85", "enter", "=社会面个别重复访仍在化解中", "enter"),
    ("enter", "enter"),
    ("=91%", "enter"),
    ("f9", "f9", "enter"),  # the result, the scored workbook, the word that it is written
)
"""Keys, and texts after `=`, of which each character is a key. One line is what is done in one row."""
CHINESE = re.compile(r"[\u3400-\u9fff]")


def counted() -> tuple[int, int]:
    """All keys, and how many of them are Chinese characters."""
    texts = "".join(key[1:] for line in PLAYED for key in line if key.startswith("="))
    others = sum(not key.startswith("=") for line in PLAYED for key in line)
    return others + len(texts), len(CHINESE.findall(texts))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_whole_job_takes_these_keys_and_no_other(seed, size):
    async with running(seed, "zh", size) as pilot:
        screen = work(pilot)
        for line in PLAYED:
            for key in line:
                await (typed(pilot, key[1:]) if key.startswith("=") else pilot.press(key))
                await settled(pilot)
        assert not screen.workspace.to_do, "nothing is left to do"
        totals = [str(result.total) for result in screen.workspace.assessment.projects]
        assert totals == ["95.49", "93.44"]
        for result in screen.workspace.assessment.projects:
            assert set(result.budget.checkpoints) == {3, 6, 10, 12}
            assert "executed.fiscal" in result.budget.texts
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, Work)
    verified = verify_file(seed.with_name("目标[2025]-自评-2025.xlsx"))
    assert not verified.differences


@pytest.mark.parametrize("page", ["screen.md", "screen.zh-CN.md"])
def test_the_page_says_how_many(page):
    keys, chinese = counted()
    said = (DOCS / page).read_text(encoding="utf-8")
    found = re.search(r"\b(\d+) keystrokes, (\d+) of them Chinese|共按键 (\d+) 次，其中汉字 (\d+) 个", said)
    assert found is not None
    assert [int(figure) for figure in found.groups() if figure] == [keys, chinese]
