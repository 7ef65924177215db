"""The figures of a scored workbook against those that its facts give: cell by cell, value and formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from selfeval.core.numbers import parse_number, parse_percent, plain
from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.core.texts.shapes.rates import printed_rate
from selfeval.excel.book.grid import Cell, Grid, same_figure
from selfeval.excel.paper.page import Figure

_APART = lazy(r"[\s'$]")
_FROM_FACTS = frozenset(
    {"reading", "target_value", "share", "weight", "base_weight", "execution_weight", "score", "exact", "base", "fact"}
)
_SHARES = frozenset({"rate", "tier_rate"})
_TOTALS = frozenset({"total", "weight_sum", "grade"})
WORDS: Mapping[str, Message] = {
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
BLANK = msg("(blank)")
RESTORE = msg("Restore it, or open the workbook in the program and write it again.")
IF_RIGHT = msg("If the new text is right, open the workbook in the program and write it again; else restore it.")
"""What to do about a cell that the program writes, and about a text that people may change."""


def compare(grid: Grid, figure: Figure, formulas: Mapping[CellRef, str]) -> Iterable[Problem]:
    """What is wrong with the value of a figure: nothing, or one problem (S401, S402, S501 … S505, S508)."""
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


def changed_formula(
    grid: Grid, figure: Figure, formulas: Mapping[CellRef, str], written: str, titles: Mapping[str, str]
) -> Iterator[Problem]:
    """S506 where a formula is neither the one that the facts give nor the one that was `written`.

    `titles` are those of the sheets now by what the program called them: a renamed sheet changes no formula.
    """
    where = grid.ref(figure.row, figure.column)
    found = formulas.get(where, "")
    expected = {normal(formula, titles) for formula in (figure.formula, written) if formula}
    if found and expected and normal(found, {}) not in expected:
        message = msg(
            "The formula was changed: it is {found}, the program wrote {expected}.",
            found=Message(found),
            expected=Message(figure.formula),
        )
        hint = msg("Open the workbook in the program and write it again.")
        yield Problem("S506", Severity.ERROR, message, hint, where, found, *_about(figure))


def normal(formula: str, titles: Mapping[str, str]) -> str:
    """A formula without what spreadsheet programs write differently: quotes, spaces and `$`, and the case."""
    text = _APART.sub("", formula).removeprefix("=")
    for old, new in titles.items():
        now = _APART.sub("", new) + "!"
        text = now.join(re.split(rf"(?<!\w){re.escape(_APART.sub('', old))}!", text))
    return text.upper()


def _agrees(figure: Figure, cell: Cell | None) -> bool:
    expected = figure.value
    if expected is None:
        return cell is None or not cell.text.strip()
    if cell is None:
        return False
    if isinstance(expected, str):
        return cell.text.strip() == expected.strip()
    return cell.value is not None and same_figure(cell.value, expected)


def _difference(figure: Figure, cell: Cell | None, where: CellRef) -> Problem:
    role = figure.about.role
    found = Message(shown_of(cell)) if cell is not None and cell.text.strip() else BLANK
    expected = BLANK if figure.value is None else Message(text_of(figure.value))
    what = WORDS.get(role, msg("this figure"))
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
    return Problem(code, Severity.ERROR, message, hint, where, shown_of(cell), project, indicator)


def _typed(cell: Cell, role: str) -> Decimal | None:
    """The number that a text stands for; a rate is a share, everything else in percent a number of 100."""
    if role in _SHARES and (printed := printed_rate(cell.text, None)):
        return parse_number(plain(printed.share))
    return parse_percent(cell.text) if cell.text.strip().endswith(("%", "％")) else parse_number(cell.text)


def _as_text(figure: Figure, cell: Cell, where: CellRef) -> Problem:
    what = WORDS.get(figure.about.role, msg("this figure"))
    found, number = cell.text.strip(), _typed(cell, figure.about.role)
    message = msg("Here {what} is the text “{found}”, no number: sums pass it over.", what=what, found=found)
    if number != figure.value:
        message = msg(
            "Here {what} is the text “{found}”, no number, and not the {expected} that this workbook gives.",
            what=what,
            found=found,
            expected=text_of(figure.value or Decimal(0)),
        )
    hint = msg("Restore the formula, or open the workbook in the program and write it again.")
    return Problem("S508", Severity.ERROR, message, hint, where, found, *_about(figure))


def _frozen(figure: Figure, cell: Cell | None, where: CellRef) -> Problem:
    message = msg("A formula was replaced by the value {found}; it no longer follows the facts.", found=shown_of(cell))
    hint = msg("Open the workbook in the program and write it again.")
    return Problem("S504", Severity.WARNING, message, hint, where, shown_of(cell), *_about(figure))


def _without_value(figure: Figure, where: CellRef) -> Problem:
    message = msg("This formula has no stored value, so nobody can say what it shows.")
    hint = msg("Open the workbook in Excel or WPS, save it and verify again.")
    return Problem("S505", Severity.ERROR, message, hint, where, "", *_about(figure))


def _about(figure: Figure) -> tuple[str, str]:
    """Ids for the problem; only rows of indicators have one of their own."""
    named = figure.about.role in {"reading", "target_value", "share", "weight", "score", "exact", "form_score"}
    project = "" if figure.about.role == "lost" else figure.about.project
    return project, figure.about.indicator if named else ""


def shown_of(cell: Cell | None) -> str:
    """What a cell holds, as sentences show it."""
    if cell is None:
        return ""
    return plain(cell.value) if cell.value is not None else cell.text.strip()


def text_of(value: Decimal | str) -> str:
    """A figure as sentences show it."""
    return value if isinstance(value, str) else plain(value)
