"""Every cell of a scored workbook against the one that the program wrote: texts, entries, and what was added."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from selfeval.core.fact_labels import AMOUNT_LABELS
from selfeval.core.model import WRITTEN
from selfeval.core.numbers import parse_number
from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.excel.book.grid import Cell, Grid, same_figure
from selfeval.excel.paper.labels import ABOUT, ABOUT_FIELDS, ROW_FACT, SIGN_LABELS, STEPS
from selfeval.excel.scored.form_sheet.read import read_form
from selfeval.excel.scored.steps_sheet.read import columns_of_steps
from selfeval.excel.scored.verify.expected import Expected
from selfeval.excel.scored.verify.facts import FACT_NAMES
from selfeval.excel.scored.verify.figures import BLANK, IF_RIGHT, RESTORE, shown_of

_ON_FORM = {name: FACT_NAMES[name] for name in ("actual", "target", "reason", "goal_actual", "budget_reason", *WRITTEN)}
_IN_STEPS = {name: FACT_NAMES[name] for name in ("evidence", "survey")}
_WHO: Mapping[str, Message] = {
    "preparer": msg("the name of the preparer"),
    "leader": msg("the name of the leader"),
    "phone": msg("the telephone number"),
    "signed_on": msg("the date of the signature"),
}
_IN_ABOUT = {ABOUT_FIELDS[name]: what for name, what in _WHO.items()} | {
    ABOUT_FIELDS["approved_on"]: msg("the day on which the accounts were approved")
}
_SIGNED = {label: _WHO[name] for name, label in SIGN_LABELS.items()} | {"盖章：": msg("the seal")}
"""What a line to sign begins with; what follows may be filled in by hand, and is told without being a difference."""


def facts_of(grid: Grid) -> Mapping[tuple[int, int], Message]:
    """Where the program's own copy of a sheet holds facts that people change."""
    places: dict[tuple[int, int], Message] = {}
    form = read_form(grid)
    if form is not None:
        for row in form.rows:
            places |= {place: _ON_FORM[name] for name, place in row.items() if name in _ON_FORM}
        for name, place in form.fields.items():
            if name in _ON_FORM:
                places[place] = _ON_FORM[name]
            elif name.partition(".")[0] in AMOUNT_LABELS:
                places[place] = msg("the amount")
    elif grid.title == STEPS:
        places |= _steps(grid)
    elif grid.title == ABOUT:
        places |= {(row, 3): _IN_ABOUT[grid.text(row, 2)] for row in grid.rows if grid.text(row, 2) in _IN_ABOUT}
    return places


def _steps(grid: Grid) -> Iterator[tuple[tuple[int, int], Message]]:
    found = columns_of_steps(grid)
    if found is None:
        return
    for row in grid.rows:
        for key, what in _IN_STEPS.items():
            yield (row, found[key]), what
        if grid.text(row, found["row"]) == ROW_FACT and "." in grid.text(row, found["indicator_id"]):
            yield (row, found["actual"]), msg("the amount")


def changed_cells(ours: Grid, theirs: Grid, told: Collection[CellRef], expectation: Expected) -> Iterator[Problem]:
    """S507 … S510 and S517: cells that hold something else than the program wrote, but for those already `told`.

    A note below or beside all that the program wrote is told without being a difference. A formula follows the facts,
    so its value is not compared here.
    """
    facts, edge = facts_of(ours), (max(ours.rows, default=0), max(ours.columns, default=0))
    for place in sorted(ours.cells.keys() | theirs.cells.keys()):
        where = theirs.ref(*place)
        expected, found = ours.cells.get(place), theirs.cells.get(place)
        if found is not None and found.formula and expected is None and ours.ref(*place) in expectation.formulas:
            continue  # a formula that showed nothing
        if found is not None and found.formula and (expected is None or not expected.formula):
            yield _formula(expected, found, where)
            continue
        if expected is not None and expected.formula and found is not None:
            continue
        if where not in told and not same(expected, found):
            yield _problem(expected, found, where, facts.get(place), inside=place[0] <= edge[0] and place[1] <= edge[1])


def same(expected: Cell | None, found: Cell | None) -> bool:
    """Whether a cell holds what was written: the same number, or the same text but for its line ends."""
    if expected is None or found is None:
        return not _text(expected) and not _text(found) and not (found is not None and found.formula)
    if expected.value is None or found.value is None:
        return expected.value is None and found.value is None and _text(expected) == _text(found)
    return same_figure(found.value, expected.value)


def _text(cell: Cell | None) -> str:
    return "" if cell is None else cell.text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _formula(expected: Cell | None, found: Cell, where: CellRef) -> Problem:
    before = Message(shown_of(expected)) if expected is not None else BLANK
    message = msg(
        "Here stands a formula, which shows {found}; the program wrote {expected} and no formula.",
        found=shown_of(found) or BLANK,
        expected=before,
    )
    return Problem("S517", Severity.ERROR, message, RESTORE, where, shown_of(found))


def _problem(
    expected: Cell | None, found: Cell | None, where: CellRef, fact: Message | None, *, inside: bool
) -> Problem:
    shown = shown_of(found)
    fields = {
        "found": Message(shown) if shown else BLANK,
        "expected": Message(shown_of(expected)) if expected else BLANK,
    }
    if expected is not None and found is not None:
        number = found.value is None and expected.value is not None and parse_number(found.text) is not None
        if number and fact is None:
            message = msg(
                "Here stands the text “{found}”, no number, where the program wrote {expected}: sums pass it over.",
                **fields,
            )
            return Problem("S508", Severity.ERROR, message, RESTORE, where, shown)
    signed = next((word for word in _SIGNED if expected is not None and expected.text.startswith(word)), "")
    if expected is not None and found is not None and signed and found.text.startswith(signed):
        if not expected.text.removeprefix(signed).strip(" 年月日"):
            message = msg("Filled in after scoring: {what}, {found}.", what=_SIGNED[signed], found=fields["found"])
            return Problem("S507", Severity.INFO, message, where=where, input=shown)
        fact = _SIGNED[signed]
    if fact is not None:
        message = msg(
            "A fact was changed after scoring: {what} is {found} here; the program wrote {expected}.",
            what=fact,
            **fields,
        )
        return Problem("S507", Severity.ERROR, message, IF_RIGHT, where, shown)
    if expected is None:
        message = msg("Here stands {found}; the program wrote nothing in this cell.", **fields)
        return Problem("S510", Severity.ERROR if inside else Severity.INFO, message, RESTORE, where, shown)
    message = msg("Here stands {found}; the program wrote {expected}.", **fields)
    return Problem("S509", Severity.ERROR, message, RESTORE, where, shown)
