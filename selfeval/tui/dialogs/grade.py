"""The grade that a reviewer gave a project, and what it leaves of the total."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from selfeval.core.problems import Message, msg
from selfeval.core.rules.pack import Grade
from selfeval.core.rules.reviewing import grade_given
from selfeval.tui.base import Dialog
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line, spaced
from selfeval.tui.widgets.keys import Buttons
from selfeval.tui.widgets.rows import Rows

NOTHING_GIVEN = "nothing"
_MOST_ROWS = 8


class Grading(Dialog[str]):
    """Gives the fact `review_grade`: a grade or the points typed, "" where no reviewer's grade stands any more.

    `tried` says what the total would be with a fact.
    """

    def __init__(self, title: str, now: str, grades: tuple[Grade, ...], tried: Callable[[str], Message]) -> None:
        super().__init__()
        self._title, self._now, self._grades, self._tried = title, now, grades, tried

    def compose(self) -> ComposeResult:
        """The grades of the pack with what each leaves, and the points where these were given."""
        words = self.words
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Static(Content(words(msg("Which grade did the reviewer give?"))), classes="hint")
            yield Rows((Column("", 10, 1), Column("", 30, 3)), id="grades")
            with Horizontal(classes="field"):
                yield Static(Content(words(msg("or the points given"))), classes="label")
                yield Input("", id="points", compact=True)
            yield Static(id="tried", markup=False, classes="label")
            yield Buttons(words, ("take", "Enter", msg("Take")), ("cancel", "Esc", msg("Leave as it was")))

    def on_mount(self) -> None:
        """Stand on the grade that is stated now, or on the best one."""
        words, rows = self.words, self.query_one("#grades", Rows)
        shown = [Row(one.name, (one_line(one.name), spaced(words(self._tried(one.name))))) for one in self._grades]
        if self._now:
            shown.append(Row(NOTHING_GIVEN, ("-", words(msg("No reviewer's grade: take it back")))))
        stated = grade_given(self._now, self._grades)
        rows.fill(shown, stated or shown[0].key)
        rows.styles.height = min(len(shown), _MOST_ROWS)
        if stated != self._now and self._grades:
            self.query_one("#points", Input).value = self._now
        rows.focus()
        self._show_tried()

    @property
    def _typed_points(self) -> str:
        return one_line(self.query_one("#points", Input).value).strip()

    @property
    def unsaved(self) -> bool:
        """Whether points were typed that are not entered yet."""
        return bool(self._typed_points) and self._typed_points != self._now

    def _show_tried(self) -> None:
        row = self.query_one("#grades", Rows).key
        text = self._typed_points or ("" if row == NOTHING_GIVEN else row)
        self.query_one("#tried", Static).update(Content(spaced(self.words(self._tried(text)))))

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        event.stop()
        self._show_tried()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show_tried()

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        self.dismiss("" if event.key == NOTHING_GIVEN else event.key)

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take the points typed, or else the grade under the cursor."""
        typed, row = self._typed_points, self.query_one("#grades", Rows).key
        if typed and not grade_given(typed, self._grades):
            self.query_one("#points", Input).focus()
            self._show_tried()
            return
        self.dismiss(typed or ("" if row == NOTHING_GIVEN else row))
