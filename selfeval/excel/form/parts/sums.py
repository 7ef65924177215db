"""Works out the plain formulas of forms, exactly: sums, differences, products, quotients and roundings of cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from selfeval.core.numbers import plain, round_half_up
from selfeval.core.patterns import lazy
from selfeval.excel.book.grid import MAX_COLUMN, MAX_ROW, Span, parse_cell

Cell = tuple[str, int, int]
"""Sheet title, row, column."""

_MOST = 20_000
"""Cells that one formula may name before only those that hold something are looked at."""

_TOKEN = lazy(
    r"\s{0,200}+(?:(?P<number>\d++(?:\.\d++)?|\.\d++)|(?P<function>[A-Za-z.]{1,40})\("
    r"|(?P<sheet>'(?:[^']|''){1,80}'!|[^\s'!()*/+,:;&<>=\"^%{}\[\]-]{1,80}!)?(?P<ref>\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d{1,7}:\$?\d{1,7})(?![A-Za-z0-9_(.])|(?P<sign>[-+*/(),%]))"
)


def reference(text: str, sheet: str) -> tuple[str, Span] | None:
    """The sheet and the range that a formula on `sheet` names by `text`; None for names and other workbooks."""
    title, mark, ref = text.rpartition("!")
    if mark:
        sheet = title[1:-1].replace("''", "'") if title.startswith("'") else title
    span = _span(ref)
    return (sheet, span) if span and "[" not in sheet else None


def _span(ref: str) -> Span | None:
    ref = ref.replace("$", "")
    first, colon, last = ref.partition(":")
    try:
        if colon and first.isdigit() and last.isdigit():
            return Span(min(int(first), int(last)), 1, max(int(first), int(last)), MAX_COLUMN)
        if colon and first.isalpha() and last.isalpha():
            left, right = parse_cell(f"{first}1")[1], parse_cell(f"{last}1")[1]
            return Span(1, min(left, right), MAX_ROW, max(left, right))
        return Span.of(ref)
    except ValueError:
        return None


class _UnknownError(ValueError):
    """A formula that is more than a sum."""


class Sums:
    """Works formulas out, each once; None for a circle and for whatever is not understood."""

    def __init__(
        self, formulas: Mapping[Cell, str], dependent: set[Cell], numbers: Mapping[Cell, Decimal | None]
    ) -> None:
        self._formulas, self._dependent, self._numbers = formulas, dependent, numbers
        self._titles = {cell[0].casefold(): cell[0] for cell in (*formulas, *numbers)}
        self._known: dict[Cell, Decimal | None] = {}

    def value(self, cell: Cell) -> Decimal | None:
        """What a formula gives."""
        if cell not in self._known:
            self._known[cell] = None
            text = self._formulas[cell]
            try:
                self._known[cell] = _decimal(_Expression(text, cell[0], self).value())
            except (_UnknownError, ZeroDivisionError, RecursionError):
                self._known[cell] = None
        return self._known[cell]

    def number(self, cell: Cell, *, blank: bool = True) -> Fraction | None:
        """The number in a cell; None for a text, an empty cell counts as nothing."""
        if cell in self._dependent:
            value = self.value(cell)
            if value is None:
                raise _UnknownError
            return Fraction(value)
        found = self._numbers.get(cell, Decimal(0) if blank else None)
        return None if found is None else Fraction(found)

    def cells(self, sheet: str, span: Span) -> list[Cell]:
        """The cells of a range."""
        title = self._titles.get(sheet.casefold(), sheet)
        if (span.bottom - span.top + 1) * (span.right - span.left + 1) > _MOST:
            return [
                cell
                for cell in {*self._numbers, *self._dependent}
                if cell[0] == title and span.top <= cell[1] <= span.bottom and span.left <= cell[2] <= span.right
            ]
        rows, columns = range(span.top, span.bottom + 1), range(span.left, span.right + 1)
        return [(title, row, column) for row in rows for column in columns]


def _decimal(value: Fraction) -> Decimal:
    """To fifteen significant digits, as spreadsheets store it."""
    places = 14
    while places > 0 and abs(value) >= Fraction(10) ** (15 - places):
        places -= 1
    return Decimal(plain(round_half_up(value, places)))


class _Expression:
    """Recursive descent over `+ - * / %`, brackets, numbers, cells, SUM and ROUND."""

    def __init__(self, text: str, sheet: str, sums: Sums) -> None:
        self._text, self._sheet, self._sums, self._at = text, sheet, sums, 0
        self._token: re.Match[str] | None = None
        self._next()

    def value(self) -> Fraction:
        result = self._sum()
        if self._token is not None:
            raise _UnknownError
        return result

    def _next(self) -> None:
        if not self._text[self._at :].strip():
            self._token = None
            return
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            raise _UnknownError
        self._token, self._at = found, found.end()

    def _sign(self) -> str:
        return self._token["sign"] or "" if self._token else ""

    def _take(self, sign: str) -> None:
        if self._sign() != sign:
            raise _UnknownError
        self._next()

    def _sum(self) -> Fraction:
        result = self._product()
        while (sign := self._sign()) in {"+", "-"} and sign:
            self._next()
            result = result + self._product() if sign == "+" else result - self._product()
        return result

    def _product(self) -> Fraction:
        result = self._unit()
        while (sign := self._sign()) in {"*", "/"} and sign:
            self._next()
            result = result * self._unit() if sign == "*" else result / self._unit()
        return result

    def _unit(self) -> Fraction:
        if self._sign() in {"+", "-"} and self._sign():
            sign = self._sign()
            self._next()
            return -self._unit() if sign == "-" else self._unit()
        result = self._operand()
        while self._sign() == "%":
            self._next()
            result /= 100
        return result

    def _operand(self) -> Fraction:
        token = self._token
        if token is None:
            raise _UnknownError
        if token["sign"] == "(":
            self._next()
            result = self._sum()
            self._take(")")
            return result
        self._next()
        if token["number"]:
            return Fraction(token["number"])
        if token["ref"] and ":" not in token["ref"]:
            found = [self._sums.number(cell) for cell in self._range(token)]
            if found[0] is None:
                raise _UnknownError
            return found[0]
        if token["function"]:
            return self._function(token["function"].upper())
        raise _UnknownError

    def _range(self, token: re.Match[str]) -> list[Cell]:
        named = reference((token["sheet"] or "") + token["ref"], self._sheet)
        if named is None:
            raise _UnknownError
        return self._sums.cells(*named)

    def _function(self, name: str) -> Fraction:
        if name == "ROUND":
            number = self._sum()
            self._take(",")
            places = self._sum()
            self._take(")")
            if places.denominator != 1 or not 0 <= places <= 12:
                raise _UnknownError
            return Fraction(round_half_up(number, int(places)))
        if name != "SUM":
            raise _UnknownError
        total = self._argument()
        while self._sign() == ",":
            self._next()
            total += self._argument()
        self._take(")")
        return total

    def _argument(self) -> Fraction:
        """One argument of SUM: texts in a range count nothing."""
        token = self._token
        if token is not None and token["ref"]:
            at = self._at
            self._next()
            if self._sign() in {",", ")"}:
                return sum((self._sums.number(cell) or Fraction(0) for cell in self._range(token)), Fraction(0))
            self._token, self._at = token, at
        return self._sum()
