"""Writes what was recognised as a workbook of targets, in the layout that published county tables have."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from selfeval.core.model import CHECKPOINTS, KEPT_WORDS
from selfeval.document.form import LABEL_FILL, Form, height
from selfeval.document.recognised.department import sub_goals
from selfeval.document.recognised.found import DepartmentPart, Extra, ProjectPart, Section, Targets
from selfeval.excel.paper.cells import sheet_names

OVERVIEW: Final = "部门整体"
_WIDTHS: Final = (19.0, 20.0, 24.0, 16.0, 11.0, 13.0, 20.0)
_EXTRA_WIDTH: Final = 20.0
_PLAN_COLUMNS: Final = ((1, 2), (3, 3), (4, 5), (6, 6))
_COLUMNS: Final = (
    ("一级指标", 0, 0), ("二级指标", 1, 1), ("三级指标", 2, 2),
    ("绩效指标描述", 3, 4), ("指标值", 5, 5), ("指标值确定依据", 6, 6),
)  # fmt: skip
_AMOUNTS: Final = (("预算数", "initial"), ("其中：财政资金", "initial.fiscal"), ("其他资金", "initial.other"))
_MORE_AMOUNTS: Final = (
    ("上年结转资金", "initial.carry_over"), ("全年预算数", "adjusted"),
    ("全年执行数", "executed"), ("到位数", "received"),
)  # fmt: skip
_INDICATOR_COUNT: Final = 7


def workbook(targets: Targets) -> bytes:
    """The bytes of the workbook."""
    data, _ = _made(targets.department, targets.projects)
    return data


def texts(department: DepartmentPart, projects: Sequence[ProjectPart]) -> list[str]:
    """Every text and number that the workbook holds, as it is seen."""
    _, written = _made(department, projects)
    return written


def _made(department: DepartmentPart, projects: Sequence[ProjectPart]) -> tuple[bytes, list[str]]:
    import xlsxwriter  # a third of a second, and only writing needs it

    stream = io.BytesIO()
    written: list[str] = []
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        title = department.title.text if department.title else ""
        book.set_properties({"title": f"{department.name} {title}".strip(), "author": department.name})
        if department.sections or department.cover or department.title:
            _overview(Form(book, OVERVIEW, written), department)
        names = sheet_names([part.name for part in projects], [OVERVIEW])
        for name, part in zip(names, projects, strict=True):
            _project(Form(book, name, written), part)
    return stream.getvalue(), written


def _overview(form: Form, department: DepartmentPart) -> None:
    """The sheet 部门整体: cover, then each heading with its texts."""
    form.widths((14.0, 82.0))
    form.title(0, 1, department.title.text if department.title else "部门预算绩效目标")
    form.put((1, 0, 1, 1), department.name, font_size=14, bold=True, align="center")
    form.put((2, 0, 2, 1), "\n".join(text.text for text in department.cover), align="center")
    form.heights({1: 24, 2: max(34, 17 * len(department.cover))})
    row = 3
    # Headings of other kinds first: the reader takes what follows one of the three as its text.
    for section in sorted(department.sections, key=lambda one: bool(one.key)):
        row = _sub_goals(form, row, section) if section.key == "sub" else _paragraphs(form, row, section)
    form.page(landscape=False)


def _heading(form: Form, row: int, section: Section) -> int:
    if section.heading is None:
        return row
    form.put((row, 0, row, 1), section.heading.text, bold=True, font_size=12, border=1, bg_color=LABEL_FILL)
    form.heights({row: 24})
    return row + 1


def _paragraphs(form: Form, row: int, section: Section) -> int:
    row = _heading(form, row, section)
    for text in section.texts:
        form.value((row, 0, row, 1), text.text, align="left")
        form.heights({row: height(text.text, 94)})
        row += 1
    return row


def _sub_goals(form: Form, row: int, section: Section) -> int:
    row = _heading(form, row, section)
    for goal in sub_goals(section):
        if goal.name.text:
            form.put((row, 0, row, 1), goal.name.text, bold=True, border=1)
            form.heights({row: 22})
            row += 1
        for label, text in (("绩效目标", goal.goal), ("绩效指标", goal.indicators)):
            if text is not None:
                form.label((row, 0, row, 0), label)
                form.value((row, 1, row, 1), text.text, align="left")
                form.heights({row: height(text.text, 80)})
                row += 1
    return row


def _project(form: Form, part: ProjectPart) -> None:
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
    form.label((2, 0, 2, 0), "项目编码")
    form.value((2, 1, 2, 2), project.code)
    if project.name:
        form.label((2, 3, 2, 3), "项目名称")
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


def _budget(form: Form, top: int, part: ProjectPart, last: int) -> int:
    row, budget = top, part.project.budget
    more = [(label, budget[key]) for label, key in _MORE_AMOUNTS if budget.get(key)]
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


def _spending(form: Form, row: int, part: ProjectPart) -> int:
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


def _table(form: Form, row: int, part: ProjectPart, widths: Sequence[float]) -> None:
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
