"""Amounts of money ten thousand times apart from those beside them: written in 元 where 万元 is meant, or the reverse.

The one rule behind the question while an amount is entered and the finding about one that stands in a workbook. Only an
amount without a unit in words is asked about, and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from selfeval.core.model import AMOUNTS, SOURCES
from selfeval.core.numbers import parse_quantity, plain, round_half_up
from selfeval.core.problems import Message, msg
from selfeval.core.readings import Assumption
from selfeval.core.scoring.budget import Budget
from selfeval.core.units import convert

AMOUNT_LABELS: Mapping[str, Message] = {
    "initial": msg("initial budget"),
    "adjusted": msg("adjusted budget"),
    "executed": msg("amount executed"),
}
"""年初预算数, 全年预算数, 全年执行数."""

_UNITS = ("元", "千元", "万元", "亿元")
"""From the smallest to the largest: one of them was probably meant in the place of the heading's."""
_ABOVE, _BELOW = 100, Fraction(1, 5000)
"""An amount is never a hundred times another one of its project; a share of it may be small, but not that small."""
_SPENT = 5000
"""What is spent may be little; a budget so many times as large was hardly meant."""
_APART = 1000
"""Projects differ in size, and a department has 基本支出 as well: only this far apart is asked about, and only …"""
_HUGE, _TINY = Decimal(1_000_000_000), 1000
"""… for an amount of at least ten 亿元 that is not in 元, or one below 1,000 元, which would hardly be a project."""


def amount_slip(budget: Budget, field: str) -> Assumption | None:
    """The slip that an amount looks like beside the other ones of its project, None where it looks like none.

    `field` is a key such as `executed` or `initial.fiscal`. Its `offer` is the amount with the unit that was probably
    meant, in the words of a text that can be entered.
    """
    amount, text = budget.amount(field), budget.texts.get(field, "").strip()
    if not amount or amount < 0 or not text or _says_unit(text):
        return None
    for other, limit in _beside(budget, field):
        whole = budget.amount(other)
        if whole and whole > 0 and _is_far(amount, whole, budget.unit, limit):
            return _slip(text, amount, budget.unit, whole, AMOUNT_LABELS[other])
    return None


def rate_in_doubt(budget: Budget) -> bool:
    """Whether an amount that the execution rate is worked out from looks like a slip: then no score of it is sure."""
    return any(amount_slip(budget, field) is not None for field in ("adjusted", "executed"))


def project_slip(budget: Budget, other: Decimal, title: str, total: Decimal | None) -> tuple[str, Assumption] | None:
    """The budgeted amount of a project that looks like a slip beside another project or the total, and the slip.

    Args:
        budget: the project's.
        other: the budgeted amount of the other project in the same unit, 0 where there is none; the largest one for
            a budget in 元, else the smallest one.
        title: what the other project is called.
        total: the department's total in that unit, None where unknown.
    """
    field = next((name for name in AMOUNTS[:2] if budget.texts.get(name, "").strip()), "")
    amount, text = budget.amount(field), budget.texts.get(field, "").strip()
    if not amount or amount < 0 or _says_unit(text):
        return None
    if total and budget.unit != "元" and amount >= _ABOVE * total:
        return field, _slip(text, amount, budget.unit, total, msg("department's total"))
    in_yuan = convert(amount, budget.unit, "元") or Decimal(0)
    large = budget.unit != "元" and in_yuan >= _HUGE and amount >= _APART * other
    small = budget.unit != _UNITS[-1] and in_yuan < _TINY and amount * _APART <= other
    if other > 0 and (large or small):
        return field, _slip(text, amount, budget.unit, other, msg("budget of “{title}”", title=title))
    return None


def total_slip(text: str, total: Decimal, unit: str, parts: Decimal) -> Assumption | None:
    """The slip that a department's total looks like beside the sum of its projects."""
    if parts <= 0 or total <= 0 or _says_unit(text):
        return None
    large, small = unit != "元" and total >= _APART * parts, unit == "元" and total * _APART <= parts
    if not (large or small):
        return None
    return _slip(text.strip(), total, unit, parts, msg("sum of the projects"))


def _beside(budget: Budget, field: str) -> Iterator[tuple[str, int]]:
    """The amounts that a field is held against, written ones only, and how many times as large as each it may be."""
    name, _, part = field.partition(".")
    wholes = [("initial" if name == "adjusted" else "adjusted", _ABOVE)]
    wholes = [(name, _ABOVE), *wholes] if part else wholes
    wholes += [("initial", _ABOVE)] if name == "executed" else [("executed", _SPENT)]
    for other, limit in wholes:
        if other in budget.texts or any(f"{other}.{source}" in budget.texts for source in SOURCES):
            yield other, limit


def _is_far(amount: Decimal, whole: Decimal, unit: str, limit: int) -> bool:
    """Whether it is too small for an amount in 元, or too large for one in any larger unit."""
    if unit == "元":
        return Fraction(amount) <= _BELOW * Fraction(whole)
    return amount >= limit * whole


def _says_unit(text: str) -> bool:
    quantity = parse_quantity(text)
    return quantity is not None and bool(quantity[1])


def _meant(times: Fraction, unit: str) -> str:
    """The unit in which an amount, so many times the other one as it is written, is nearest to it."""

    def apart(other: str) -> Fraction:
        size = convert(Decimal(1), other, unit)
        nearer = times * Fraction(size) if size else Fraction(0)
        return max(nearer, 1 / nearer) if nearer else Fraction(10**12)

    return min((other for other in _UNITS if other != unit), key=apart)


def _slip(text: str, amount: Decimal, unit: str, whole: Decimal, other: Message) -> Assumption:
    times = Fraction(amount) / Fraction(whole)
    offer = f"{text}{_meant(times, unit)}"
    said = msg(
        "{text}{unit} is {times} times the {other} of {whole}{unit}: {offer}?",
        text=text,
        unit=unit,
        times=plain(round_half_up(times, 0) if times >= 1 else round_half_up(times, 6)),
        other=other,
        whole=plain(whole),
        offer=offer,
    )
    return Assumption("money_unit", said, offer=offer)
