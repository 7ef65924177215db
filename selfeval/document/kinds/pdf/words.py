"""Lines of a page → the words in them, which gaps as narrow as those between two columns keep apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from selfeval.document.kinds.pdf.flow import FlowLine, Sign
from selfeval.document.values import Place

NARROW: Final = 0.45
"""Gap between the texts of two columns, as a multiple of the size of the letters, at the least."""
SET_WIDE: Final = 1.25
"""Gap between two labels whose own letters are set apart."""


@dataclass(frozen=True, slots=True)
class Word:
    """A text with its box in points, y downward, the line it stands in, and its signs with the blanks behind it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    signs: tuple[Sign, ...]
    place: Place

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


class OfWords:
    """What is made of words: its text, and the box around them in points, y downward."""

    __slots__ = ()
    words: Sequence[Word]

    @property
    def text(self) -> str:
        """All of them, nothing between them."""
        return "".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """The left end."""
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        """The right end."""
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        """The upper end."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The lower end."""
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """The size of the letters."""
        return self.words[0].size


def words_of(line: FlowLine, gap: float = NARROW) -> list[Word]:
    """The words of a line, from left to right."""
    runs: list[list[Sign]] = []
    before: Sign | None = None  # the last sign that is no blank
    for sign in line.signs:
        if not sign.text.strip():
            if runs:
                runs[-1].append(sign)
            continue
        if before is not None and sign.text == before.text and abs(sign.left - before.left) < 0.2 * sign.size:
            continue  # printed twice, to look bold
        if before is not None and sign.left - before.right <= gap * sign.size:
            runs[-1].append(sign)
        else:
            runs.append([sign])
        before = sign
    return [_word(run, line) for run in runs]


def _word(signs: Sequence[Sign], line: FlowLine) -> Word:
    shown = [sign for sign in signs if sign.text.strip()]
    return Word(
        "".join(sign.text for sign in signs).strip(),
        shown[0].left,
        min(sign.top for sign in shown),
        shown[-1].right,
        max(sign.bottom for sign in shown),
        line.size,
        tuple(signs),
        line.place,
    )


def stacked(words: Iterable[Word], apart: float = 0.0) -> list[list[Word]]:
    """Words that stand below each other, directly or through others, stacks from left to right.

    `apart` is the gap in points that parts two stacks.
    """
    stacks: list[list[Word]] = []
    right = 0.0
    for word in sorted(words, key=lambda one: one.left):
        if stacks and word.left < right + apart:
            stacks[-1].append(word)
            right = max(right, word.right)
        else:
            stacks.append([word])
            right = word.right
    return [sorted(stack, key=lambda one: (one.middle, one.left)) for stack in stacks]


def lines_in(words: Sequence[Word]) -> list[list[Word]]:
    """The words of a stack by the line they stand in."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.place, one.left)):
        if found and found[-1][0].place == word.place:
            found[-1].append(word)
        else:
            found.append([word])
    return found
