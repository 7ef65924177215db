"""Characters of a page → lines with their pieces: how a person reads what no ruled line parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from selfeval.document.values import Place

_RUNNING: Final = 34
"""So many letters wide, without a gap, a line is one of running text."""
_WIDE_GAP: Final = 1.6
"""Gap between two pieces of a line, as a multiple of the size of its letters, that is no space."""


class Sign(NamedTuple):
    """One character with its box in points, y downward, and the size of its letters."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A line of a page: its text, its box, the size of its letters, and its pieces with a wide gap between.

    `signs` are kept where the line may be one of a table without ruled lines, not where it is one of running text.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    place: Place
    pieces: tuple[tuple[float, float, str], ...] = ()
    signs: tuple[Sign, ...] = ()


def rows_of(signs: Sequence[Sign]) -> list[list[Sign]]:
    """Characters by the line they stand in, from top to bottom, each from left to right."""
    rows: list[list[Sign]] = []
    middle = 0.0
    for sign in sorted(signs, key=lambda one: ((one.top + one.bottom) / 2, one.left)):
        own = (sign.top + sign.bottom) / 2
        if rows and abs(own - middle) <= 0.45 * max(sign.size, 4):
            rows[-1].append(sign)
        else:
            rows.append([sign])
            middle = own
    return [sorted(row, key=lambda one: one.left) for row in rows]


def text_of(row: Sequence[Sign]) -> str:
    """The text of a row; a gap between words is a space, a wide one a tab."""
    return "\t".join(text for _, _, text in pieces_of(row))


def pieces_of(row: Sequence[Sign]) -> tuple[tuple[float, float, str], ...]:
    """Left, right and text of what wide gaps part."""
    found: list[tuple[float, float, str]] = []
    left, text = row[0].left, ""
    before: Sign | None = None
    for sign in row:
        if before is not None:
            if sign.text == before.text and abs(sign.left - before.left) < 0.2 * sign.size:
                continue  # printed twice, to look bold
            gap = sign.left - before.right
            if gap > _WIDE_GAP * sign.size:
                found.append((left, before.right, text.strip()))
                left, text = sign.left, ""
            elif gap > 0.22 * sign.size and (before.text + sign.text).isascii() and text[-1:] != " ":
                text += " "
        text += sign.text
        before = sign
    if before is not None:
        found.append((left, before.right, text.strip()))
    return tuple(one for one in found if one[2]) or ((left, left, ""),)


def lines_of(signs: Sequence[Sign], page: int) -> list[FlowLine]:
    """The lines of a page, numbered from its top."""
    found = []
    for number, row in enumerate(rows_of(signs), start=1):
        shown = [sign for sign in row if sign.text.strip()]
        if shown:
            size = Counter(round(sign.size, 1) for sign in shown).most_common(1)[0][0]
            box = shown[0].left, min(s.top for s in shown), shown[-1].right, max(s.bottom for s in shown)
            pieces = pieces_of(row)
            kept = tuple(row) if len(pieces) > 1 or box[2] - box[0] < _RUNNING * size else ()
            found.append(FlowLine(text_of(row).strip(), *box, size, Place(page, number), pieces, kept))
    return found


def glued(before: str, after: str) -> str:
    """Two lines as one text: a space where two words of Latin letters meet, nothing between Chinese characters."""
    words = before[-1:].isascii() and after[:1].isascii() and before[-1:].isalpha() and after[:1].isalpha()
    return f"{before}{' ' if words else ''}{after}"
