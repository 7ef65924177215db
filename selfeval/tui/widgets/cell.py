"""One field of the budget: an amount or a percent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from selfeval.core.problems import msg
from selfeval.tui.text import Words, one_line, width


class Cell(Input):
    """One amount or percent; Enter goes to what is asked next, arrows and Tab to what is beside it, Esc undoes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "restore", show=False),
        Binding("enter", "screen.enter", show=False),
        Binding("tab", "screen.step(1)", show=False),
        Binding("shift+tab", "screen.step(-1)", show=False),
        Binding("down", "screen.line(1)", show=False),
        Binding("up", "screen.line(-1)", show=False),
        Binding("right", "beside(1)", show=False),
        Binding("left", "beside(-1)", show=False),
    ]

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text, id=cell_id(field), compact=True, select_on_focus=True)
        self.field = field
        self.kept = text
        self.offered = ""
        self._assumed, self._asked = "", ""

    def offer(self, words: Words, assumed: str, offered: str) -> None:
        """What shows while nothing stands here: the `offered` text, which Enter takes; else what is taken for it."""
        self.offered, self._assumed = offered, assumed
        self._asked = words(msg("Enter {text}", text=offered)) if offered else ""
        self._show()

    def on_focus(self) -> None:
        """Say what Enter takes."""
        self._show()

    def on_blur(self) -> None:
        """Say only what is taken for a blank."""
        self._show()

    def _show(self) -> None:
        fits = width(self._asked) <= self.size.width
        self.placeholder = (self._asked if fits else self.offered) if self.offered and self.has_focus else self._assumed

    def on_click(self) -> None:
        """Who uses the mouse gets digits to click."""
        self.screen.add_class("-mouse")

    def action_beside(self, direction: int) -> None:
        """While nothing is being typed, the field beside, as in a spreadsheet; else a character on or back."""
        untouched = self.value == self.kept and (not self.value or self.selected_text == self.value)
        if untouched:
            self.app.call_later(self.screen.run_action, f"screen.step({direction})")
        elif direction > 0:
            self.action_cursor_right()
        else:
            self.action_cursor_left()

    def action_restore(self) -> None:
        """The text as it was; where nothing was changed, leave the screen."""
        if self.value == self.kept:
            self.app.call_later(self.screen.run_action, "screen.back")
        else:
            self.value = self.kept


def cells_beyond(here: Cell, cells: Iterable[Cell], direction: int) -> Iterator[Cell]:
    """The cells below one, or above it with -1, in its column; the nearest first."""
    order = list(cells)[::direction]
    for cell in order[order.index(here) + 1 :]:
        if cell.region.y != here.region.y and abs(cell.region.x - here.region.x) <= cell.region.width // 2:
            yield cell


def cell_id(field: str) -> str:
    """The widget id of a field: `executed.fiscal` → `cell-executed-fiscal`."""
    return f"cell-{field.replace('.', '-')}"


def text_line(*texts: str) -> Widget:
    """A label and texts in the columns of the cells under it."""
    label, *rest = texts
    return Horizontal(
        Static(Content(label), classes="line-label"),
        *(Static(Content(one_line(text)), classes="line-text") for text in rest),
        classes="line",
    )
