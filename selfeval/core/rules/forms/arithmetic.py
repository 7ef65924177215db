"""The formulas that a pack states for computed rows, `(年末数 - 年初数) ÷ 年初数`, as expressions; nothing is run.

A formula holds names of amounts, numbers, `+ - * /` (also `＋ － × ÷`), brackets, `abs(…)`, `max(…, …)`, `min(…, …)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from selfeval.core.numbers import halfwidth
from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, msg
from selfeval.core.rules.formula import ZERO, Expr, If, Num, Op, Round, Var, greatest, sub

MOST_CHARACTERS = 400
"""Of a formula; no ratio that a form prints comes near it."""

_TOKEN = lazy(r"\s*([0-9]+(?:\.[0-9]+)?%?|[^\s()+\-*/,0-9.][^\s()+\-*/,]*|[()+\-*/,])")
_SIGNS = str.maketrans({"×": "*", "÷": "/", "－": "-", "−": "-", "＋": "+", "（": "(", "）": ")", "，": ",", "、": ","})
_FUNCTIONS = {"abs": 1, "max": 2, "min": 2, "绝对值": 1}
_DEEPEST = 20
_ABSOLUTE_DEPTH = _DEEPEST // 2 + 1
"""As how many brackets an absolute value counts: it holds its inside twice, max(x, 0 − x), so that none stands inside
another, or the formula would not fit into the 8,192 characters of a cell."""


class FormulaError(ValueError):
    """A formula that cannot be read; `said` is why."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.template)
        self.said = said


@lru_cache(maxsize=256)
def parsed(text: str) -> Expr:
    """The expression of a formula, its amounts as variables by their names; `FormulaError` where it is none."""
    if len(text) > MOST_CHARACTERS:
        raise FormulaError(msg("The formula is longer than {limit} characters.", limit=MOST_CHARACTERS))
    reader = _Reader(list(_tokens(text)))
    expr = reader.sum(0)
    if reader.rest:
        raise FormulaError(msg("“{sign}” is not expected in the formula.", sign=reader.rest[0]))
    return expr


def names_in(expr: Expr) -> tuple[str, ...]:
    """The amounts that a formula names, each once, from left to right."""
    match expr:
        case Var(name):
            return (name,)
        case Op(_, parts):
            return tuple(dict.fromkeys(name for part in parts for name in names_in(part)))
        case If(left, _, right, then, other):
            return tuple(dict.fromkeys(name for part in (left, right, then, other) for name in names_in(part)))
        case Round(inner):
            return names_in(inner)
    return ()


def _tokens(text: str) -> Iterator[str]:
    plain, place = halfwidth(text).translate(_SIGNS).strip(), 0
    while place < len(plain):
        found = _TOKEN.match(plain, place)
        if found is None:
            raise FormulaError(msg("“{sign}” is not expected in the formula.", sign=plain[place:].strip()[:1]))
        yield found[1]
        place = found.end()


class _Reader:
    """Reads tokens from left to right: sums of products of values."""

    def __init__(self, tokens: list[str]) -> None:
        self.rest = tokens

    def sum(self, depth: int) -> Expr:
        """Parts joined by + and -."""
        if depth > _DEEPEST:
            raise FormulaError(msg("The formula has too many brackets inside each other."))
        total = self._product(depth)
        while self._next() in {"+", "-"}:
            sign = self.rest.pop(0)
            total = Op(sign, (total, self._product(depth)))
        return total

    def _product(self, depth: int) -> Expr:
        total = self._value(depth)
        while self._next() in {"*", "/"}:
            sign = self.rest.pop(0)
            total = Op(sign, (total, self._value(depth)))
        return total

    def _value(self, depth: int) -> Expr:
        if not self.rest:
            raise FormulaError(msg("The formula ends too early."))
        token = self.rest.pop(0)
        if token == "(":
            inner = self.sum(depth + 1)
            self._take(")")
            return inner
        if token[0].isdecimal() and token[0].isascii():
            number = Decimal(token.removesuffix("%"))
            return Num(number / 100 if token.endswith("%") else number)
        if self._next() == "(" and token.lower() in _FUNCTIONS:
            return self._call(token.lower(), depth)
        if token in "()+-*/,":
            raise FormulaError(msg("“{sign}” is not expected in the formula.", sign=token))
        return Var(token)

    def _call(self, name: str, depth: int) -> Expr:
        self._take("(")
        inside = depth + (_ABSOLUTE_DEPTH if _FUNCTIONS[name] == 1 else 1)
        parts = [self.sum(inside)]
        while self._next() == ",":
            self.rest.pop(0)
            parts.append(self.sum(inside))
        self._take(")")
        if (len(parts) != 1 and _FUNCTIONS[name] == 1) or len(parts) < _FUNCTIONS[name]:
            raise FormulaError(msg("{name} takes another number of parts.", name=name))
        if _FUNCTIONS[name] == 1:
            return greatest(parts[0], sub(ZERO, parts[0]))
        return Op(name, tuple(parts))

    def _next(self) -> str:
        return self.rest[0] if self.rest else ""

    def _take(self, wanted: str) -> None:
        if self._next() != wanted:
            raise FormulaError(msg("“{sign}” is missing in the formula.", sign=wanted))
        self.rest.pop(0)
