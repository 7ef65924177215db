"""Text broken into lines as Chinese and English are: between any two characters or at spaces, never before a full stop.

Textual breaks at spaces only, so that a Chinese sentence after a label would begin on the next line.
"""

from __future__ import annotations

from rich.cells import get_character_cell_size
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

_NOT_FIRST = frozenset("，。、；：！？）》〉」』】〕”’％%…·,.;:!?)]}")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{")
_WORD = frozenset("+-./%_≥≤±=÷×→")


def breaks(text: str, cells: int) -> list[int]:
    """Where the lines of one paragraph begin, the first one left out; no line takes more than `cells`."""
    found: list[int] = []
    start, used, last = 0, 0, 0
    for place, char in enumerate(text):
        if place > start and _may_break(text[place - 1], char):
            last = place
        size = get_character_cell_size(char)
        if used + size > cells and char != " " and place > start:
            start = last if last > start else place
            found.append(start)
            used = sum(get_character_cell_size(one) for one in text[start:place])
        used += size
    return found


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before == " " or not (_joins(before) and _joins(after))


def _joins(char: str) -> bool:
    return (char.isascii() and char.isalnum()) or char in _WORD or not char.isprintable()


class Flow(Visual):
    """A `Content` that is broken into lines by `breaks`."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self._made: tuple[int, Content] | None = None

    def at(self, width: int) -> Content:
        """The content with its line breaks for this width."""
        if self._made is None or self._made[0] != width:
            lines: list[Content] = []
            for paragraph in self.content.split("\n", allow_blank=True):
                lines += (line.rstrip() for line in paragraph.divide(breaks(paragraph.plain, width)))
            self._made = (width, Content("\n").join(lines))
        return self._made[1]

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The lines, drawn."""
        return self.at(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The longest paragraph."""
        return self.content.get_optimal_width(rules, container_width)

    def get_minimal_width(self, rules: RulesMap) -> int:
        """The widest character."""
        return 2

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines at this width."""
        return self.at(width).get_height(rules, width)


def flow(text: str | Content) -> Flow:
    """Text for a `Static`; nothing in it is read as markup."""
    return Flow(Content(text) if isinstance(text, str) else text)
