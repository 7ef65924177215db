"""Rows of actuals from delimited text; see `files.read_actuals` for the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from selfeval.core.evaluation import PROJECT_FIELDS, PROJECT_TEXTS
from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.keys import key
from selfeval.core.model import AMOUNTS
from selfeval.core.monitoring.fields import month_field
from selfeval.core.problems import CellRef, Problem, SelfEvalError, Severity, msg
from selfeval.core.texts.surveys import PARTS, survey_text
from selfeval.core.texts.words.absence import joined
from selfeval.core.texts.words.marks import yes_or_no
from selfeval.core.units import is_money
from selfeval.excel.tables.body.outcome_unit import outcome_in_unit
from selfeval.excel.tables.body.signature import SIGNER_WORDS
from selfeval.excel.tables.labels.labels import AMOUNT_PARTS, column_of, head_key, month_of
from selfeval.workspace.incoming.months.columns import month_amount, month_columns, month_money, month_values
from selfeval.workspace.incoming.row import FACTS, Row

DELIMITERS = (",", "\t", ";", "|")
_MOST_COLUMNS = 1000
"""Columns among which headings are looked for."""
_SHOWN = 200
"""Signs of what stands behind them that are told."""
_HEADER_WITHIN = 20
"""Lines in which the header is looked for; titles may stand above it."""

_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("code", "project_code"), "code"),
    **dict.fromkeys(("project", "project_name", "所属项目", "项目"), "project"),
    **{name: name for name in ("tier1", "tier2", "tier3", "actual", "reason", "evidence", "not_applicable", "share")},
    "survey": "survey",
    "份额": "share",
    "佐证说明": "evidence",
    **dict.fromkeys(("deduction", "扣分", "扣分事项及理由"), "deduction"),
    **dict.fromkeys(("文号", "批复文号", "文件文号", "document"), "document"),
    **dict.fromkeys(("年度", "预算年度", "year"), "year"),
    **dict.fromkeys(("序号", "编号", "number"), "number"),
    **dict.fromkeys(("填写要求", "填报要求"), "ask"),
    **dict.fromkeys(("状态", "填报状态"), "state"),
}
_UNKEPT = ("evidence", "share", "not_applicable", "deduction", "survey", "document")
"""Columns of which a row of the budget keeps nothing."""
_COUNTS = {
    f"survey.{part}": words.split()
    for part, words in {
        "sent": "发放 发放份数 发放问卷数 发放问卷份数 问卷发放数",
        "returned": "回收 回收份数 回收问卷数 回收问卷份数 收回份数 问卷回收数",
        "valid": "有效 有效份数 有效问卷数 有效问卷份数",
        "satisfied": "满意 满意份数 满意问卷数 满意人数",
    }.items()
}
"""Columns that give the counts of a survey one by one."""
_PLACE = ("code", "project", "tier1", "tier2", "tier3", "target", "year", "number")
KNOWN = frozenset({*_PLACE, *FACTS, *_COUNTS, "document", "unit", "ask", "state"})
"""Columns that a table of actuals may have; `ask` and `state` are the fill-in sheet's own and are passed over."""

_BUDGET_WORDS = frozenset(
    {"预算", "预算指标", "预算资金", "项目资金", "资金", "budget", "年度总体目标", "文字说明", "texts"}
)
_APPLIES = frozenset({"适用", "无"})
_PROJECT_TEXTS: Mapping[str, str] = {
    "年度总体目标实际完成情况": "goal_actual",
    "总体目标实际完成情况": "goal_actual",
    "自评结论": "conclusion",
    **SIGNER_WORDS,
    **{name: name for name in PROJECT_TEXTS},
    **dict.fromkeys((FACT_LABELS["review_grade"], "评审等级"), "review_grade"),
}


def rows_of_table(text: str, name: str) -> tuple[list[Row], tuple[Problem, ...]]:
    """The rows that hold something, and problems: F404 columns and cells that cannot be used.

    Raises:
        SelfEvalError: F407 with the line, where quotes are broken or no header is found.
    """
    delimiter, header = _layout(text)
    if header < 0:
        raise SelfEvalError(
            msg("No header found"),
            msg("{name} has no line with the column names 三级指标 and 实际完成值.", name=name),
            msg("The first line holds the column names: 项目编码, 一级指标, 二级指标, 三级指标, 实际完成值, 偏差原因."),
            "F407",
        )
    return _read(_records(text, delimiter, name), header, name)


def has_header(text: str) -> bool:
    """Whether a text is a table of actuals by its header."""
    return _layout(text)[1] >= 0


def _layout(text: str) -> tuple[str, int]:
    """What parts the columns, and the line of the header from 0, -1 where none is one."""
    lines = list(islice(io.StringIO(text, newline=""), _HEADER_WITHIN))
    return max(((sign, *_header(lines, sign)) for sign in DELIMITERS), key=lambda found: found[2])[:2]


def _header(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """Which line names most columns, and how many; (-1, 0) if none names both an indicator and a value."""
    best = (-1, 0)
    for place, line in enumerate(lines):
        cells = [cell.strip('" \r\n') for cell in line.split(delimiter, _MOST_COLUMNS)[:_MOST_COLUMNS]]
        months = set(month_columns(cells).values())
        names = {column(cell) for cell in cells} - {""} | months
        if "tier3" in names and (months or names & set(FACTS)) and len(names) > best[1]:
            best = (place, len(names))
    return best


def column(text: str) -> str:
    """Which column of a table of actuals a heading names, "" for none; those of target tables are known as well."""
    word = text.strip().strip("\ufeff")
    if found := _NAMES.get(key(word)):
        return found
    if count := next((name for name, words in _COUNTS.items() if word in words), ""):
        return count
    if head_key(word) in {"code", "name"}:
        return {"code": "code", "name": "project"}[head_key(word)]
    return column_of(word) or ""


def _records(text: str, delimiter: str, name: str) -> list[tuple[int, list[str]]]:
    """(line, cells) of every record; the line is the one it begins in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records, line = [], 1
    try:
        for cells in reader:
            records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise SelfEvalError(
            msg("Broken table"),
            msg("Line {line} of {name} cannot be read as a table row.", line=line, name=name),
            msg("Look for a quotation mark that is not closed, or save the table again as CSV UTF-8."),
            "F407",
        ) from error
    return records


def _read(records: list[tuple[int, list[str]]], header_line: int, name: str) -> tuple[list[Row], tuple[Problem, ...]]:
    # Titles above the header may hold line breaks inside quotes, so the header is the first record not before its line.
    start = next(place for place, (line, _) in enumerate(records) if line >= header_line + 1)
    header = records[start][1][:_MOST_COLUMNS]
    months = month_columns(header)
    columns = [months.get(place) or column(cell) for place, cell in enumerate(header)]
    problems = _unused(records[start], columns, name)
    problems += [
        _f404(name, line, "，".join(filter(None, cells)), Severity.INFO)
        for line, cells in records[:start]
        if any(cells)
    ]
    rows: list[Row] = []
    for line, cells in records[start + 1 :]:
        if any(cell.strip() for cell in cells[len(columns) :]):
            extra = ",".join(cells[len(columns) :])
            problems.append(_f404(name, line, extra, Severity.ERROR))
        texts = {field: cell.strip() for field, cell in zip(columns, cells, strict=False) if field}
        if any(texts.values()):
            rows += rows_of(texts, CellRef(f"{name}:{line}", ""), problems)
    return rows, tuple(problems)


def _unused(header: tuple[int, list[str]], columns: list[str], name: str) -> list[Problem]:
    problems: list[Problem] = []
    line, cells = header
    seen: set[str] = set()
    for place, field in enumerate(columns):
        if (field in KNOWN or month_field(field)) and field not in seen:
            seen.add(field)
            continue
        columns[place] = ""
        if text := cells[place].strip():
            problems.append(unused_column(text, CellRef(f"{name}:{line}", "")))
    if text := ",".join(filter(None, cells[len(columns) :])):
        problems.append(unused_column(text[:_SHOWN], CellRef(f"{name}:{line}", "")))
    return problems


def unused_column(text: str, where: CellRef) -> Problem:
    """F404 for a heading that names no column."""
    message = msg("The column “{column}” is not used.", column=text)
    hint = msg("Rename it if it holds actuals; docs/readings.md lists the column names.")
    return Problem("F404", Severity.WARNING, message, hint, where, text)


def rows_of(texts: Mapping[str, str], where: CellRef, problems: list[Problem], *, strict: bool = False) -> list[Row]:
    """One row of actuals from its texts by column; none if it holds nothing. Adds F404 for what cannot be used.

    `strict` for tables that state project and tiers in every row, so that a blank there is no invitation to guess.
    """
    if key(texts.get("tier1", "")) in _BUDGET_WORDS:
        found = _budget_row(texts, where, problems)
    else:
        found = _indicator_row(texts, where, problems)
    return [replace(row, strict=strict) for row in found]


def _indicator_row(texts: Mapping[str, str], where: CellRef, problems: list[Problem]) -> list[Row]:
    values = []
    for name in FACTS:
        text = texts.get(name, "")
        if name == "actual":
            text = outcome_in_unit(text, texts.get("unit", ""), texts.get("target", ""))
        if name == "survey":
            text = text or survey_text({part: texts.get(f"survey.{part}", "") for part in PARTS})
        if name == "not_applicable":
            text = _absence(text, texts.get("document", ""), where, problems)
        if text:
            values.append((name, text))
    values += month_values(texts)
    return [_made(where, values, texts)] if values else []


def _absence(text: str, document: str, where: CellRef, problems: list[Problem]) -> str:
    """The fact `not_applicable` of the column and the document number beside it."""
    said = False if key(text) in _APPLIES else yes_or_no(text, figures=True)
    text = text if said is None else "不适用" if said else ""
    if text:
        return joined(text, document)
    if document:
        message = msg("A document number stands here, but not why the indicator does not apply; it is not used.")
        hint = msg("Choose a reason in the column 不适用, or delete the document number.")
        problems.append(Problem("F404", Severity.WARNING, message, hint, where, document))
    return ""


def _budget_row(texts: Mapping[str, str], where: CellRef, problems: list[Problem]) -> list[Row]:
    values, unkept = month_money(texts)
    source, amount = texts.get("tier2", ""), texts.get("tier3", "")
    field = budget_field(source, amount)
    said = texts.get("actual") or ("" if field or values else month_amount(texts))
    if said:
        if field:
            values.append((field, said))
        else:
            message = msg("“{name}” is not an amount or a month of the budget.", name=f"{source} {amount}")
            hint = msg("Use 年初预算数, 全年预算数, 全年执行数, 3月底, 6月底, 10月底 or 12月底.")
            problems.append(Problem("F404", Severity.ERROR, message, hint, where, said))
            unkept = [text for text in unkept if text != said]
    if texts.get("reason"):
        values.append(("budget_reason", texts["reason"]))
    unkept += [texts.get(name, "") for name in _UNKEPT]
    message = msg("A budget row keeps only the value and the reason; this is not used.")
    problems += [Problem("F404", Severity.WARNING, message, where=where, input=text) for text in unkept if text]
    return [_made(where, values, texts, budget=True)] if values else []


def _made(where: CellRef, values: list[tuple[str, str]], texts: Mapping[str, str], *, budget: bool = False) -> Row:
    unit = texts.get("unit", "")
    return Row(
        where,
        tuple(values),
        code=texts.get("code", ""),
        project=texts.get("project", ""),
        tier1=texts.get("tier1", ""),
        tier2=texts.get("tier2", ""),
        tier3=texts.get("tier3", ""),
        target=texts.get("target", ""),
        year=texts.get("year", ""),
        number=texts.get("number", ""),
        money_unit=unit if budget and is_money(unit) else "",
        budget=budget,
    )


def budget_field(source: str, amount: str) -> str:
    """The project's field that a budget row names: `executed`, `executed.fiscal`, `checkpoint.3`; "" for none."""
    bare = amount.strip()
    if month := month_of(bare):
        field = f"checkpoint.{month}"
        return field if field in PROJECT_FIELDS else ""
    if found := _PROJECT_TEXTS.get(key(bare)):
        return found
    label = head_key(bare) or (bare if bare in PROJECT_FIELDS else "")
    if label in PROJECT_TEXTS:
        return label
    if label not in AMOUNTS:
        return label if label in PROJECT_FIELDS else ""
    money = head_key(source)
    if money in AMOUNT_PARTS:
        return f"{label}.{money}"
    return label if not source.strip() or money in {"total_row", "budget_block"} or key(source) in _BUDGET_WORDS else ""


def _f404(name: str, line: int, text: str, severity: Severity) -> Problem:
    if severity is Severity.INFO:
        message, hint = msg("This line above the column names is not used."), msg("")
    else:
        message = msg("This row has more cells than the table has columns; the rest is not used.")
        hint = msg("Put texts that contain the delimiter in quotation marks.")
    return Problem("F404", severity, message, hint, CellRef(f"{name}:{line}", ""), text)
