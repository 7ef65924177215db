"""Scores as small expressions: computed exactly, shown as words and numbers, and written as live Excel formulas.

One tree serves every printer, so the workbook's formula *is* the formula that gave the score. Values are exact
fractions; only `Round` (half up, away from zero at the half, or cut off) leaves exactness, where the pack says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, Union

from selfeval.core.numbers import plain, round_half_up
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import RoundingMode
from selfeval.core.rules.rounding import rounded

Expr: TypeAlias = Union["Num", "Var", "Op", "If", "Round"]

_RELATIONS: Mapping[str, Callable[[int, int], bool]] = {
    ">=": lambda left, right: left >= right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    "<": lambda left, right: left < right,
    "=": lambda left, right: left == right,
}


_ADDED: Mapping[str, int] = {"+": 1, "-": -1}


@dataclass(frozen=True, slots=True)
class Num:
    """A constant of the rule, such as the 0.6 of a pass gate."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Var:
    """A quantity of the case, by its letter.

    `a` actual, `t` target, `u` upper end, `w` weight, `s` share, `e` executed, `b` base, `m` points deducted, `r`
    percent deducted of what is left then.
    """

    name: str


@dataclass(frozen=True, slots=True)
class Op:
    """`+ - * /` on two operands, `min` or `max` on any number."""

    sign: str
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class If:
    """`then` where `left relation right` holds, else `other`."""

    left: Expr
    relation: str
    right: Expr
    then: Expr
    other: Expr


@dataclass(frozen=True, slots=True)
class Round:
    """To `places` decimals: half up, or cut off."""

    inner: Expr
    places: int
    mode: RoundingMode = RoundingMode.HALF_UP


_EXACT_PLACES = 10
"""Decimals to which a spreadsheet's numbers are good."""

ZERO, ONE = Num(Decimal(0)), Num(Decimal(1))
A, T, U, W, S, E, B = (Var(name) for name in "atuwseb")


def add(*parts: Expr) -> Expr:
    """Sum of two or more parts."""
    total = parts[0]
    for part in parts[1:]:
        total = Op("+", (total, part))
    return total


def sub(left: Expr, right: Expr) -> Expr:
    """Difference."""
    return Op("-", (left, right))


def mul(left: Expr, right: Expr) -> Expr:
    """Product; a factor of one disappears."""
    if left == ONE:
        return right
    return left if right == ONE else Op("*", (left, right))


def div(left: Expr, right: Expr) -> Expr:
    """Quotient; the caller makes sure that the divisor is not zero."""
    return Op("/", (left, right))


def least(*parts: Expr) -> Expr:
    """The smallest part."""
    return Op("min", parts)


def greatest(*parts: Expr) -> Expr:
    """The largest part."""
    return Op("max", parts)


def within(score: Round, weight: Decimal) -> Expr:
    """The score, never above its weight: rounded half up to fewer decimals than the weight has, it could be.

    `3.125` points earned in full would be 3.13, and 32 such rows more than 100; cut off they are 3.12.
    """
    fits = score.mode is RoundingMode.DOWN or round_half_up(weight, score.places) == weight
    return score if fits else Op("min", (score, W))


def unrounded(expr: Expr) -> Expr:
    """What stands inside the rounding of a score."""
    match expr:
        case Round(inner) | Op("min", (Round(inner), Var("w"))):
            return inner
    return expr


def result_of(expr: Expr, values: Mapping[str, Fraction]) -> tuple[Fraction, Decimal]:
    """What a score's expression comes to before its rounding, and the points.

    Points have as many decimals as they are rounded to, or as their weight has.
    """
    match expr:
        case Round(inner, places, mode):
            before = evaluate(inner, values)
            return before, rounded(before, places, mode)
        case Op("min", (Round() as score, Var("w"))):
            (before, points), weight = result_of(score, values), values["w"]
            return before, points if points <= weight else Decimal(weight.numerator) / Decimal(weight.denominator)
    message = "not the expression of a score"
    raise ValueError(message)


def evaluate(expr: Expr, values: Mapping[str, Fraction]) -> Fraction:
    """The exact value; `KeyError` for a variable without a value, `ZeroDivisionError` for a zero divisor."""
    return Fraction(*_ratio(expr, values))


def _ratio(expr: Expr, values: Mapping[str, Fraction]) -> tuple[int, int]:
    """The value as numerator and denominator, not reduced, which each step would do anew; the denominator above 0.

    No `match`, which takes twice as long: this is asked thirty times a row.
    """
    if isinstance(expr, Op):
        return _operate(expr.sign, [_ratio(part, values) for part in expr.parts])
    if isinstance(expr, Var):
        return values[expr.name].as_integer_ratio()
    if isinstance(expr, Num):
        return expr.value.as_integer_ratio()
    if isinstance(expr, If):
        return _ratio(expr.then if _holds(expr, values) else expr.other, values)
    before = Fraction(*_ratio(expr.inner, values))
    return rounded(before, expr.places, expr.mode).as_integer_ratio()


def _holds(expr: If, values: Mapping[str, Fraction]) -> bool:
    (left, under_left), (right, under_right) = _ratio(expr.left, values), _ratio(expr.right, values)
    return _RELATIONS[expr.relation](left * under_right, right * under_left)


def _operate(sign: str, operands: list[tuple[int, int]]) -> tuple[int, int]:
    found = operands[0]
    for other in operands[1:]:
        (left, under_left), (right, under_right) = found, other
        if sign in {"min", "max"}:
            smaller = right * under_left < left * under_right
            found = other if smaller == (sign == "min") else found
        elif sign in _ADDED:
            found = left * under_right + _ADDED[sign] * right * under_left, under_left * under_right
        elif sign == "*":
            found = left * right, under_left * under_right
        elif right == 0:
            raise ZeroDivisionError
        else:
            found = left * under_right * (1 if right > 0 else -1), under_left * abs(right)
    return found


def taken(expr: Expr, values: Mapping[str, Fraction]) -> Expr:
    """The expression with every condition, minimum and maximum replaced by the branch that these values take."""
    match expr:
        case If(then=then, other=other):
            return taken(then if _holds(expr, values) else other, values)
        case Round(inner, places, mode):
            return Round(taken(inner, values), places, mode)
        case Op(sign, parts) if sign in {"min", "max"}:
            wanted = evaluate(expr, values)
            return next(taken(part, values) for part in parts if evaluate(part, values) == wanted)
        case Op("*", (left, right)):
            return mul(taken(left, values), taken(right, values))
        case Op(sign, parts):
            return Op(sign, tuple(taken(part, values) for part in parts))
        case _:
            return expr


_SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}
_TIGHT = {"*", "/"}


def _choice(condition: str, then: str, other: str) -> str:
    return f"(if {condition}: {then}; else {other})"


def shown(expr: Expr, name: Callable[[str], str], choice: Callable[[str, str, str], str] = _choice) -> str:
    """The expression for people: `(a − t) ÷ t × w`.

    `name` gives the word or the number for each variable, `choice` the words for a condition and its two branches. A
    rounding at the outside is not shown; the caller says it in words.
    """

    def inner(part: Expr) -> str:
        return shown(part, name, choice)

    match expr:
        case Num(value):
            return plain(value)
        case Var(variable):
            return name(variable)
        case Round(whole):
            return inner(whole)
        case If(left, relation, right, then, other):
            pretty = {">=": "≥", "<=": "≤"}.get(relation, relation)
            return choice(f"{inner(left)} {pretty} {inner(right)}", inner(then), inner(other))
        case Op("max", (whole, Op("-", (zero, negative)))) if zero == ZERO and whole == negative:
            return f"|{inner(whole)}|"
        case Op(sign, parts) if sign in {"min", "max"}:
            return f"{sign.upper()}({', '.join(inner(part) for part in parts)})"
        case Op(sign, (left, right)):
            sides = (_side(left, inner(left), sign, right=False), _side(right, inner(right), sign, right=True))
            return _SIGNS[sign].join(sides)
    return ""  # pragma: no cover - the match above is complete


def _side(part: Expr, text: str, sign: str, *, right: bool) -> str:
    """The text of an operand, in parentheses where leaving them out would change the value."""
    if not isinstance(part, Op) or part.sign in {"min", "max"}:
        return text
    looser = sign in _TIGHT and part.sign not in _TIGHT
    same_but_right = right and sign in {"-", "/"} and (part.sign in _TIGHT) == (sign in _TIGHT)
    return f"({text})" if looser or same_but_right else text


def excel_rounded(inner: str, places: int, mode: RoundingMode) -> str:
    """A rounding in the formula language of spreadsheets.

    What is cut off is rounded first, at a place where no score has a figure: binary arithmetic makes 8.5 an 8.4999….
    """
    if mode is RoundingMode.DOWN:
        return f"ROUNDDOWN(ROUND({inner},{_EXACT_PLACES}),{places})"
    return f"ROUND({inner},{places})"


def excel(expr: Expr, cell: Callable[[str], str]) -> str:
    """The expression in the formula language of spreadsheets (without the leading `=`); `cell` addresses a variable."""
    match expr:
        case Num(value):
            return plain(value)
        case Var(name):
            return cell(name)
        case Round(inner, places, mode):
            return excel_rounded(excel(inner, cell), places, mode)
        case If(left, relation, right, then, other):
            condition = f"{excel(left, cell)}{relation}{excel(right, cell)}"
            return f"IF({condition},{excel(then, cell)},{excel(other, cell)})"
        case Op(sign, parts) if sign in {"min", "max"}:
            return f"{sign.upper()}({','.join(excel(part, cell) for part in parts)})"
        case Op(sign, (left, right)):
            return f"({excel(left, cell)}{sign}{excel(right, cell)})"
    return ""  # pragma: no cover - the match above is complete
