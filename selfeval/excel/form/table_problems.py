"""What is said of a table's rows, columns and money before any cell is written: what has no place, what is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import AMOUNTS
from selfeval.core.problems import NOTHING, Message, Severity, msg
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.excel.book.grid import Place
from selfeval.excel.form.department import BASIC
from selfeval.excel.form.places import FormTable
from selfeval.excel.form.seating import Seating
from selfeval.excel.form.values import Wanted
from selfeval.excel.form.words import WORDS


class Told(NamedTuple):
    """One sentence with its code, and the cell and text that it speaks of."""

    code: str
    severity: Severity
    message: Message
    hint: Message = NOTHING
    place: Place | None = None
    text: str = ""


def rows_told(table: FormTable, seating: Seating) -> Iterator[Told]:
    """Rows that no indicator is for, indicators that have no row, and rows left over."""
    for slot in seating.unknown:
        message = msg("The evaluation has no indicator that this row could be; it was left as it is.")
        hint = msg("Compare the name and its tiers with the targets.")
        yield Told("F524", Severity.WARNING, message, hint, slot.places["tier3"], slot.name)
    for path, count in seating.missing.items():
        message = msg(
            "{count} more rows are needed under {path}; the form of this project was not filled.",
            count=count, path=path or "—",
        )  # fmt: skip
        hint = msg("Insert rows in the form, or hand in the scored workbook (leave --template out).")
        yield Told("F523", Severity.ERROR, message, hint, (table.header.bottom, table.header.column("tier3") or 1))
    if not seating.missing:
        yield from _left_over(table, seating)


def _left_over(table: FormTable, seating: Seating) -> Iterator[Told]:
    """Rows that were not needed and hold words of the template, in one sentence."""
    places = [slot.places.get("tier3") or slot.places["target"] for slot in seating.blank]
    places = [place for place in places if table.grid.cell(*place) is not None]
    if places:
        cells = " ".join(table.grid.ref(*place).cell for place in places)
        message = msg("Rows that were not needed still hold what the template has there: {cells}", cells=cells)
        yield Told("F534", Severity.INFO, message, msg("Delete them before handing in."), places[0])


def reasons_told(table: FormTable, evaluation: Evaluation, result: ProjectResult) -> Iterator[Told]:
    """Reasons and grounds where the form has a column neither for them nor for remarks."""
    rows = [one.indicator for one in result.indicators]
    said = [row.tier3 for row in rows if evaluation.indicator_value(result.project, row, "reason").strip()]
    if said and not {"reason", "remark"} & set(table.header.columns):
        message = msg("The form has no column for {field}; those of these rows were not written: {names}",
                      field=WORDS["reason"], names="、".join(said))  # fmt: skip
        yield Told("F528", Severity.WARNING, message, msg("They stand in the scored workbook."))


def amounts_told(amounts: Sequence[Scored]) -> Iterator[Told]:
    """The amounts behind a department's rates, for which a bureau's form rarely has rows."""
    said = "、".join(f"{one.indicator.tier3} {one.actual.text}" for one in amounts if one.actual.text)
    if said:
        message = msg("The form has no rows for the amounts behind the rates: {amounts}", amounts=said)
        yield Told("F528", Severity.INFO, message, msg("They stand in the scored workbook."))


def parted_money(table: FormTable, wanted: dict[str, Wanted]) -> Iterator[Told]:
    """What a department spends in all is not known where its form parts 基本支出 from what its projects spend.

    Takes the sums out of `wanted`, and the rate of them.
    """
    for name in AMOUNTS:
        place = table.places.get(f"{name}.{BASIC}")
        if place is not None and wanted[name].text:
            message = msg(
                "The form parts {field} into 基本支出 and 项目支出; only what the projects have is known.",
                field=WORDS[name],
            )
            yield Told("F528", Severity.INFO, message, msg("Enter 基本支出 and the sum by hand."), place)
            wanted.pop(name)
            wanted.pop("rate", None)
