"""Text in cells of one width: how wide it is, where its lines break, padding, tables; Chinese characters take two.

For terminal, screen and paper alike: whoever draws by another measure says how wide a character is there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from selfeval.core.patterns import lazy

_NOT_FIRST = frozenset("，。；：、！？…·,.;:!?%％")
_CLOSING, _OPENING = frozenset({"Pe", "Pf"}), frozenset({"Ps", "Pi"})
"""A line never begins with one of these marks or with a closing bracket or quotation mark, by Unicode category, and
never ends with an opening one."""

SMALLEST = (60, 20)
"""Columns and rows of the smallest window in which the screen can be read."""
VISIBLE = "\ufffd"
"""Stands for a character that a terminal would obey, or that nobody would see."""

_LONG_UNITS = (
    "个工作日 个自然日 个日历日 个日历天 个百分点 个小时 个季度 个星期 个月 工作日 自然日 日历天 日历日 百分点 小时 "
    "分钟 季度 周岁 平方公里 平方千米 平方米 立方米 公里 千米 厘米 毫米 公顷 公斤 人次 批次 场次 户次 车次 班次"
)
_SHORT_UNITS = (
    "元圆天日月年周米亩吨克斤度人名位户家项所座条台套处件份篇只头株棵辆部本册张块根栋间幅盏口艘门支眼场批期类种次个行分倍"
    "岁号村级页遍轮组"
)
_SCALE, _PER = "[十百千]?[万亿]{0,2}", "/[一-鿿](?:[·*][一-鿿])?"
_UNIT = rf"(?:{_SCALE}(?:{'|'.join(_LONG_UNITS.split())}|[{_SHORT_UNITS}]|㎡|m[23²³]?|km|kg)(?:{_PER})?|[%％‰℃])"
"""What a figure counts, a scale before it and what it is held against behind it: 万元, 个工作日, 元/人·月."""
_MONTH, _BY = r"\d{1,2}月(?:\d{1,2}日|[上中下]旬|底)", "(?:之?前|以前)?"
_DATE = rf"\d{{2,4}}年(?:度|{_MONTH}|\d{{1,2}}月|底)?{_BY}|{_MONTH}{_BY}"
_DOCUMENT = r"(?P<issuer>[一-鿿]{0,6})(?P<number>[〔﹝\[［]\d{4}[〕﹞\]］] ?(?:第 ?)?\d+ ?号)"
_SIGN = r"(?:[≥≤><=±≧≦＞＜＝+\-]{1,2} ?|第 ?)?"
_NUMBER = r"\d+(?:[.．,，/:~～—–-]\d+)*"
_NOT_INSIDE = r"(?<![A-Za-z0-9_.\-])"
"""A figure does not begin within a word or a code, as in `cn-mof-2020-10`."""
_WHOLE = lazy(rf"{_DOCUMENT}|{_NOT_INSIDE}{_SIGN}(?:{_DATE}|{_NUMBER}(?: ?{_UNIT})?)")
"""What stands on one line where that is long enough: a figure with its sign and unit, a date, a document's number."""
_NAMED = lazy(r"[“《「][^“”《》「」\n]{1,40}[”》」]")
_SHORT_END, _PHRASE = 8, 24
"""A last line of fewer cells takes something of the line before along, so that it does not hang there alone: what
follows a blank or a mark there, as far as that makes it no longer than the second of these."""

UNSEEN = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f"  # control signs: they begin commands, move the cursor, ring
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # directions: what is read is not what stands there
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029\u2060-\u2065\u206a-\u206f"
    r"\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"  # without width: two texts that look the same
    r"\ud800-\udfff"  # half characters
)
"""The inside of a pattern's class: what commands a terminal or shows nothing; tabs and line ends are none of it."""
_COMMANDING = lazy(f"[{UNSEEN}]")


def harmless(text: str) -> str:
    """The text with every character that a terminal would obey, or show without a trace, as `�`; line ends stay."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return _COMMANDING.sub(VISIBLE, text)


def escaped(text: str) -> str:
    r"""JSON text with these characters as `\u…`: the same data to a program, nothing to a terminal."""
    import json

    return _COMMANDING.sub(lambda found: json.dumps(found[0])[1:-1], text)


def cells(text: str, ambiguous: int = 1) -> int:
    """How many cells a text takes; `ambiguous` is what a sign takes that is wide in Chinese fonts only, such as `≥`."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(_cells(char, ambiguous) for char in text)


@lru_cache(maxsize=8_192)
def _cells(char: str, ambiguous: int = 1) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cc", "Cf", "Mn", "Me"}:
        return 0
    width = unicodedata.east_asian_width(char)
    return 2 if width in {"W", "F"} else ambiguous if width == "A" else 1


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text filled up with blanks to `width` cells, on the left where it is to stand `right`."""
    blanks = " " * max(width - cells(text), 0)
    return blanks + text if right else text + blanks


def breaks(text: str, width: int, size: Callable[[str], int] = _cells, *, cut: bool = True) -> Iterator[int]:
    """Where the lines of one paragraph begin, the first one left out; none takes more than `width` but for blanks.

    Lines break at blanks and between Chinese characters, never within a figure and its unit, a date, the number of a
    document or a quoted name that have room on a line; no end of a sentence is left alone on the last one. A word
    longer than a line is cut, or stands out of it where `cut` is False. `size` says how many cells a character takes.
    """
    if len(text) * 2 <= width:
        return
    whole = _kept_whole(text, width, size)
    before = start = used = last = 0
    for place, char in enumerate(text):
        if place > start and place not in whole and _may_break(text[place - 1], char):
            last = place
        needed = size(char)
        if used + needed > width and char != " " and place > start and (cut or last > start):
            if start:
                yield start
            before, start = start, last if last > start else _cut(text, start, place)
            used = sum(size(one) for one in text[start:place])
        used += needed
    if start:
        yield _less_short(text, before, start, width, size, whole)


def _kept_whole(text: str, width: int, size: Callable[[str], int]) -> frozenset[int]:
    """Places at which no line begins, for a figure, a date, a document's number or a quoted name would be parted."""
    found: set[int] = set()
    for first, last in wholes(text):
        if sum(map(size, text[first:last])) <= width:
            found.update(range(first + 1, last))
    for name in _NAMED.finditer(text):
        if sum(map(size, name[0])) <= width // 2:  # the line before it is not to be left half blank
            found.update(range(name.start() + 1, name.end()))
    return frozenset(found)


def wholes(text: str) -> Iterator[tuple[int, int]]:
    """Where figures with their signs and units, dates and numbers of documents begin and end."""
    for found in _WHOLE.finditer(text):
        yield found.span()
        if found["issuer"]:
            yield found.span("number")


def whole_until(text: str, end: int) -> int:
    """Where a text that is cut at `end` ends, so that no figure is cut: a part of one would be another figure."""
    return min((first for first, last in wholes(text) if first < end < last), default=end)


def _less_short(
    text: str, before: int, start: int, width: int, size: Callable[[str], int], whole: frozenset[int]
) -> int:
    """Where the last line begins: earlier than it has to where it would be short, with a phrase if one is near."""
    least = min(_SHORT_END, max(_SHORT_END // 2, width // 4), width // 2)
    used, left, nearest = sum(map(size, text[start:].rstrip())), sum(map(size, text[before:start])), start
    if used >= least:
        return start
    for place in range(start - 1, before, -1):
        used, left = used + size(text[place]), left - size(text[place])
        if left < used or used > width or (used > _PHRASE and nearest < start):
            break  # that line would be the short one, or this one too long
        may_begin = place not in whole and _may_break(text[place - 1], text[place]) and text[before:place].strip()
        if used < least or not may_begin:
            continue
        if _begins_phrase(text, place):
            return place
        if nearest == start:
            nearest = place
    return nearest


def _begins_phrase(text: str, place: int) -> bool:
    """Whether a blank or a mark parts what stands here from what stands before it."""
    return text[place - 1].isspace() or never_first(text[place - 1]) or never_last(text[place])


def _cut(text: str, start: int, place: int) -> int:
    """Where a word from `start` on is cut that has no room at `place`: a mark takes what it follows along."""
    for one in range(place, start, -1):
        if _may_part(text[one - 1], text[one]):
            return one
    return place


@lru_cache(maxsize=8_192)
def _may_break(before: str, after: str) -> bool:
    return _may_part(before, after) and (before.isspace() or 2 in {_cells(before), _cells(after)})


def never_first(sign: str) -> bool:
    """Whether no line begins with this sign, as printers of Chinese have it."""
    return sign in _NOT_FIRST or unicodedata.category(sign) in _CLOSING


def never_last(sign: str) -> bool:
    """Whether no line ends with this sign."""
    return unicodedata.category(sign) in _OPENING


@lru_cache(maxsize=8_192)
def _may_part(before: str, after: str) -> bool:
    """Whether one line may end with the one sign and the next begin with the other."""
    return not (after.isspace() or never_first(after) or not _cells(after) or never_last(before))


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells; a longer word, such as a path, stays whole."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        bare = paragraph.strip()
        edges = [0, *breaks(bare, width, cut=False), len(bare)]
        lines += [bare[first:last].rstrip() for first, last in pairwise(edges)]
    return lines


def fill(text: str, indent: str, width: int) -> list[str]:
    """Wrapped lines, the first one after `indent`, the others after as many blanks."""
    room = max(width - cells(indent), 10)
    return [(indent if place == 0 else " " * cells(indent)) + line for place, line in enumerate(wrap(text, room))]


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> list[str]:
    """A table in aligned columns, two blanks apart; columns whose index is in `right` stand on the right."""
    whole = [list(columns), *[list(row) for row in rows]] if any(columns) else [list(row) for row in rows]
    widths = [max((cells(row[place]) for row in whole), default=0) for place in range(len(columns))]
    lines = [
        "  ".join(padded(cell, widths[place], right=place in right) for place, cell in enumerate(row)) for row in whole
    ]
    if any(columns):
        lines.insert(1, "  ".join("-" * width for width in widths))
    return [line.rstrip() for line in lines]
