"""Marking forms: the same keys on the list of forms and on one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.review.overview import MarkKind, ProjectLine
from selfeval.tui.base import Shared
from selfeval.tui.host import Host
from selfeval.tui.text import one_line
from selfeval.workspace.overview.overview import Overview
from selfeval.workspace.system.open_folder import open_folder

OUTDATED = msg(
    "The batch was run again, and what is shown is what it found before. Leave the review and open it again; every "
    "mark is kept."
)
Answer = tuple[MarkKind, str, bool]
"""A mark, the remark, whether the errors go with it."""


class Marker:
    """Marks the form that `line` gives; `shown` draws what has changed."""

    def __init__(
        self, screen: Shared, overview: Overview, line: Callable[[], ProjectLine | None], shown: Callable[[], None]
    ) -> None:
        self._screen, self._overview, self._line, self._shown = screen, overview, line, shown

    @property
    def _host(self) -> Host:
        return self._screen.host

    def seen(self) -> None:
        """Seen, or no longer."""
        self._toggle(MarkKind.SEEN)

    def accepted(self) -> None:
        """Accepted, or no longer."""
        self._toggle(MarkKind.ACCEPTED)

    def _toggle(self, mark: MarkKind) -> None:
        """A mark made on an older version of the form is made anew."""
        line = self._line()
        if line is not None:
            held = self._overview.mark_of(line)
            same = held is not None and (held.mark, held.sha256) == (mark, line.sha256)
            self._mark(line, (MarkKind.NONE if same else mark, "", False))

    def returned(self) -> None:
        """It goes back: ask what is told with it."""
        line = self._line()
        if line is None:
            return

        def answered(answer: Answer | None) -> None:
            if answer is not None:
                self._mark(line, answer)

        title = one_line(" ".join(filter(None, (line.unit, line.title))))
        self._host.open_room("mark", title, line.errors, self._overview.mark_of(line), then=answered)

    def _mark(self, line: ProjectLine, given: Answer) -> None:
        mark, remark, findings = given
        try:
            changed = self._overview.mark(line, mark, remark, findings=findings)
        except SelfEvalError as error:
            self._host.show_error(error)
            return
        if changed:
            self._shown()
            if self._overview.tables.outdated:
                self._host.say(OUTDATED, bad=True)

    def undo(self) -> None:
        """Take back the last mark made here."""
        try:
            key = self._overview.undo()
        except SelfEvalError as error:
            self._host.show_error(error)
            return
        if key is None:
            self._host.say(msg("There is nothing to undo."))
        else:
            self._shown()

    def next_unmarked(self, places: Sequence[int], here: int, go: Callable[[int], None]) -> None:
        """Go to the next form of a list without a mark, below `here`, else from the top; say so where there is none."""

        def found(place: int | None) -> None:
            if place is None:
                self._host.say(msg("Every form that is shown has its mark."))
            elif place == here:
                self._host.say(msg("Every other form that is shown has its mark."))
            else:
                go(place)

        self._screen.beside(partial(self._overview.next_unmarked, places, here), found, group="next")

    def open_place(self) -> None:
        """Show the file in its folder; where the system cannot, its path is copied."""
        line = self._line()
        if line is None:
            return
        try:
            path, _ = self._overview.place_of(line.file)
        except SelfEvalError as error:
            self._host.show_error(error)
            return
        if not open_folder(path):
            self._host.copy(str(path), msg("the path of the file"))


class MarkKeys:
    """The keys that mark and open a form, on every screen that shows one; `marker` does it."""

    marker: Marker

    def action_mark_seen(self) -> None:
        """Seen, or no longer."""
        self.marker.seen()

    def action_mark_accepted(self) -> None:
        """Accepted, or no longer."""
        self.marker.accepted()

    def action_mark_returned(self) -> None:
        """It goes back."""
        self.marker.returned()

    def action_undo_mark(self) -> None:
        """Take back the last mark."""
        self.marker.undo()

    def action_open_place(self) -> None:
        """Show the file in its folder."""
        self.marker.open_place()
