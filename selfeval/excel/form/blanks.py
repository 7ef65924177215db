"""Blanks inside the words of a form: the year in its title `（    年度）`, names in its signature line `填报人：`.

Pure text and places; a place for a signature by hand, `负责人（签字）：`, is left to the hand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from unicodedata import normalize

from selfeval.core.patterns import lazy
from selfeval.excel.book.grid import Grid, Place, Span
from selfeval.excel.tables.body.signature import SIGNER_WORDS
from selfeval.excel.tables.labels.labels import is_title

_BLANK_YEAR = lazy(
    r"(?<![0-9０-９年])(?:(?:20|２０)?[\s_＿×Xx*○〇]{1,60}+|(?:20|２０)|(?<=[（(〔\[]))(?=年(?:度|[)）〕\]]|$))"
)
_YEAR_LINE = lazy(r"[（(〔\[]?(?:20)?[\s_＿×Xx*○〇]{0,60}+年度?[)）〕\]]?")
_SIGNER = lazy(
    rf"(?:(?<=^)|(?<=[\s\u3000；;，,]))({'|'.join(sorted(SIGNER_WORDS, key=len, reverse=True))})\s*[:：]"
    r"([\s_＿]*(?:年[\s_＿]*月[\s_＿]*日[\s_＿]*)?)"
)
_NEXT_LABEL = lazy(r"[^\s:：]{2,14}[:：]|[（(]?(?:签字|签名|签章|盖章|公章)")
_LONGEST = 200
"""Characters; a longer text is a note that only mentions a signer."""


def with_year(text: str, year: int) -> str:
    """The title, or the line below it, with the year in its blank; unchanged where it has none."""
    if is_title(text) or _YEAR_LINE.fullmatch(normalize("NFKC", text).strip()):
        return _BLANK_YEAR.sub(str(year), text, count=1)
    return text


def with_names(text: str, names: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """A signature line with what there is of `SIGNED` in its blanks, and which of them were put in."""
    done: list[str] = []

    def put(found: re.Match[str]) -> str:
        field, rest = SIGNER_WORDS[found[1]], text[found.end() :]
        if not names.get(field) or (rest and not (found[2] and _NEXT_LABEL.match(rest))):
            return found[0]
        if rest.startswith(("（", "(", "签")):
            return found[0]
        done.append(field)
        taken = sum(2 if ord(char) > 0x2E80 else 1 for char in names[field])
        blank = "" if "年" in found[2] else found[2]
        room = blank[taken:] if len(blank) > taken else "  " if rest else ""
        return f"{found[0].removesuffix(found[2])}{names[field]}{room}"

    filled = _SIGNER.sub(put, text) if len(text) <= _LONGEST else text
    return filled, tuple(done)


def title_places(grid: Grid, rows: Collection[int], year: int) -> dict[Place, str]:
    """The cells of the head whose blank takes the year, with their new text."""
    found: dict[Place, str] = {}
    for row in sorted(rows):
        for column, text in grid.row_texts(row):
            cell = grid.cell(row, column)
            new = with_year(text, year)
            if new != text and cell is not None and not cell.formula:
                found[row, column] = new
    return found


def signature_places(
    grid: Grid, rows: Collection[int], names: Mapping[str, str], used: Mapping[int, Collection[int]], last: int
) -> Iterator[tuple[Place, str, tuple[str, ...]]]:
    """The cells that take the signers' names: the blank one at the right of a label, else the label's own."""
    for row in sorted(rows):
        for column, text in grid.row_texts(row):
            cell = grid.cell(row, column)
            new, fields = with_names(text, names)
            if not fields or cell is None or cell.formula:
                continue
            span = grid.span(row, column)
            beside: Place = (row, span.right + 1)
            apart = len(fields) == 1 and text.endswith((":", "："))
            if apart and _takes(grid, beside, used, last):
                yield beside, names[fields[0]], fields
            elif not (apart and _says(grid, beside)):
                yield (row, column), new, fields


def _takes(grid: Grid, place: Place, used: Mapping[int, Collection[int]], last: int) -> bool:
    """Whether a blank cell is one of the form: inside its width, the upper left one of its merge, with a look."""
    span: Span = grid.span(*place)
    own = (span.top, span.left) == place
    return own and place[1] <= last and not grid.text(*place) and place[1] in used.get(place[0], ())


def _says(grid: Grid, place: Place) -> bool:
    """Whether the cell beside a label holds a value already, and not the next label."""
    text = grid.text(*place)
    return bool(text) and not _NEXT_LABEL.match(text)
