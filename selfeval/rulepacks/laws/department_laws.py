"""Laws of the department's own form: each name once, points that make 100, formulas of amounts that are there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from selfeval.core.numbers import HUNDRED, plain
from selfeval.core.patterns import lazy
from selfeval.core.problems import msg
from selfeval.core.rules.choices import AmountSource, FormRow
from selfeval.core.rules.forms.arithmetic import FormulaError, names_in, parsed
from selfeval.core.rules.forms.layout import DepartmentAmount, DepartmentRow, same_name
from selfeval.core.units import is_money
from selfeval.rulepacks.laws.flaw import Flaw
from selfeval.rulepacks.text.lines import Path

_UNFIT = lazy(r"[\s()（）+\-*/×÷－−＋,，、]|^[0-9０-９.]")
"""What the name of an amount may not hold: a formula would read it as something else."""

_AIMED = frozenset({FormRow.MEASURED, FormRow.COMPUTED})


def department_flaws(
    rows: tuple[DepartmentRow, ...], amounts: tuple[DepartmentAmount, ...], raw: Mapping[str, Any]
) -> Iterator[Flaw]:
    """Everything that the rows and the amounts of the form get wrong together."""
    if not rows:
        if amounts:
            text = msg(
                "{key} has no effect without {other}; remove it", key="department_amounts", other="department_rows"
            )
            yield Flaw("R125", ("department_amounts",), text)
        return
    if not raw.get("department_rows_cite"):
        text = msg("{key} has no citation", key="department_rows")
        yield Flaw("R124", ("department_rows_cite",), text)
    yield from _twice("department_rows", [row.name for row in rows])
    yield from _twice("department_amounts", [amount.name for amount in amounts])
    yield from _duties_again(rows)
    in_rows = {same_name(row.name) for row in rows}
    for index, amount in enumerate(amounts):
        path: Path = ("department_amounts", index)
        yield from _unit(amount, (*path, "unit"))
        if same_name(amount.name) in in_rows:
            text = msg("A row of the form and an amount both have the name {name}", name=amount.name)
            yield Flaw("R126", (*path, "name"), text)
    known = [amount.name for amount in amounts]
    for index, name in enumerate(known):
        if _UNFIT.search(name):
            text = msg("A name without blanks, brackets and signs of arithmetic, not beginning with a digit, is needed")
            yield Flaw("R115", ("department_amounts", index, "name"), text)
    used: set[str] = set()
    for index, row in enumerate(rows):
        yield from _row(row, ("department_rows", index))
        if row.formula and row.kind is FormRow.COMPUTED:
            yield from _formula(row.formula, known, used, ("department_rows", index, "formula"))
    for index, name in enumerate(known):
        if name not in used:
            text = msg("No formula uses {name}", name=name)
            yield Flaw("R125", ("department_amounts", index, "name"), text)
    yield from _hundred(rows)


def _twice(key: str, names: list[str]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for index, name in enumerate(names):
        bare = same_name(name)
        if bare in seen:
            yield Flaw("R126", (key, index, "name"), msg("{name} occurs twice", name=name))
        seen.add(bare)


def _duties_again(rows: tuple[DepartmentRow, ...]) -> Iterator[Flaw]:
    """Every 分项绩效目标 has one row; a second place for them would repeat them all."""
    places = [index for index, row in enumerate(rows) if row.kind is FormRow.DUTIES]
    for index in places[1:]:
        text = msg("{name} is a second place for the duties", name=rows[index].name)
        yield Flaw("R126", ("department_rows", index, "kind"), text)


def _unit(amount: DepartmentAmount, path: Path) -> Iterator[Flaw]:
    """What the projects say is taken over in a unit that it can have: sums in money, the mean of totals in points."""
    if amount.source is AmountSource.ENTERED:
        return
    if amount.source is AmountSource.PROJECT_TOTALS:
        if amount.unit.strip() not in {"", "分"}:
            text = msg(
                "{name} is the mean of totals, in points (分), not in {unit}", name=amount.name, unit=amount.unit
            )
            yield Flaw("R115", path, text)
    elif not is_money(amount.unit):
        text = msg("{name} is a sum of money; its unit is one of money, such as 万元", name=amount.name)
        yield Flaw("R115", path, text)


def _row(row: DepartmentRow, path: Path) -> Iterator[Flaw]:
    """What a row of its kind must and must not say."""
    if (row.points is None) == (row.coefficient is None):
        yield Flaw("R111", path, msg("Either points or coefficient is needed here"))
    needed = {"target": row.kind in _AIMED, "formula": row.kind is FormRow.COMPUTED}
    for key, wanted in needed.items():
        if wanted and not getattr(row, key):
            yield Flaw("R111", (*path, key), msg("{key} is needed here", key=key))
        elif getattr(row, key) and not wanted:
            text = msg("{key} has no effect in a row of this kind; remove it", key=key)
            yield Flaw("R125", (*path, key), text)
    if row.kind is FormRow.STANDARD and not row.standard:
        yield Flaw("R111", (*path, "standard"), msg("{key} is needed here", key="standard"))


def _formula(text: str, known: list[str], used: set[str], path: Path) -> Iterator[Flaw]:
    try:
        names = names_in(parsed(text))
    except FormulaError as error:
        yield Flaw("R115", path, error.said)
        return
    used.update(names)
    for name in names:
        if name not in known:
            text_of = msg("There is no amount {name}; there are {known}", name=name, known="、".join(known) or "—")
            yield Flaw("R115", path, text_of, same=f"amount {name}")
    if not names:
        yield Flaw("R115", path, msg("The formula names no amount"))


def _hundred(rows: tuple[DepartmentRow, ...]) -> Iterator[Flaw]:
    """The rows make 100, or leave something for those with coefficients."""
    stated = sum((row.points for row in rows if row.points is not None), Decimal(0))
    by_coefficient = any(row.coefficient is not None for row in rows)
    if by_coefficient and stated >= HUNDRED:
        text = msg(
            "The stated points make {total}; nothing is left for the rows with coefficients", total=plain(stated)
        )
        yield Flaw("R120", ("department_rows",), text)
    if not by_coefficient and stated != HUNDRED:
        text = msg("The points of the department's form make {total}, not 100", total=plain(stated))
        yield Flaw("R120", ("department_rows",), text)
