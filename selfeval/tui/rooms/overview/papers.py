"""Writes lists and letters beside the event loop, and says where they are."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.core.review.overview import Asked, MarkKind
from selfeval.tui.dialogs.waits.busy import Busy
from selfeval.tui.host import Host
from selfeval.workspace.overview.overview import Overview
from selfeval.workspace.overview.papers import Letters, write_letters, write_project_list

_NAMED = 5
"""Forms that are named where their letters could not be written."""


class Papers:
    """What leaves the desk."""

    def __init__(self, host: Host, overview: Overview) -> None:
        self._host, self._overview = host, overview

    def write_list(self, asked: Asked) -> None:
        """The forms that are shown, as a workbook."""
        waiting = Busy(msg("Writing the list ..."))
        self._host.beside(partial(self._list, asked), self._list_written, group="papers", waiting=waiting)

    def _list(self, asked: Asked) -> Path:
        """Runs beside the event loop."""
        return write_project_list(self._overview, self._overview.tables.places(asked), asked.department)

    def _list_written(self, path: Path) -> None:
        self._host.say(msg("Written: {path}", path=str(path)), seconds=10)

    def letters(self, asked: Asked) -> None:
        """A letter for each of the forms that go back."""
        waiting = Busy(msg("Writing the letters ..."))
        self._host.beside(partial(self._letters, asked), self._letters_written, group="papers", waiting=waiting)

    def _letters(self, asked: Asked) -> Letters | None:
        """Runs beside the event loop."""
        lines = self._overview.of_marks(asked, MarkKind.RETURNED)
        return write_letters(self._overview, lines) if lines else None

    def _letters_written(self, found: Letters | None) -> None:
        if found is None:
            self._host.say(msg("No form that is shown goes back: mark one first."), bad=True)
        elif found.failed:
            self._host.show_error(_failed(found))
        else:
            count, path = len(found.written), str(found.written[0].parent)
            self._host.say(msg("{count} letters written: {path}", count=count, path=path), seconds=10)


def _failed(found: Letters) -> SelfEvalError:
    lines = [_why(file, error) for file, error in found.failed[:_NAMED]]
    if len(found.failed) > _NAMED:
        lines.append(msg("and {count} more", count=len(found.failed) - _NAMED))
    named = tuple((f"line{number}", line) for number, line in enumerate(lines))
    said = Message("".join(f"\n{{{name}}}" for name, _ in named), named)
    return SelfEvalError(
        msg("Letters missing"),
        msg("{count} letters were written. Not written:{lines}", count=len(found.written), lines=said),
        code=found.failed[0][1].code,
    )


def _why(file: str, error: SelfEvalError) -> Message:
    """One form, with what to do about it; most sentences name the file themselves."""
    named = any(file in str(value) for _, value in error.message.args)
    said = (("file", file), ("why", error.message), ("hint", error.hint))
    return Message("- {why} {hint}" if named else "- {file}  {why} {hint}", said)
