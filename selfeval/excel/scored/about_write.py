"""说明: under which rules, from which file, by whom and when; the texts to go on from; every assumption.

Columns: section, item, content; the assumptions have a table of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.model import SIGNED, Project
from selfeval.core.numbers import plain
from selfeval.core.problems import Translate
from selfeval.core.report.tables import assumptions
from selfeval.core.rules.layers import Layer
from selfeval.core.rules.sources import Source
from selfeval.core.scoring.results import Assessment
from selfeval.excel.paper.cells import CUT, MAX_TEXT
from selfeval.excel.paper.labels import (
    ABOUT,
    ABOUT_FIELDS,
    EXECUTION,
    FORMAT,
    LIVE,
    PROJECT_FIELDS,
    RECORD_LINE,
    SECTION_ASSUMED,
    SECTION_BASIC,
    SECTION_OVERLONG,
    SECTION_PROJECT,
    SECTION_RECORD,
    SECTION_SAFEGUARD,
    SECTION_SOURCES,
    SECTION_SUB_GOAL,
    STATIC,
    SUB_GOAL,
    SUB_INDICATOR,
    SUB_NAME,
)
from selfeval.excel.paper.page import Page
from selfeval.excel.scored.entries import behind
from selfeval.excel.scored.form_sheet.foot import kept_of
from selfeval.excel.scored.plan import Plan
from selfeval.excel.scored.record import digest, pieces

WIDTHS = (26.0, 22.0, 18.0, 16.0, 10.0, 36.0, 12.0, 14.0)
ASSUMED_COLUMNS = ("项目", "指标", "原文", "读作", "状态", "假定内容", "把握", "另一种读法")
_LAST = len(WIDTHS) - 1
_DEPARTMENT_TOTAL = "部门总分"
_WHERE_SAID = frozenset({"year_mismatch", "last_year", "rules_choice", "phone", "signed_on", "approved_on"})
"""Rows that are there only where they say something."""
_PIECE = MAX_TEXT - len(CUT) - 1

Line = tuple[str, str, str]


def write_about(page: Page, plan: Plan, assessment: Assessment, facts: dict[str, str], translate: Translate) -> None:
    """Write the sheet.

    `facts` has, as texts, `rules` and what else is known of them, `file`, `sha256`, `tool`, `who` and `when`, and the
    `record` from which `verify` builds the workbook again.
    """
    record = facts["record"]
    facts = {**facts, "record": digest(record)}
    page.put(0, 0, ABOUT, "title", to=(0, _LAST))
    page.fixed(0, 30)
    row = 2
    for section, lines in (
        (SECTION_BASIC, _basic(assessment, facts, live=page.ledger.live)),
        (SECTION_PROJECT, _projects(plan, assessment)),
        (SECTION_SUB_GOAL, _sub_goals(assessment)),
        (SECTION_SAFEGUARD, _safeguards(assessment)),
        (SECTION_SOURCES, _sources(assessment)),
    ):
        row = _section(page, row, section, list(lines))
    row = _assumed(page, row, assessment, translate)
    row = _overlong(page, row)
    _print_setup(page, row - 2)
    _record(page, row, record)


def _basic(assessment: Assessment, facts: dict[str, str], *, live: bool) -> Iterator[Line]:
    department, evaluation = assessment.evaluation.department, assessment.evaluation
    values = {
        "format": FORMAT,
        "year": str(assessment.year or ""),
        "formulas": LIVE if live else STATIC,
        "name": department.name,
        "code": department.code,
        "overall_goal": department.overall_goal,
        "budget_total": department.budget_total,
        "money_unit": department.money_unit,
        "preparer": evaluation.setting("preparer"),
        "leader": evaluation.setting("leader"),
        **{name: evaluation.setting(name) for name in ("phone", "signed_on", "approved_on")},
        "year_mismatch": evaluation.setting("year_mismatch"),
        "last_year": evaluation.setting("last_year"),
        **facts,
    }
    for key, label in ABOUT_FIELDS.items():
        if key in _WHERE_SAID and not values.get(key):
            continue
        yield SECTION_BASIC, label, values.get(key, "")


def _projects(plan: Plan, assessment: Assessment) -> Iterator[Line]:
    for item in plan.projects:
        project = item.result.project
        weight = project.claimed.execution_weight
        values = {
            "form": item.form,
            "code": project.code,
            "name": project.name,
            "title": project.title,
            "sheet": project.sheet,
            "unit": project.unit,
            "department": project.department,
            "money_unit": project.money_unit,
            "purpose": project.purpose,
            "execution_weight": "" if weight is None else plain(weight),
            "whole_department": "是" if project.whole_department else "",
            **kept_of(assessment.evaluation, project),
            **_own_signers(assessment, project),
        }
        for key, value in values.items():
            if value:
                yield project.id, PROJECT_FIELDS[key], value
        for goal in project.goals:
            yield project.id, PROJECT_FIELDS["goal"], goal


def _own_signers(assessment: Assessment, project: Project) -> dict[str, str]:
    """Who signs this form, where it is not who signs them all."""
    evaluation = assessment.evaluation
    own = {name: evaluation.value(project, name) for name in SIGNED}
    return {name: text for name, text in own.items() if text != evaluation.setting(name)}


def _sub_goals(assessment: Assessment) -> Iterator[Line]:
    for number, sub_goal in enumerate(assessment.evaluation.department.sub_goals, start=1):
        yield str(number), SUB_NAME, sub_goal.name
        yield str(number), SUB_GOAL, sub_goal.goal
        for indicator in sub_goal.indicators:
            yield str(number), SUB_INDICATOR, indicator


def _safeguards(assessment: Assessment) -> Iterator[Line]:
    for number, text in enumerate(assessment.evaluation.department.safeguards, start=1):
        yield str(number), SECTION_SAFEGUARD, text


def _sources(assessment: Assessment) -> Iterator[Line]:
    """What the scores rest on, and whether anybody held the original text against it; sheets that go out leave it."""
    pack = assessment.pack
    found: dict[tuple[str, str], Source] = {}
    for result in assessment.projects:
        for scored in result.indicators:
            if scored.method:
                found[scored.method_title, _layer(scored.layer)] = scored.citation, scored.layer
        if result.execution.applies:
            found[EXECUTION, _layer(result.execution.layer)] = result.execution.citation, result.execution.layer
    total = pack.source_of("department.total", pack.department_citation), pack.layer_of("department.total")
    for (title, _), source in {**found, (_DEPARTMENT_TOTAL, ""): total}.items():
        words = behind(*source)
        text = "，".join(part for part in (words["citation"] or "未注明依据", f"依据{words['verified']}") if part)
        yield title, "依据", f"{text}（规则层 {words['layer'] or pack.id}）"


def _layer(layer: Layer | None) -> str:
    return layer.id if layer else ""


def _section(page: Page, row: int, title: str, lines: list[Line]) -> int:
    """A titled block of section, item and content; returns the row for the next one."""
    page.put(row, 0, title, "section", to=(row, _LAST))
    page.fixed(row, 24)
    row += 1
    width = page.width(2, _LAST)
    for group, label, content in lines:
        page.put(row, 0, group, "label")
        page.put(row, 1, label, "label")
        page.put(row, 2, content, to=(row, _LAST))
        page.height(row, (group, page.widths[0]), (label, page.widths[1]), (content, width))
        row += 1
    return row + 1


def _assumed(page: Page, row: int, assessment: Assessment, translate: Translate) -> int:
    table = assumptions(assessment, translate)
    page.put(row, 0, SECTION_ASSUMED, "section", to=(row, _LAST))
    page.fixed(row, 24)
    row += 1
    for column, label in enumerate(ASSUMED_COLUMNS):
        page.put(row, column, label, "header")
    row += 1
    for cells in table.rows:
        texts = [str(cell) if cell is not None else "" for cell in cells]
        for column, text in enumerate(texts):
            page.put(row, column, text)
        page.height(row, *zip(texts, page.widths, strict=True))
        row += 1
    if not table.rows:
        page.put(row, 0, "没有假定，也没有经人确认的读法。", to=(row, _LAST))
        row += 1
    return row + 1


def _overlong(page: Page, row: int) -> int:
    """The rest of texts that no cell can hold: sheet, cell, what follows what stands there."""
    lines: list[Line] = []
    for sheet, cell, rest in list(page.ledger.overlong):
        pieces = (rest[start : start + _PIECE // 2] for start in range(0, len(rest), _PIECE // 2))
        lines += [(sheet, cell, piece) for piece in pieces]
    return _section(page, row, SECTION_OVERLONG, lines) if lines else row


def _record(page: Page, row: int, text: str) -> None:
    """The record, below what is printed, one line high however long it is."""
    page.put(row, 0, SECTION_RECORD, "section", to=(row, _LAST))
    page.fixed(row, 24)
    for number, piece in enumerate(pieces(text), start=1):
        page.put(row + number, 0, str(number), "label")
        page.put(row + number, 1, RECORD_LINE, "label")
        page.put(row + number, 2, piece, to=(row + number, _LAST))
        page.fixed(row + number, 20)


def _print_setup(page: Page, last: int) -> None:
    page.print_landscape(None, (last, _LAST))
    page.mark_internal()
    page.sheet.hide_gridlines(2)
