"""Notices that somebody else changed the workbook while it is open here, and shows what differs."""

from __future__ import annotations

from functools import partial
from typing import Protocol, cast

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.tui.dialogs.waits.busy import Busy
from selfeval.tui.host import Host
from selfeval.workspace.compare.on_disk import Found, last_change, on_disk, unreadable
from selfeval.workspace.system.gc_pause import without_rounds
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


class _Desk(Protocol):
    """The screen of the work, as far as it is spoken to here."""

    def notice(self, message: Message) -> None:
        """Show a further notice above the rows."""

    def show_all(self) -> None:
        """Draw everything anew."""

    def go(self, place: Place) -> None:
        """Put the cursor on a place."""


class DiskWatch:
    """Compares the work with its workbook on the disk, beside the event loop."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._known = ""

    @property
    def _work(self) -> _Desk | None:
        host = self._host
        return cast("_Desk | None", next((one for one in host.screen_stack if host.stands_in("work", one)), None))

    def come_back(self) -> None:
        """Whoever comes back from Excel may have changed the workbook there."""
        workspace = self._host.workspace
        if workspace is None or workspace.trial:
            return

        def unsaid(_error: SelfEvalError) -> None:
            """Said where it matters, not on coming back to the window."""

        self._host.beside(partial(on_disk, workspace), self._noticed, group="workbook", failed=unsaid)

    def _noticed(self, found: Found | None) -> None:
        """Say it once for each change, and not if it has been taken meanwhile."""
        if found is None or found.reading is None:
            return
        sha256 = found.reading.source.sha256
        if self._host.workspace is None or sha256 in {self._known, self._host.workspace.source.sha256}:
            return
        self._known = sha256
        text = msg("Somebody changed the workbook on the disk. Nothing is overwritten; Ctrl+Right shows what changed.")
        if self._work is not None:
            self._work.notice(text)

    def look_at_changes(self) -> None:
        """Compare now, and show what differs; else what the last change was."""
        workspace = self._host.workspace
        if workspace is None:
            return

        self._host.beside(partial(_compared, workspace), self._compared, group="workbook")

    def _compared(self, found: Found | None) -> None:
        if found is None:
            self._host.say(msg("The workbook is as it was when it was read."))
        else:
            self.show_changes(found)

    def show_changes(self, found: Found) -> None:
        """Show a comparison."""
        if self._host.workspace is not None and not self._host.stands_in("changed"):
            self._host.open_room("changed", self._host.workspace, found, then=self._looked)

    def _looked(self, place: Place | None) -> None:
        work = self._work
        if work is None:
            return
        work.show_all()
        if place is not None:
            while not self._host.stands_in("work") and len(self._host.screen_stack) > 1:
                self._host.pop_screen()
            work.go(place)

    def go_on_with(self, found: Found) -> None:
        """Take the workbook as it is on the disk, beside the event loop, and show the comparison with it."""
        workspace = self._host.workspace
        if workspace is None or found.reading is None:
            return
        reading = found.reading

        def renew() -> None:
            with without_rounds():
                workspace.renewal.renew(reading)
                workspace.prepare()

        # Nothing may be entered meanwhile: it would be entered in what is being replaced.
        said = msg("Scoring {count} projects ...", count=len(reading.department.projects))
        renewed = partial(self._renewed, Found(found.comparison))
        self._host.beside(renew, renewed, group="workbook", failed=self._not_renewed, waiting=Busy(said))

    def _renewed(self, found: Found, _nothing: None) -> None:
        self._show_again()
        self.show_changes(found)

    def _not_renewed(self, error: SelfEvalError) -> None:
        self._show_again()
        self._host.show_error(error)

    def _show_again(self) -> None:
        if self._work is not None:
            self._work.show_all()


def _compared(workspace: Workspace) -> Found | None:
    """The work beside its workbook on the disk, else the last change; runs beside the event loop."""
    if error := unreadable(workspace):
        raise error
    workspace.secure()  # the work file says what the workbook was before
    return on_disk(workspace) or last_change(workspace)
