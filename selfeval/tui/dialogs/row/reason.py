"""Why points were lost, and what the evidence is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message as Event
from textual.widget import Widget
from textual.widgets import Static, TextArea

from selfeval.core.problems import Message, msg
from selfeval.core.texts.lengths import characters, counted, limit_of
from selfeval.tui.actions.meanings import ENTER, ESCAPE, NEW_LINE
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.text import Words, many_lines
from selfeval.tui.widgets.keys import Choice


class Lines(TextArea):
    """Several lines of text; Enter finishes, Tab goes on to the next field, text from the clipboard keeps its lines.

    `changed` is called whenever the text is another one.
    """

    changed: Callable[[], None] | None = None

    class Done(Event):
        """Enter was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", show=False, priority=True),
        Binding("ctrl+j,shift+enter", "line", show=False),
    ]

    def __init__(self, text: str, *, id: str) -> None:  # noqa: A002
        super().__init__(text, id=id, compact=True, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")

    @on(TextArea.Changed)
    def _other_text(self) -> None:
        if self.changed is not None:
            self.changed()

    def on_resize(self) -> None:
        """Draw everything anew once the new width is wrapped for; Textual keeps lines of the old width."""
        self.call_after_refresh(self.refresh)

    def action_done(self) -> None:
        """Say that the text is finished."""
        self.post_message(self.Done())

    def action_cursor_up(self, select: bool = False) -> None:
        """A line up; on the first one, to what stands above."""
        if select or not self.navigator.is_first_wrapped_line(self.cursor_location):
            super().action_cursor_up(select)
        else:
            self._leave(-1)

    def action_cursor_down(self, select: bool = False) -> None:
        """A line down; on the last one, to what stands below."""
        if select or not self.navigator.is_last_wrapped_line(self.cursor_location):
            super().action_cursor_down(select)
        else:
            self._leave(1)

    def _leave(self, direction: int) -> None:
        """To the field before or behind, by the way of the screen where it has one, else among its texts."""
        step = getattr(self.screen, "action_step", None)
        texts = list(self.screen.query(Lines))
        place = texts.index(self) + direction
        if step is not None:
            step(direction)
        elif 0 <= place < len(texts):
            texts[place].focus()

    def action_undo(self) -> None:
        """Take back what was typed here; where nothing was, what the screen takes back."""
        before = self.text
        super().action_undo()
        undo = getattr(self.screen, "action_undo", None)
        if self.text == before and undo is not None:
            undo()

    def action_line(self) -> None:
        """A new line."""
        self.insert("\n")


class Count(Static):
    """`87 of 100 characters` below a text, while it is typed."""

    def __init__(self, words: Words, area: Lines, most: int) -> None:
        super().__init__(markup=False, id=f"{area.id}-count", classes="hint")
        self._words, self._area, self._most = words, area, most
        area.changed = self.show

    def on_mount(self) -> None:
        """Show what is there."""
        self.show()

    def show(self) -> None:
        """Count anew."""
        text = self._area.text
        self.update(Content(self._words(counted(text, self._most))))
        self.set_class(characters(text) > self._most, "bad")


def with_count(words: Words, lengths: Mapping[str, int], area: Lines) -> Iterator[Widget]:
    """The text, and below it its count where the rule pack limits it."""
    yield area
    most = limit_of(lengths, area.id or "")
    if most is not None:
        yield Count(words, area, most)


class Note(Dialog[tuple[str, str]]):
    """Gives (reason, evidence), None if nothing was to be changed.

    Where there is no reason yet, `facts` stand in its editor, and a text that holds only them is not taken.
    """

    def __init__(
        self,
        title: str,
        said: Message,
        reason: str,
        evidence: str,
        *,
        asked: bool,
        facts: str = "",
        lengths: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__()
        self._lengths = lengths or {}
        self._title, self._said = title, said
        self._facts = "" if reason.strip() else facts
        self._reason, self._evidence = reason, evidence
        self._asked = asked

    def compose(self) -> ComposeResult:
        """The facts as they stand, two texts, keys."""
        words = self.words
        later = msg("Later") if self._asked else msg("Leave as it was")
        with Vertical(classes="dialog tall"):
            why = msg("Write why it came out so, and what will be done about it")
            yield Static(flow(words(why)), classes="dialog-title")
            yield Static(flow(f"{self._title}\n{many_lines(words(self._said))}"), id="asked-of")
            yield from with_count(words, self._lengths, Lines(self._reason or self._facts, id="reason"))
            yield Static(id="cause", markup=False, classes="bad")
            yield Static(Content(words(msg("Evidence: document, file, page (may stay empty)"))), classes="label")
            yield Lines(self._evidence, id="evidence")
            yield self.buttons(
                Choice("save", ENTER, msg("Save")),
                Choice("new_line", NEW_LINE, msg("New line")),
                Choice("cancel", ESCAPE, later),
            )

    def on_mount(self) -> None:
        """Begin with the reason, at its end."""
        for area in self.query(Lines):
            area.move_cursor(area.document.end)
        self.query_one("#reason").focus()

    @property
    def unsaved(self) -> bool:
        """Whether a text was changed."""
        return self._texts != (self._reason.strip(), self._evidence.strip())

    @property
    def _texts(self) -> tuple[str, str]:
        """Both texts; the facts alone are no reason."""
        reason, evidence = (self.query_one(f"#{name}", Lines).text.strip() for name in ("reason", "evidence"))
        return "" if _bare(reason) == _bare(self._facts) else reason, evidence

    def action_new_line(self) -> None:
        """Begin a new line in the text that has the keyboard."""
        if isinstance(self.focused, Lines):
            self.focused.action_line()

    @on(Lines.Done)
    def action_save(self) -> None:
        """Take both texts; ask for the cause where a reason holds the facts only."""
        reason, evidence = self._texts
        only_facts = not reason and self.query_one("#reason", Lines).text.strip()
        if self._asked and only_facts and evidence == self._evidence.strip():
            said = msg("Write the cause behind the facts; Esc leaves it for later.")
            self.query_one("#cause", Static).update(flow(self.words(said)))
            self.query_one("#reason").focus()
            return
        self.dismiss((reason, evidence))


def _bare(text: str) -> str:
    return "".join(text.split())
