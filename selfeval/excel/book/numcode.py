"""Number format codes of spreadsheets taken apart: sections by sign and condition, literals, placeholders, dates.

Source: ECMA-376 part 1, 18.8.30 (formats without a code of their own) and 18.8.31 (format codes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from selfeval.core.patterns import lazy

_TOKEN = lazy(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|!(?P<banged>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<exponent>[Ee][+-])|(?P<half>AM/PM|A/P|上午/下午)"
    r"|(?P<letters>y+|m+|d+|h+|s+|e+|g+|b+|a{3,})|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = lazy(r'(?:"[^"]*"?|\\.|!.|_.|\*.|\[[^\]]*\]|[^;])*', re.DOTALL)
_CONDITION = lazy(r"(>=|<=|<>|>|<|=)\s*(-?\d+(?:\.\d+)?)")
_ELAPSED = lazy(r"h+|m+|s+", re.IGNORECASE)
_RED = lazy(r"red|红色?|color\s*(?:3|10)|颜色\s*(?:3|10)", re.IGNORECASE)

YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, HALF = "year", "month", "day", "hour", "minute", "second", "half"
ELAPSED: Final = {"h": "hours", "m": "minutes", "s": "seconds"}
"""Kinds of the pieces that stand for a part of a moment; those of a time that has passed by their letter."""
_MOMENTS: Final = frozenset({YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, HALF, "weekday", *ELAPSED.values()})

_MONTHS, _DAYS, _WHOLE = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_LEDGERS: Final = {
    41: '#,##0;-#,##0;"-"',
    42: '¥#,##0;-¥#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '¥#,##0.00;-¥#,##0.00;"-"',
}

BUILT_IN: Final = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "¥#,##0;-¥#,##0",
    6: "¥#,##0;-¥#,##0",
    7: "¥#,##0.00;-¥#,##0.00",
    8: "¥#,##0.00;-¥#,##0.00",
    9: "0%",
    10: "0.00%",
    16: "d-mmm",
    17: "mmm-yy",
    22: "yyyy-mm-dd hh:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    49: "@",
    **dict.fromkeys((14, 15, 30), "yyyy-mm-dd"),
    31: _WHOLE,
    **dict.fromkeys((27, 36, 50, 52, 57), _MONTHS),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _DAYS),
    **dict.fromkeys((18, 20, 32, 34, 55), "hh:mm"),
    **dict.fromkeys((19, 21, 33, 35, 56), "hh:mm:ss"),
    **dict.fromkeys((37, 38), "#,##0;(#,##0)"),
    **dict.fromkeys((39, 40), "#,##0.00;(#,##0.00)"),
    **_LEDGERS,
}
"""Formats that have a number instead of a code in the file, the Chinese ones where countries differ (27 to 36 and 50 to
58: of those that are dates, only some show a day); what is not here is shown as a plain number."""


class Token(NamedTuple):
    """One piece of a section: a literal, a digit placeholder `0 # ?`, one of `. , % @ G E /`, a part of a moment."""

    kind: str
    text: str


class Section(NamedTuple):
    """One of the up to four parts of a format code; `condition` is ("", 0) where it has none.

    `moment`: it shows a date or a time; `red`: it is printed in red, which stands for a minus where no sign does.
    """

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal]
    moment: bool
    red: bool


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format code."""
    parts, position = [], 0
    while position <= len(code):
        found = _SECTION.match(code, position)
        part = found.group() if found else ""
        parts.append(_section(part))
        position += len(part) + 1
    return tuple(parts[:4])


def _section(code: str) -> Section:
    tokens: list[Token] = []
    condition, red = ("", Decimal(0)), False
    for found in _TOKEN.finditer(code):
        kind = found.lastgroup or ""
        if kind != "bracket":
            tokens += _tokens(kind, found.group(kind) if kind else "")
            continue
        text = found["bracket"]
        match = _CONDITION.match(text)
        condition = (match[1], Decimal(match[2])) if match else condition
        red = red or bool(_RED.fullmatch(text.strip()))
        if text.startswith("$"):
            tokens.append(Token("literal", text[1:].partition("-")[0]))
        elif _ELAPSED.fullmatch(text):
            tokens.append(Token(ELAPSED[text[0].lower()], text))
    minutes = tuple(_minutes(tokens))
    moment = any(token.kind in _MOMENTS for token in minutes)
    return Section(tuple(_settled(minutes, moment=moment)), condition, moment, red)


_PARTS: Final = {"y": YEAR, "e": "era", "g": "era", "b": "era", "m": MONTH, "h": HOUR, "s": SECOND, "a": "weekday"}


def _tokens(kind: str, text: str) -> Iterator[Token]:
    if kind in {"quoted", "escaped", "banged"}:
        yield Token("literal", text)
    elif kind in {"general", "exponent", "half"}:
        yield Token({"general": "G", "exponent": "E", "half": HALF}[kind], text)
    elif kind == "letters":
        first = text[0].lower()
        yield Token((DAY if len(text) < 3 else "weekday") if first == "d" else _PARTS[first], text)
    elif kind == "other":
        yield Token("digit" if text in "0#?" else text if text in ".,%@/" else "literal", text)


def _minutes(tokens: list[Token]) -> Iterator[Token]:
    """An `m` behind hours or before seconds means minutes."""
    places = [index for index, token in enumerate(tokens) if token.kind in _MOMENTS]
    for index, token in enumerate(tokens):
        if token.kind == MONTH:
            at = places.index(index)
            before = tokens[places[at - 1]].kind if at else ""
            after = tokens[places[at + 1]].kind if at + 1 < len(places) else ""
            if before in {HOUR, "hours"} or after == SECOND:
                yield Token(MINUTE, token.text)
                continue
        yield token


def _settled(tokens: tuple[Token, ...], *, moment: bool) -> Iterator[Token]:
    """`e` is the year of a date, and anywhere else a letter; what is a sign in a number is a literal in a date."""
    alone = not any(token.kind in {"digit", "G", "E", "@"} for token in tokens)
    for token in tokens:
        if token.kind == "era":
            year = token.text[0].lower() == "e" and (moment or alone)
            yield Token(YEAR if year else "literal", token.text if year or not moment else "")
        else:
            yield Token("literal", token.text) if moment and token.kind in {".", ",", "/", "%"} else token
