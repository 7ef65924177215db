"""The drop-downs and the validation of the fill-in sheet: they warn and explain, and keep nobody from entering.

Sorting leaves validation behind, so that it may then speak of another row: that is why all of it only warns, and why
the same words stand in the row's own cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.rules.pack import RulePack
from selfeval.core.texts.words.absence import STATES
from selfeval.excel.fillin.labels import PLACE
from selfeval.excel.fillin.rows import Ask, FillRow
from selfeval.excel.paper.cells import cell_name, own_list, safe_text
from selfeval.excel.paper.validation import WARNS, told

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


def check_row(sheet: Worksheet, row: int, entry: FillRow, pack: RulePack, answers: str) -> None:
    """Put the validation of one row on its input cells.

    Args:
        sheet: the sheet 填报.
        row: its row, from 0.
        entry: what the row asks for.
        pack: its answers are offered for qualitative indicators.
        answers: the cells that hold these answers, for a list too long to stand in the rule itself.
    """
    _add(sheet, row, "actual", _actual_rule(row, entry, pack, answers))
    if "share" in entry.inputs:
        words = "填百分数，如 95（即 95%）。" + "；".join(entry.bands)
        rule = {"validate": "custom", "value": _percent_formula(cell_name(row, PLACE["share"]))}
        _add(sheet, row, "share", rule | told(FACT_LABELS["share"], words, "得分比例是 0 到 100 之间的百分数。"))
    if "survey" in entry.inputs:
        words = "如：发放120份，回收118份，有效115份，满意110份。"
        _add(sheet, row, "survey", {"validate": "any"} | told(FACT_LABELS["survey"], words, ""))
    if "not_applicable" in entry.inputs:
        words = "本指标今年不适用才选；有文件的把文号填在右边一格。适用的不要填。"
        rule = dict[str, Any](validate="list", source=[state for state, _label in STATES])
        _add(sheet, row, "not_applicable", rule | told("不适用", words, "一般从下拉中选；确有其他情形也可以写明。"))


def _add(sheet: Worksheet, row: int, key: str, rule: dict[str, Any]) -> None:
    place = PLACE[key]
    sheet.data_validation(row, place, row, place, {**WARNS, **rule})


def _actual_rule(row: int, entry: FillRow, pack: RulePack, answers: str) -> dict[str, Any]:
    title, ask = entry.texts.get("tier3") or FACT_LABELS["actual"], entry.texts["ask"]
    cell = cell_name(row, PLACE["actual"])
    if entry.ask is Ask.YES_NO:
        return {"validate": "list", "source": ["是", "否"]} | told(title, f"{ask}。", "请选“是”或“否”。")
    if entry.ask is Ask.ANSWER:
        return {"validate": "list", "source": _list([answer.label for answer in pack.answers], answers)} | told(
            title, f"{ask}。", "请从下拉中选一个完成档次。"
        )
    if entry.ask is Ask.DATE:
        words = f"{ask}，如 2025-12-20。".replace("2025", entry.texts["year"] or "2025")
        return {"validate": "custom", "value": _date_formula(cell)} | told(title, words, "请填日期，如 2025-12-20。")
    if entry.ask is Ask.NUMBER:
        unit = entry.unit
        words = f"{ask}。单位：{unit}，只填数字即可。" if unit else f"{ask}。只填数字。"
        wrong = f"这里一般填数字，单位是 {unit or '（无）'}。"
        if unit == "%":
            words, wrong = f"{ask}。单位：%，填 95 或 95%，不要填 0.95。", "请按百分数填，如 95 或 95%，不要填 0.95。"
        return {"validate": "custom", "value": _number_formula(cell, unit)} | told(title, words, wrong)
    return {"validate": "any"} | told(title, f"{ask}。", "")


def _list(labels: list[str], cells: str) -> list[str] | str:
    """The labels themselves, so that they travel with a copied row; the cells where they do not fit."""
    return own_list(labels) or cells


def _number_formula(cell: str, unit: str) -> str:
    """True for a number, with or without its unit behind it; for percents, false for what looks like a ratio."""
    bare = f'SUBSTITUTE({cell},"％","%")' if unit == "%" else _without(cell, unit)
    if unit == "%":
        value = f"VALUE({bare})"
        return f'=AND(ISNUMBER({value}),OR(ISNUMBER(FIND("%",{bare})),{value}>1,{value}=0))'
    return f"=ISNUMBER(VALUE({bare}))"


def _without(cell: str, unit: str) -> str:
    quoted = safe_text(unit).replace('"', '""')
    return f'SUBSTITUTE({cell},"{quoted}","")' if unit and len(quoted) <= 40 else cell


def _percent_formula(cell: str) -> str:
    value = f'VALUE(SUBSTITUTE(SUBSTITUTE({cell},"％",""),"%",""))'
    return f"=AND({value}>=0,{value}<=100)"


def _date_formula(cell: str) -> str:
    # The cell holds text, so that nothing typed changes: 12-20 would else become a day of the present year.
    return f"=OR(ISNUMBER({cell}),ISNUMBER(DATEVALUE({cell})))"
