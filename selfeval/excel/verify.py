"""Recompute a scored workbook from its own facts and name every cell that differs.

The facts are read back, scored again, and the workbook is built anew in memory; every figure that the program would
write is held against the one that stands there. Works on stored values, so it needs no spreadsheet program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from selfeval.core.assessment import Assessment, assess
from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.numbers import parse_number, parse_percent, plain
from selfeval.core.problems import NOTHING, CellRef, Message, Problem, Severity, msg, untranslated
from selfeval.core.rates import printed_rate
from selfeval.core.rules import RulePack
from selfeval.excel.grid import Book, Cell, Grid
from selfeval.excel.read import ReadResult
from selfeval.excel.scored import read_scored
from selfeval.excel.scored_about import find_about, read_about, recorded_rules
from selfeval.excel.verify_facts import changed_facts, hidden_parts
from selfeval.excel.verify_gather import gathered
from selfeval.excel.verify_reasons import changed_reasons
from selfeval.excel.write import Provenance, build
from selfeval.excel.write_labels import DEVIATIONS, LIVE, STEPS, SUMMARY
from selfeval.excel.write_page import Figure
from selfeval.excel.write_plan import FORM_HEADER, STEPS_HEADER, SUMMARY_HEADER, make_plan

TOLERANCE = Decimal("1e-9")
"""What stored binary numbers may lie beside the exact figure."""

_FROM_FACTS = frozenset(
    {"reading", "target_value", "share", "weight", "base_weight", "execution_weight", "score", "exact", "base", "fact"}
)
_SHARES = frozenset({"rate", "tier_rate"})
_TOTALS = frozenset({"total", "weight_sum", "grade"})
_WORDS: Mapping[str, Message] = {
    "reading": msg("the actual as read"),
    "target_value": msg("the target as read"),
    "share": msg("the share of the answer"),
    "fact": msg("the amount as read"),
    "base": msg("the base of the execution rate"),
    "weight": msg("the weight"),
    "base_weight": msg("the weight"),
    "form_weight": msg("the weight"),
    "execution_weight": msg("the weight of the execution rate"),
    "score": msg("the score"),
    "exact": msg("the unrounded score"),
    "form_score": msg("the score"),
    "execution_score": msg("the score of the execution rate"),
    "rate": msg("the execution rate"),
    "program": msg("the program's own figure"),
    "difference": msg("the difference"),
    "weight_sum": msg("the sum of the weights"),
    "total": msg("the total"),
    "grade": msg("the grade"),
    "lost": msg("the list of points lost"),
    "money_unit": msg("the unit of the amounts"),
    "amount": msg("the amount"),
    "edit": msg("the note on where to change it"),
}
_BLANK = msg("(blank)")


def verify(book: Book, pack: RulePack, formulas: Mapping[CellRef, str] | None = None) -> tuple[Problem, ...]:
    """Every difference between a scored workbook and what its own facts give under the pack; empty if there is none.

    Codes: R201 another rule pack than the one recorded; F210 and F211 changed layout; S401 a figure read or scored from
    the facts, S402 the program's own figure, S501 totals and grades, S502 other figures, S503 the difference column,
    S504 a formula replaced by a value, S505 a formula without its value, S506 another formula than the program's
    S507 a fact changed after scoring, S508 a number typed as text, F213 hidden parts
    (S506 only where `formulas` from `read_formulas` are given: a changed formula may still show the right figure).

    Raises:
        SelfEvalError: F114 where the workbook cannot be read back.
    """
    result = read_scored(book)
    assessment = assess(evaluation_of(result), pack)
    live = _is_live(book)
    figures = figures_of(assessment, live=live)
    problems = [*_rules(book, pack), *result.problems]
    sheets = matched_sheets(book, assessment, result)
    shifted = {grid.title for name, grid in sheets.items() if grid is not None and _shifted(name, grid)}
    problems += [_moved(title) for title in sorted(shifted)]
    problems += [_gone(name) for name, grid in sheets.items() if grid is None]
    problems += [*changed_facts(book, result), *hidden_parts(book)]
    listed = sheets.get(DEVIATIONS)
    if listed is not None and listed.title not in shifted:
        problems += changed_reasons(assessment, listed)
    for figure in figures:
        grid = sheets.get(figure.sheet)
        if grid is not None and grid.title not in shifted:
            problems += _compare(grid, figure, formulas)
            problems += _formula(grid, figure, formulas or {})
    return gathered(problems)


def figures_of(assessment: Assessment, *, live: bool) -> tuple[Figure, ...]:
    """Every figure that the program would write for an assessment."""
    return build(assessment, (), _NOBODY, translate=untranslated, values_only=not live)[1]


def evaluation_of(result: ReadResult) -> Evaluation:
    """The evaluation that a scored workbook holds."""
    facts = {FactKey("", "", name): value for name, value in result.settings.items()}
    return Evaluation(result.department, facts)


_NOBODY = Provenance("", "", "", "", datetime(2000, 1, 1))  # noqa: DTZ001 - only the figures of this copy are used


def _is_live(book: Book) -> bool:
    grid = find_about(book)
    return grid is not None and read_about(grid).basic.get("formulas") == LIVE


def _rules(book: Book, pack: RulePack) -> Iterator[Problem]:
    grid, recorded = find_about(book), recorded_rules(book)
    if recorded.id == pack.id and recorded.sha256 in {pack.sha256, *pack.byte_hashes}:
        return
    message = msg(
        "The workbook was scored under {recorded} (hash {old}), not under this {id} (hash {new}).",
        recorded=f"{recorded.id} {recorded.version}".strip() or "?",
        old=(recorded.sha256 or "?")[:12],
        id=f"{pack.id} {pack.version}",
        new=pack.sha256[:12] or "?",
    )
    hint = msg(
        "Differences below may come from the other rules; name the pack that was used: --rules {file}.",
        file=f"{recorded.id or pack.id}.toml",
    )
    where = CellRef(grid.title, "") if grid is not None else None
    yield Problem("R201", Severity.ERROR, message, hint, where, recorded.sha256)


def matched_sheets(book: Book, assessment: Assessment, result: ReadResult) -> dict[str, Grid | None]:
    """Sheets of the rebuilt workbook by name → the sheets of this one, forms that were renamed included."""
    plan = make_plan(assessment)
    forms = {item.form: project.sheet for item, project in zip(plan.projects, result.department.projects, strict=True)}
    by_title = {grid.title: grid for grid in book.sheets}
    return {name: by_title.get(forms.get(name, name)) for name in (*forms, SUMMARY, STEPS, DEVIATIONS)}


def _shifted(name: str, grid: Grid) -> bool:
    """Whether the headers of a sheet no longer stand where the program puts them."""
    anchors = {SUMMARY: (SUMMARY_HEADER, 1, "序号"), STEPS: (STEPS_HEADER, 1, "项目"), DEVIATIONS: (2, 1, "项目")}
    row, column, label = anchors.get(name, (FORM_HEADER, 2, "一级指标"))
    return grid.text(row + 1, column) != label


def _compare(grid: Grid, figure: Figure, formulas: Mapping[CellRef, str] | None) -> Iterable[Problem]:
    cell = grid.cell(figure.row, figure.column)
    where = grid.ref(figure.row, figure.column)
    if cell is not None and cell.missing:
        return [_without_value(figure, where)]
    if (
        cell is not None
        and cell.value is None
        and isinstance(figure.value, Decimal)
        and _typed(cell, figure.about.role) is not None
    ):
        return [_as_text(figure, cell, where)]
    if not _agrees(figure, cell):
        return [_difference(figure, cell, where)]
    if cell is None and figure.value is None:  # a grid has no cells that show nothing, formulas or not
        return [_frozen(figure, cell, where)] if figure.formula and formulas and where not in formulas else []
    if figure.formula and (cell is None or not cell.formula):
        return [_frozen(figure, cell, where)]
    return []


def _formula(grid: Grid, figure: Figure, formulas: Mapping[CellRef, str]) -> Iterator[Problem]:
    where = grid.ref(figure.row, figure.column)
    found = formulas.get(where, "")
    if found and figure.formula and _normal(found) != _normal(figure.formula):
        message = msg(
            "The formula was changed: it is {found}, the program wrote {expected}.",
            found=Message(found),
            expected=Message(figure.formula),
        )
        hint = msg("Open the workbook in the program and write it again.")
        yield Problem("S506", Severity.ERROR, message, hint, where, found, *_about(figure))


def _normal(formula: str) -> str:
    """A formula without what spreadsheet programs write differently: quotes, spaces and `$`, and the case."""
    return re.sub(r"[\s'$]", "", formula).removeprefix("=").upper()


def _agrees(figure: Figure, cell: Cell | None) -> bool:
    expected = figure.value
    if expected is None:
        return cell is None or not cell.text.strip()
    if cell is None:
        return False
    if isinstance(expected, str):
        return cell.text.strip() == expected.strip()
    return cell.value is not None and abs(cell.value - expected) <= TOLERANCE * max(Decimal(1), abs(expected))


def _difference(figure: Figure, cell: Cell | None, where: CellRef) -> Problem:
    role = figure.about.role
    found = Message(_shown(cell)) if cell is not None and cell.text.strip() else _BLANK
    expected = _BLANK if figure.value is None else Message(_text(figure.value))
    what = _WORDS.get(role, msg("this figure"))
    fields = {"what": what, "found": found, "expected": expected}
    if role == "difference":
        code, message = "S503", msg("The difference column shows {found}; it must show 0.", found=found)
        hint = msg("The facts were changed after scoring; open the workbook in the program and write it again.")
    elif role == "program":
        code, message = "S402", msg("Here {what} is {found}; the facts of this workbook give {expected}.", **fields)
        hint = msg("The facts or this figure were changed after scoring; open it in the program and write it again.")
    elif role in _FROM_FACTS:
        code, message = "S401", msg("Here {what} is {found}; the facts of this workbook give {expected}.", **fields)
        hint = msg("Derived from the facts: look at the target, the actual, the weight and the formula of this row.")
    else:
        code = "S501" if role in _TOTALS else "S502"
        message = msg("Here {what} is {found}; the scores of this workbook give {expected}.", **fields)
        hint = msg("Arithmetic: restore the formula, or open the workbook in the program and write it again.")
    project, indicator = _about(figure)
    return Problem(code, Severity.ERROR, message, hint, where, _shown(cell), project, indicator)


def _typed(cell: Cell, role: str) -> Decimal | None:
    """The number that a text stands for; a rate is a share, everything else in percent a number of 100."""
    if role in _SHARES and (printed := printed_rate(cell.text, None)):
        return parse_number(plain(printed.share))
    return parse_percent(cell.text) if cell.text.strip().endswith(("%", "％")) else parse_number(cell.text)


def _as_text(figure: Figure, cell: Cell, where: CellRef) -> Problem:
    what = _WORDS.get(figure.about.role, msg("this figure"))
    found, number = cell.text.strip(), _typed(cell, figure.about.role)
    message = msg("Here {what} is the text “{found}”, no number: sums pass it over.", what=what, found=found)
    if number != figure.value:
        message = msg(
            "Here {what} is the text “{found}”, no number, and not the {expected} that this workbook gives.",
            what=what,
            found=found,
            expected=_text(figure.value or Decimal(0)),
        )
    hint = msg("Restore the formula, or open the workbook in the program and write it again.")
    return Problem("S508", Severity.ERROR, message, hint, where, found, *_about(figure))


def _frozen(figure: Figure, cell: Cell | None, where: CellRef) -> Problem:
    message = msg("A formula was replaced by the value {found}; it no longer follows the facts.", found=_shown(cell))
    hint = msg("Open the workbook in the program and write it again.")
    return Problem("S504", Severity.WARNING, message, hint, where, _shown(cell), *_about(figure))


def _without_value(figure: Figure, where: CellRef) -> Problem:
    message = msg("This formula has no stored value, so nobody can say what it shows.")
    hint = msg("Open the workbook in Excel or WPS, save it and verify again.")
    return Problem("S505", Severity.ERROR, message, hint, where, "", *_about(figure))


def _moved(title: str) -> Problem:
    message = msg("Rows or columns of the sheet {sheet} were moved, so its figures cannot be compared.", sheet=title)
    hint = msg("Open the workbook in the program and write it again.")
    return Problem("F211", Severity.ERROR, message, hint, CellRef(title, ""))


def _gone(title: str) -> Problem:
    message = msg("The sheet {sheet} is missing.", sheet=title)
    return Problem("F212", Severity.ERROR, message, NOTHING, CellRef(title, ""))


def _about(figure: Figure) -> tuple[str, str]:
    """Ids for the problem; only rows of indicators have one of their own."""
    named = figure.about.role in {"reading", "target_value", "share", "weight", "score", "exact", "form_score"}
    project = "" if figure.about.role == "lost" else figure.about.project
    return project, figure.about.indicator if named else ""


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return plain(cell.value) if cell.value is not None else cell.text.strip()


def _text(value: Decimal | str) -> str:
    return value if isinstance(value, str) else plain(value)
