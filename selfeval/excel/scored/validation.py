"""Drop-downs and validation of the scored workbook: answers and shares on what may be entered there.

They warn and explain. A share outside 0–100, or typed as 95%, alone is refused: no rule knows it.
"""

from __future__ import annotations

from typing import Any

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.numbers import plain
from selfeval.core.readings import ActualKind
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.scored import Scored
from selfeval.excel.paper.cells import cell_name, own_list
from selfeval.excel.paper.page import Page
from selfeval.excel.paper.validation import WARNS, told
from selfeval.excel.scored.entries import Entry

_WITH_PERCENT, _ONLY_DIGITS = "本格已带 %，只填数字，如 97。", "本格已带 %：97% 请只填 97。"
_STALE = "改成别的文字后，本行得分显示 #N/A，要用程序打开重新计分。"


def check_actual(page: Page, row: int, column: int, scored: Scored, entry: Entry, pack: RulePack) -> None:
    """Offer the answers where the actual is one, and say what a changed text does to the score."""
    rule = _rule(cell_name(row, column), scored, entry, pack)
    if rule and not scored.not_applicable:
        page.check(row, column, {**WARNS, **rule})


def check_share(page: Page, row: int, column: int, pack: RulePack) -> None:
    """A share is a percent; the bands of the pack are told. What was typed as 95% is 0.95 here, and refused."""
    bands = "；".join(f"{answer.label} {plain(answer.lower)}–{plain(answer.upper)}" for answer in pack.answers)
    cell = cell_name(row, column)
    rule = {"validate": "custom", "value": f"=AND(ISNUMBER({cell}),{cell}>=0,{cell}<=100,{_percent(cell)})"}
    wrong = "档内比例是 0 到 100 之间的数，本格已带 %：95% 请只填 95。"
    words = told("档内比例（%）", f"本格已带 %，只填数字，如 95。{bands}", wrong)
    page.check(row, column, {**WARNS, **rule, **words, "error_type": "stop"})


def check_reading(page: Page, row: int, column: int, unit: str) -> None:
    """A reading in percent is a number of 100, like the unit that its cell shows."""
    if unit == "%":
        cell = cell_name(row, column)
        rule = {"validate": "custom", "value": f"=OR(NOT(ISNUMBER({cell})),{_percent(cell)})"}
        page.check(row, column, {**WARNS, **rule, **told("实际读数", _WITH_PERCENT, _ONLY_DIGITS)})


def _percent(cell: str) -> str:
    """That a number is one of 100 and not a share of 1, which `97%` becomes under a format with a mere sign."""
    return f"OR({cell}<0,{cell}=0,{cell}>=1)"


def _rule(cell: str, scored: Scored, entry: Entry, pack: RulePack) -> dict[str, Any]:
    if scored.actual.kind is ActualKind.YES_NO:
        asked = told(FACT_LABELS["actual"], f"选“是”或“否”。{_STALE}", "一般选“是”或“否”。")
        return {"validate": "list", "source": ["是", "否"], **asked}
    if scored.actual.kind is ActualKind.ANSWER:
        labels = [answer.label for answer in pack.answers]
        words = f"选完成档次，比例写在后面，如“{labels[0]} 95%”。{_STALE}" if labels else _STALE
        asked = told(FACT_LABELS["actual"], words, "一般从下拉中选一个完成档次，后面写比例。")
        if offered := own_list(labels):
            return {"validate": "list", "source": offered, **asked}
        return {"validate": "any", **asked}
    if entry.number is not None and entry.number.format.endswith('"%"'):
        asked = told(FACT_LABELS["actual"], _WITH_PERCENT, _ONLY_DIGITS)
        return {"validate": "custom", "value": f"=OR(NOT(ISNUMBER({cell})),{_percent(cell)})", **asked}
    if entry.number is None and entry.reading is not None:
        return {"validate": "any", **told(FACT_LABELS["actual"], _STALE, "")}
    return {}
