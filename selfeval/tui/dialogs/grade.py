"""The grade that a reviewer gave a project, and what it leaves of the total."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.widget import Widget
from textual.widgets import Input

from selfeval.core.problems import Message, msg
from selfeval.core.rules.pack import Grade
from selfeval.core.rules.parts.reviewing import grade_given
from selfeval.tui.dialogs.list_dialog import Field, ListDialog
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line, spaced

NOTHING_GIVEN = "nothing"


class Grading(ListDialog[str]):
    """Gives the fact `review_grade`: a grade or the points typed, "" where no reviewer's grade stands any more.

    `tried` says what the total would be with a fact.
    """

    COLUMNS = (Column("", 10, 1), Column("", 30, 3))

    def __init__(self, title: str, now: str, grades: tuple[Grade, ...], tried: Callable[[str], Message]) -> None:
        super().__init__(msg("Which grade did the reviewer give?"), title)
        self._now, self._grades, self._tried = now, grades, tried

    def listed(self, wanted: str) -> Iterable[Row]:
        """The grades of the pack with what each leaves."""
        for one in self._grades:
            yield Row(one.name, (one_line(one.name), spaced(self.words(self._tried(one.name)))))
        if self._now:
            yield Row(NOTHING_GIVEN, ("-", self.words(msg("No reviewer's grade: take it back"))))

    def first(self) -> str:
        """The grade that is stated now."""
        return grade_given(self._now, self._grades)

    def fields(self) -> Iterable[Widget]:
        """The points, where these were given."""
        stated = self._now if self._grades and self.first() != self._now else ""
        yield self.field(Field("points", msg("or the points given"), stated))

    @property
    def unsaved(self) -> bool:
        """Whether points were typed that are not entered yet."""
        return self.typed("points") not in {"", self._now}

    def told(self) -> str:
        """The total with it."""
        key = self.rows.key
        return spaced(self.words(self._tried(self.typed("points") or ("" if key == NOTHING_GIVEN else key))))

    def moved(self) -> None:
        """A grade that is gone to counts; the points that stood there do not."""
        self.query_one("#points", Input).value = ""

    def take(self, key: str) -> None:
        """Take the points typed, or else the grade under the cursor."""
        points = self.typed("points")
        if points and not grade_given(points, self._grades):
            self.ask("points", self._tried(points))
        else:
            self.dismiss(points or ("" if key == NOTHING_GIVEN else key))
