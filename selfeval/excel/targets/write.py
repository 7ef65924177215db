"""Writes a workbook of targets, in the layout that published county tables have."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from selfeval.core.fact_labels import FACT_LABELS, SOURCE_LABELS
from selfeval.core.model import CHECKPOINTS, KEPT_WORDS, SOURCES
from selfeval.excel.paper.cells import sheet_names
from selfeval.excel.targets.form import LABEL_FILL, Form, height
from selfeval.excel.targets.values import Extra, Overview, Section, TargetSheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook

OVERVIEW: Final = "部门整体"
_WIDTHS: Final = (19.0, 20.0, 24.0, 16.0, 11.0, 13.0, 20.0)
_EXTRA_WIDTH: Final = 20.0
_PLAN_COLUMNS: Final = ((1, 2), (3, 3), (4, 5), (6, 6))
_COLUMNS: Final = (
    *((FACT_LABELS[name], column, column) for column, name in enumerate(("tier1", "tier2", "tier3"))),
    (FACT_LABELS["description"], 3, 4), ("指标值", 5, 5), (FACT_LABELS["basis"], 6, 6),
)  # fmt: skip
_FISCAL, _CARRY_OVER, _OTHER = SOURCES
_AMOUNTS: Final = (
    ("预算数", "initial"), ("其中：财政资金", f"initial.{_FISCAL}"), (SOURCE_LABELS[_OTHER], f"initial.{_OTHER}"),
)  # fmt: skip
_MORE_AMOUNTS: Final = (
    (SOURCE_LABELS[_CARRY_OVER], f"initial.{_CARRY_OVER}"),
    *((FACT_LABELS[name], name) for name in ("adjusted", "executed")), ("到位数", "received"),
)  # fmt: skip
_INDICATOR_COUNT: Final = 7


def target_workbook(
    overview: Overview, sheets: Sequence[TargetSheet], more: Callable[[Workbook], None] | None = None
) -> tuple[bytes, list[str]]:
    """The bytes of the workbook, and every text and number that it holds, as it is seen.

    The overview has a sheet of its own where it says anything, each project another; `more` adds sheets behind them.
    """
    import xlsxwriter  # a third of a second, and only writing needs it

    stream = io.BytesIO()
    written: list[str] = []
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": f"{overview.name} {overview.title}".strip(), "author": overview.name})
        if overview.sections or overview.cover or overview.title:
            _overview(Form(book, OVERVIEW, written), overview)
        for name, sheet in zip(names_of(sheets), sheets, strict=True):
            _project(Form(book, name, written), sheet)
        if more is not None:
            more(book)
    return stream.getvalue(), written


def names_of(sheets: Sequence[TargetSheet]) -> list[str]:
    """What the sheets of the projects are called, in their order."""
    return sheet_names([sheet.name for sheet in sheets], [OVERVIEW])


def _overview(form: Form, overview: Overview) -> None:
    """The sheet 部门整体: cover, then each heading with its texts."""
    form.widths((14.0, 82.0))
    form.title(0, 1, overview.title or "部门预算绩效目标")
    form.put((1, 0, 1, 1), overview.name, font_size=14, bold=True, align="center")
    form.put((2, 0, 2, 1), "\n".join(overview.cover), align="center")
    form.heights({1: 24, 2: max(34, 17 * len(overview.cover))})
    row = 3
    for section in overview.sections:
        row = _section(form, row, section)
    form.page(landscape=False)


def _section(form: Form, row: int, section: Section) -> int:
    """A heading with what stands below it; where the section has none, only that."""
    if section.heading:
        form.put((row, 0, row, 1), section.heading, bold=True, font_size=12, border=1, bg_color=LABEL_FILL)
        form.heights({row: 24})
        row += 1
    for line in section.lines:
        if line.label:
            form.label((row, 0, row, 0), line.label)
            form.value((row, 1, row, 1), line.text, align="left")
            form.heights({row: height(line.text, 80)})
        elif line.bold:
            form.put((row, 0, row, 1), line.text, bold=True, border=1)
            form.heights({row: 22})
        else:
            form.value((row, 0, row, 1), line.text, align="left")
            form.heights({row: height(line.text, 94)})
        row += 1
    return row


def _project(form: Form, part: TargetSheet) -> None:
    """One project's sheet."""
    project = part.project
    widths = (*_WIDTHS, *(_EXTRA_WIDTH for _ in part.extra))
    last = len(widths) - 1
    form.widths(widths)
    form.heights(dict.fromkeys(range(1, 9), 24))
    form.title(0, last, part.title or f"{part.name}绩效目标表")
    labels = [(name, text) for name, text in part.labels if text != project.unit or project.unit == project.department]
    unit_labelled = any(text == project.unit for _, text in part.labels)
    form.put((1, 0, 1, 3), "" if unit_labelled else project.unit)
    form.put((1, 4, 1, last), f"单位：{project.money_unit}", align="right")
    form.label((2, 0, 2, 0), FACT_LABELS["code"])
    form.value((2, 1, 2, 2), project.code)
    if project.name:
        form.label((2, 3, 2, 3), FACT_LABELS["name"])
    else:
        form.value((2, 3, 2, 3), "")
    form.value((2, 4, 2, last), project.name)
    labels = list(dict.fromkeys(part.labels)) if unit_labelled else labels
    row = _pairs(form, 3, labels, last)
    row = _budget(form, row, part, last)
    row = _spending(form, row, part)
    kept = [(KEPT_WORDS[name], text) for name, text in project.kept.items() if name != "execution_target"]
    actual = [("绩效目标完成情况", project.goal_actual)] if project.goal_actual else []
    for label, text in (("绩效目标", "\n".join(project.goals)), *kept, *actual):
        form.label((row, 0, row, 0), label)
        form.value((row, 1, row, last), text, align="left")
        form.heights({row: max(42, height(text, sum(widths[1:])))})
        row += 1
    _table(form, row, part, widths)
    form.page(landscape=bool(part.extra), repeat=row)


def _pairs(form: Form, row: int, labels: Sequence[tuple[str, str]], last: int) -> int:
    for name, text in labels:
        form.label((row, 0, row, 0), name)
        form.value((row, 1, row, last), text, align="left")
        form.heights({row: max(24, height(text, 90))})
        row += 1
    return row


def _budget(form: Form, top: int, part: TargetSheet, last: int) -> int:
    row, budget = top, part.project.budget
    more = [(label, budget[key]) for label, key in _MORE_AMOUNTS if key in budget]
    lines = [[(label, budget.get(key, "")) for label, key in _AMOUNTS]]
    lines += [more[start : start + 3] for start in range(0, len(more), 3)]
    for amounts in lines:
        padded = [*amounts, ("", ""), ("", "")][:3]
        for index, (label, amount) in enumerate(padded):
            column = 1 + 2 * index
            if label:
                form.label((row, column, row, column), label)
            else:
                form.value((row, column, row, column), "")
            form.number((row, column + 1, row, last if index == 2 else column + 1), amount)
        row += 1
    form.label((top, 0, row, 0), "预算规模及资金用途")
    form.value((row, 1, row, last), part.project.purpose, align="left")
    form.heights({row: max(24, height(part.project.purpose, 100))})
    return row + 1


def _spending(form: Form, row: int, part: TargetSheet) -> int:
    last = row + 1
    rows = [("资金支出计划（%）", "plan")]
    if any(part.project.budget.get(f"checkpoint.{month}") for month in CHECKPOINTS):
        rows.append(("资金支出进度（%）", "checkpoint"))
    form.label((row, 0, last, 0), rows[0][0])
    for month, (left, right) in zip(CHECKPOINTS, _PLAN_COLUMNS, strict=True):
        form.label((row, left, row, right), f"{month}月底")
        for offset, (_, kind) in enumerate(rows, start=1):
            form.number((row + offset, left, row + offset, right), part.project.budget.get(f"{kind}.{month}", ""))
    for offset, (label, _) in enumerate(rows[1:], start=2):
        form.label((row + offset, 0, row + offset, 0), label)
    return row + 1 + len(rows)


def _table(form: Form, row: int, part: TargetSheet, widths: Sequence[float]) -> None:
    headers = [
        *_COLUMNS,
        *((extra.header, _INDICATOR_COUNT + n, _INDICATOR_COUNT + n) for n, extra in enumerate(part.extra)),
    ]
    for text, left, right in headers:
        form.put((row, left, row, right), text, border=1, align="center", bold=True, bg_color="#D9E2F3")
    form.heights({row: 28})
    top = row + 1
    for index, item in enumerate(part.rows):
        line = top + index
        if index == 0 or part.rows[index - 1].tier1 != item.tier1:
            end = index
            while end + 1 < len(part.rows) and part.rows[end + 1].tier1 == item.tier1:
                end += 1
            form.value((line, 0, top + end, 0), item.tier1)
        form.value((line, 1, line, 1), item.tier2)
        form.value((line, 2, line, 2), item.tier3, align="left")
        form.value((line, 3, line, 4), item.description, align="left")
        form.value((line, 5, line, 5), item.target)
        form.value((line, 6, line, 6), item.basis)
        heights = [
            height(text, width)
            for text, width in (
                (item.tier3, widths[2]), (item.tier2, widths[1]), (item.basis, widths[6]), (item.description, 26.0),
                (item.target, widths[5]),
            )
        ]  # fmt: skip
        heights += [_extra(form, line, _INDICATOR_COUNT + n, extra, index) for n, extra in enumerate(part.extra)]
        form.heights({line: max(*heights, 36)})


def _extra(form: Form, row: int, column: int, extra: Extra, index: int) -> float:
    text = extra.texts[index]
    if text and set(text) <= set("0123456789."):
        form.number((row, column, row, column), text)
    else:
        form.value((row, column, row, column), text, align="left")
    return height(text, _EXTRA_WIDTH)
