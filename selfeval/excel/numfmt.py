"""What a spreadsheet shows for a number under a number format code: `0.9` under `0%` is `90%`.

Covers sections by sign and condition, literals, escapes, thousands separators, scaling commas, percent, currency and
dates; fractions and scientific notation are shown as plain numbers. Source: ECMA-376 part 1, 18.8.31.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from selfeval.core.numbers import plain, round_half_up

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|!(?P<banged>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General)'
    r"|(?P<exponent>[Ee][+-])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"?|\\.|!.|_.|\*.|\[[^\]]*\]|[^;])*', re.DOTALL)
_CONDITION = re.compile(r"(>=|<=|<>|>|<|=)\s*(-?\d+(?:\.\d+)?)")
_DATE_LETTERS = re.compile(r"[ymdhs]|上午/下午", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - spreadsheets know no zones
_LAST_SERIAL = Decimal(2_958_466)
_DATES = (14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58)
_TIMES = (18, 19, 20, 21, 32, 33, 34, 35, 55, 56)
_ACCOUNTS = {37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)"}
_LEDGERS = {
    41: '#,##0;-#,##0;"-"',
    42: '¥#,##0;-¥#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '¥#,##0.00;-¥#,##0.00;"-"',
}

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    22: "yyyy-mm-dd hh:mm",
    49: "@",
    5: "¥#,##0;-¥#,##0",
    6: "¥#,##0;-¥#,##0",
    7: "¥#,##0.00;-¥#,##0.00",
    8: "¥#,##0.00;-¥#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    **dict.fromkeys(_DATES, "yyyy-mm-dd"),
    **dict.fromkeys(_TIMES, "hh:mm:ss"),
    **_ACCOUNTS,
    **_LEDGERS,
}
"""Formats that have a number instead of a code in the file (ECMA-376 part 1, 18.8.30, with the Chinese ones); what is
not here is shown as a plain number."""


class Token(NamedTuple):
    """One piece of a section: a literal, a digit placeholder `0 # ?`, or one of `. , % @ G E /`."""

    kind: str
    text: str


class Section(NamedTuple):
    """One of the up to four parts of a format code; `condition` is ("", 0) where it has none."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal]
    date: bool
    elapsed: bool


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
    condition = ("", Decimal(0))
    letters, elapsed = "", False
    for found in _TOKEN.finditer(code):
        kind, text = found.lastgroup, found.group(found.lastgroup) if found.lastgroup else ""
        if kind in {"quoted", "escaped", "banged"}:
            tokens.append(Token("literal", text))
        elif kind == "bracket":
            match = _CONDITION.match(text)
            condition = (match[1], Decimal(match[2])) if match else condition
            elapsed = elapsed or bool(_ELAPSED.fullmatch(text))
            if text.startswith("$"):
                tokens.append(Token("literal", text[1:].partition("-")[0]))
        elif kind == "general":
            tokens.append(Token("G", text))
        elif kind == "exponent":
            tokens.append(Token("E", text))
        elif kind == "other":
            letters += text
            tokens.append(Token("digit" if text in "0#?" else text if text in ".,%@/" else "literal", text))
    return Section(tuple(tokens), condition, bool(_DATE_LETTERS.search(letters)) or elapsed, elapsed)


def shown(value: Decimal, code: str, *, date1904: bool = False) -> tuple[str, bool]:
    """What is seen of `value` under the format `code`, and whether nothing of it was rounded away."""
    if code in {"General", "", "@"}:
        return plain(value), True
    section, signed = _choose(sections(code), value)
    if section.date:
        return _moment(value, date1904=date1904, elapsed=section.elapsed), True
    kinds = {token.kind for token in section.tokens}
    if kinds & {"E", "@"} or ("/" in kinds and "digit" in kinds):
        return plain(value), True
    if "G" in kinds:
        body = "".join(plain(abs(value)) if t.kind == "G" else t.text for t in section.tokens)
        return ("-" if signed and value < 0 else "") + body, True
    return _number(section.tokens, value, signed=signed)


def shown_text(text: str, code: str) -> str:
    """What is seen of a text: the section with `@` may add words around it."""
    if "@" not in code or code == "@":
        return text
    section = sections(code)[-1]
    if not any(token.kind == "@" for token in section.tokens):
        return text
    return "".join(text if token.kind == "@" else token.text for token in section.tokens)


def _choose(parts: tuple[Section, ...], value: Decimal) -> tuple[Section, bool]:
    """The section for a value, and whether a minus sign is still to be put before a negative one."""
    if any(part.condition[0] for part in parts):
        for part in parts:
            if not part.condition[0] or _holds(value, *part.condition):
                return part, True
        return parts[-1], True
    if value < 0 and len(parts) > 1:
        return parts[1], False
    if value == 0 and len(parts) > 2:
        return parts[2], False
    return parts[0], True


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    held = {">": value > bound, "<": value < bound, "=": value == bound, "<>": value != bound}
    return value == bound or held[sign[0]] if sign in {">=", "<="} else held[sign]


def _moment(value: Decimal, *, date1904: bool, elapsed: bool) -> str:
    """A serial date as ISO text, a time of day as HH:MM; a serial outside the calendar stays a number."""
    if not 0 <= value < _LAST_SERIAL:
        return plain(value)
    seconds = int(round_half_up(value * 86_400, 0))
    if elapsed or seconds < 86_400:
        tail = f":{seconds % 60:02d}" if seconds % 60 else ""
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}{tail}"
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    # The 1900 calendar of spreadsheets has a 29 February that never was.
    early = timedelta(days=1) if not date1904 and value < 60 else timedelta(0)
    moment = epoch + timedelta(seconds=seconds) + early
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date().isoformat()
    return moment.isoformat(sep=" ", timespec="seconds" if moment.second else "minutes")


def _number(tokens: tuple[Token, ...], value: Decimal, *, signed: bool) -> tuple[str, bool]:
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if not places:
        return "".join(token.text for token in tokens), True
    point = next((index for index, token in enumerate(tokens) if token.kind == "."), len(tokens))
    whole = [index for index in places if index < point]
    part = [index for index in places if index > point]
    last = whole[-1] if whole else -1
    scaling = sum(1 for t in tokens[last + 1 : point] if t.kind == ",") if whole else 0
    scaling += sum(1 for t in tokens[part[-1] + 1 :] if t.kind == ",") if part else 0
    grouped = any(token.kind == "," for token in tokens[whole[0] : last]) if whole else False
    percents = sum(1 for token in tokens if token.kind == "%")
    exact_value = abs(value) * Decimal(10) ** (2 * percents - 3 * scaling)
    rounded = round_half_up(exact_value, len(part))
    integer, _, fraction = format(rounded, "f").partition(".")
    filled = _whole(tokens, whole, integer, grouped=grouped) | _part(tokens, part, fraction)
    pieces = []
    for index, token in enumerate(tokens):
        if index in filled:
            pieces.append(filled[index])
        elif token.kind == ".":
            pieces.append("." if any(filled.get(later) for later in part) else "")
        elif token.kind != ",":
            pieces.append(token.text)
    minus = "-" if signed and value < 0 and rounded else ""
    return minus + "".join(pieces), rounded == exact_value


def _whole(tokens: tuple[Token, ...], places: list[int], digits: str, *, grouped: bool) -> dict[int, str]:
    """The digits of the integer part, laid into their placeholders from the right."""
    if not places:
        return {}
    first_zero = next((index for index, place in enumerate(places) if tokens[place].text == "0"), len(places))
    rest = list(digits.lstrip("0").rjust(len(places) - first_zero, "0"))
    filled, written = {}, 0
    for place in reversed(places):
        taken = ""
        while rest and (not taken or place == places[0]):
            comma = "," if grouped and written and written % 3 == 0 else ""
            taken = rest.pop() + comma + taken
            written += 1
        filled[place] = taken
    return filled


def _part(tokens: tuple[Token, ...], places: list[int], digits: str) -> dict[int, str]:
    """The digits after the point; `#` and `?` drop zeros at the end."""
    filled, needed = {}, False
    for place, digit in reversed(list(zip(places, digits, strict=True))):
        needed = needed or digit != "0" or tokens[place].text == "0"
        filled[place] = digit if needed else ""
    return filled
