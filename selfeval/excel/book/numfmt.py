"""What a spreadsheet shows for a number under a number format code: `0.9` under `0%` is `90%`.

Covers sections by sign and condition, literals, escapes, thousands separators, scaling commas, percent, currency, red
for a minus, dates and times. The words of a format are always shown, since they may be the unit; the figures of
fractions, scientific notation and Chinese numerals ([DBNum1]) are shown as plain numbers, and a date in one spelling:
`2025-12-31`, or without what its format leaves out, `2025年12月`, `12月31日`, `2025年`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from selfeval.core.numbers import plain, round_half_up
from selfeval.excel.book import numcode
from selfeval.excel.book.grid import Cell
from selfeval.excel.book.numcode import Section, Token, sections

_EPOCH_1900, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - spreadsheets know no zones
_LAST_SERIAL = Decimal(2_958_466)
_MINUS = frozenset("-－−–(（负减△▲")
_SCALES = frozenset("百千万亿kKmM")


def shown(value: Decimal, code: str, *, date1904: bool = False) -> tuple[str, bool]:
    """What is seen of `value` under the format `code`, and whether that is the value.

    It is not where decimals are rounded away, a minus is left out, or the point is moved without a word.
    """
    return _shown(value, code, date1904=date1904, whole=False)


def number_under(value: Decimal, code: str, *, date1904: bool = False, formula: bool = False) -> Cell:
    """The cell that holds a number under a format."""
    text, exact = shown(value, code, date1904=date1904)
    full = "" if exact else _shown(value, code, date1904=date1904, whole=True)[0]
    return Cell(text, value, exact, formula, full=full)


def _shown(value: Decimal, code: str, *, date1904: bool, whole: bool) -> tuple[str, bool]:
    if code in {"General", "", "@"}:
        return plain(value), True
    section, signed = _choose(sections(code), value)
    if section.moment:
        return _moment(value, section, date1904=date1904), True
    tokens = section.tokens
    kinds = {token.kind for token in tokens}
    if "@" in kinds:
        return plain(value), True
    unsigned = value < 0 and not signed and not any(set(t.text) & _MINUS for t in tokens if t.kind == "literal")
    if unsigned and (section.red or whole):
        signed = True
    if "G" in kinds or "E" in kinds or _is_fraction(tokens):
        body, exact = _plainly(tokens, value), True
        text = ("-" if signed and value < 0 else "") + body
    else:
        text, exact = _number(tokens, value, signed=signed, whole=whole)
    return text, exact and (signed or not unsigned)


def shown_text(text: str, code: str) -> str:
    """What is seen of a text: the section with `@` may add words around it."""
    if "@" not in code or code == "@":
        return text
    section = sections(code)[-1]
    if not any(token.kind == "@" for token in section.tokens):
        return text
    return "".join(text if token.kind == "@" else token.text for token in section.tokens)


def seen_time(seconds: int, code: str) -> str:
    """What is seen of a length of time, or a time of day, that a file holds as such."""
    section = sections(code)[0]
    return _clock(seconds, section.tokens if section.moment else sections("[h]:mm:ss")[0].tokens)


def seen_moment(moment: datetime, code: str) -> str:
    """What is seen of a moment that a file holds as such and not as a number of days."""
    section = sections(code)[0]
    if section.moment:
        return _calendar(moment, section.tokens)
    return _calendar(moment, sections("yyyy-mm-dd hh:mm:ss")[0].tokens)


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


# Dates and times ------------------------------------------------------------------------------------------------------


def _moment(value: Decimal, section: Section, *, date1904: bool) -> str:
    """A number of days under a date format; what lies outside the calendar stays a number."""
    if not 0 <= value < _LAST_SERIAL:
        return plain(value)
    seconds = int(round_half_up(value * 86_400, 0))
    kinds = {token.kind for token in section.tokens}
    if kinds & set(numcode.ELAPSED.values()) or value < 1 or not kinds & {numcode.YEAR, numcode.MONTH, numcode.DAY}:
        return _clock(seconds, section.tokens)
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    # The 1900 calendar of spreadsheets has a 29 February that never was.
    early = timedelta(days=1) if not date1904 and value < 60 else timedelta(0)
    return _calendar(epoch + timedelta(seconds=seconds) + early, section.tokens)


def _calendar(moment: datetime, tokens: tuple[Token, ...]) -> str:
    kinds = {token.kind for token in tokens}
    year, month, day = numcode.YEAR in kinds, numcode.MONTH in kinds, numcode.DAY in kinds
    if not (year or month or day):
        seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
        return moment.date().isoformat() if kinds & {"weekday"} else _clock(seconds, tokens)
    if year and (day or not month):
        text = moment.date().isoformat() if day else f"{moment.year}年"
    else:
        text = (f"{moment.year}年" if year else "") + (f"{moment.month}月" if month else "")
        text += f"{moment.day}日" if day else ""
    clock = (moment.hour, moment.minute, moment.second)
    if not kinds & {numcode.HOUR, numcode.MINUTE, numcode.SECOND} or clock == (0, 0, 0):
        return text
    return f"{text} {moment.hour:02d}:{moment.minute:02d}" + (f":{moment.second:02d}" if moment.second else "")


def _clock(seconds: int, tokens: tuple[Token, ...]) -> str:
    """A time: `09:30`; with the format's own words where it has some: `36小时`, `2小时30分`."""
    kinds = {token.kind for token in tokens}
    if not any(char.isalpha() for token in tokens if token.kind == "literal" for char in token.text):
        days = 0 if kinds & set(numcode.ELAPSED.values()) else seconds // 86_400
        seconds -= days * 86_400
        tail = f":{seconds % 60:02d}" if seconds % 60 else ""
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}{tail}"
    figures = {
        "hours": seconds // 3600,
        "minutes": seconds // 60,
        "seconds": seconds,
        numcode.HOUR: seconds // 3600 % 24,
        numcode.MINUTE: seconds // 60 % 60,
        numcode.SECOND: seconds % 60,
    }
    if numcode.HALF in kinds:
        half = "上午" if figures[numcode.HOUR] < 12 else "下午"
        figures[numcode.HOUR] = (figures[numcode.HOUR] - 1) % 12 + 1
        return "".join(half if t.kind == numcode.HALF else str(figures.get(t.kind, t.text)) for t in tokens)
    return "".join(str(figures.get(token.kind, token.text)) for token in tokens)


# Numbers --------------------------------------------------------------------------------------------------------------


def _is_fraction(tokens: tuple[Token, ...]) -> bool:
    return any(one.kind == "/" and (two.kind == "digit" or two.text.isdigit()) for one, two in pairwise(tokens))


def _plainly(tokens: tuple[Token, ...], value: Decimal) -> str:
    """The number in plain digits, between the words of the format."""
    figures = [index for index, token in enumerate(tokens) if token.kind in {"digit", "G", "E", "/"}]
    first, last = figures[0], figures[-1]
    while last + 1 < len(tokens) and tokens[last].kind != "G" and tokens[last + 1].text.isdigit():
        last += 1
    percents = sum(1 for token in tokens if token.kind == "%")
    body = plain(abs(value) * Decimal(100) ** percents)
    return _words(tokens[:first]) + body + _words(tokens[last + 1 :])


def _words(tokens: Iterable[Token]) -> str:
    return "".join(token.text for token in tokens if token.kind in {"literal", "%"})


def _number(tokens: tuple[Token, ...], value: Decimal, *, signed: bool, whole: bool) -> tuple[str, bool]:
    """The number in its placeholders; with `whole`, all its decimals whatever the places are."""
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if not places:
        return "".join(token.text for token in tokens), True
    point = next((index for index, token in enumerate(tokens) if token.kind == "."), len(tokens))
    integral = [index for index in places if index < point]
    part = [index for index in places if index > point]
    scaling = _scaling(tokens, integral, part, point)
    grouped = any(token.kind == "," for token in tokens[integral[0] : integral[-1]]) if integral else False
    percents = sum(1 for token in tokens if token.kind == "%")
    exact_value = abs(value) * Decimal(10) ** (2 * percents - 3 * scaling)
    rounded = round_half_up(exact_value, len(part))
    integer, _, fraction = format(exact_value if whole else rounded, "f").partition(".")
    fraction = fraction.ljust(len(part), "0")
    filled = _whole(tokens, integral, integer, grouped=grouped) | _part(tokens, part, fraction[: len(part)])
    if rest := fraction[len(part) :].rstrip("0"):
        last = places[-1]
        pointed = part or _own_point(tokens, places)
        filled[last] = (fraction[len(part) - 1] if part else filled[last] + ("" if pointed else ".")) + rest
    pieces = []
    for index, token in enumerate(tokens):
        if index in filled:
            pieces.append(filled[index])
        elif token.kind == ".":
            pieces.append("." if any(filled.get(later) for later in part) else "")
        elif token.kind != ",":
            pieces.append(token.text)
    minus = "-" if signed and value < 0 and (whole or rounded) else ""
    return minus + "".join(pieces), rounded == exact_value and not _moved(tokens, places, scaling)


def _scaling(tokens: tuple[Token, ...], integral: list[int], part: list[int], point: int) -> int:
    """How many commas behind the last digit divide by a thousand."""
    scaling = sum(1 for t in tokens[integral[-1] + 1 : point] if t.kind == ",") if integral else 0
    return scaling + (sum(1 for t in tokens[part[-1] + 1 :] if t.kind == ",") if part else 0)


def _moved(tokens: tuple[Token, ...], places: list[int], scaling: int) -> bool:
    """Whether the format moves the point, by commas or by one of its own, without a word such as 万 that says so."""
    return bool(scaling or _own_point(tokens, places)) and not any(
        set(t.text) & _SCALES for t in tokens if t.kind == "literal"
    )


def _own_point(tokens: tuple[Token, ...], places: list[int]) -> bool:
    return any(token.kind == "literal" and "." in token.text for token in tokens[places[0] : places[-1]])


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
