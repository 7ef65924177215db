"""Text on the screen, broken into lines as Chinese and English are.

Textual breaks at spaces only, so that a Chinese sentence after a label would begin on the next line.
"""

from __future__ import annotations

from rich.cells import get_character_cell_size
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from selfeval.textgrid import breaks


def _starts(paragraph: str, width: int) -> list[int]:
    return list(breaks(paragraph, width, get_character_cell_size))


def _lines(paragraph: Content, width: int) -> list[Content]:
    """The lines of a paragraph, each as far from the edge as it begins."""
    plain = paragraph.plain
    indent = len(plain) - len(plain.lstrip(" "))
    if not 0 < indent < width // 2 or indent == len(plain):
        return [line.rstrip() for line in paragraph.divide(_starts(plain, width))]
    body, edge = paragraph[indent:], Content(" " * indent)
    return [edge + line.rstrip() for line in body.divide(_starts(body.plain, width - indent))]


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
                lines += _lines(paragraph, width)
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
