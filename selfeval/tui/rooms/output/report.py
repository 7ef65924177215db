"""Which report is to be written: its outline, and whether one that stands already is brought up to date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from selfeval.core.problems import Message, labelled, msg
from selfeval.tui.dialogs.list_dialog import ListDialog
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line
from selfeval.workspace.output.report import (
    Subject,
    default_report,
    free_report,
    outlines,
    update,
    usual_outline,
    write_new,
)
from selfeval.workspace.output.written_report import WrittenReport
from selfeval.workspace.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReportJob:
    """One report that can be written."""

    subject: Subject
    outline: str

    @property
    def path(self) -> Path:
        """Where it goes."""
        return default_report(self.subject)

    def write(self) -> WrittenReport:
        """Write it, under a free name where that one is taken."""
        return write_new(self.subject, self.outline, free_report(self.subject))

    def update(self) -> WrittenReport:
        """Bring the one that stands there up to date, by its own outline."""
        return update(self.subject, self.path)


class Reports(ListDialog[ReportJob]):
    """Gives the report that is wanted."""

    COLUMNS = (Column("", 24, 1),)
    MOST = 10
    TAKE: ClassVar[Message] = msg("Write")
    LEAVE: ClassVar[Message] = msg("Not now")

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(msg("Which report?"))
        self._subject = Subject((workspace.assessment,), (workspace.source,))
        found = [info for info in outlines(workspace.source.path) if not info.several]
        self._found = sorted(found, key=lambda info: (info.error is not None, info.id != usual_outline(self._subject)))

    def listed(self, wanted: str) -> Iterable[Row]:
        """The outlines; those that cannot be used say so."""
        for info in self._found:
            title = info.outline.title if info.outline else self.words(labelled(info.id, msg("cannot be used")))
            yield Row(info.id, (one_line(title),))

    def told(self) -> str:
        """What the one under the cursor consists of, or why it cannot be used."""
        info = next((one for one in self._found if one.id == self.rows.key), None)
        if info is not None and info.outline is not None:
            return one_line(" / ".join(section.title for section in info.outline.sections if section.level == 1))
        return self.words(info.error.message) if info is not None and info.error is not None else ""

    def action_take(self) -> None:
        """Take the outline under the cursor, if it can be used."""
        info = next((one for one in self._found if one.id == self.rows.key), None)
        if info is None or info.error is not None:
            self.say(info.error.message if info and info.error else msg("There is no outline here."), bad=True)
        else:
            self.dismiss(ReportJob(self._subject, info.id))
