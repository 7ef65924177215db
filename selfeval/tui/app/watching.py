"""Notices that somebody else changed the workbook while it is open here, and shows what differs."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, cast

from selfeval.core.problems import SelfEvalError, msg
from selfeval.tui.dialogs.busy import Busy
from selfeval.workspace.compare.on_disk import Found, last_change, on_disk, unreadable
from selfeval.workspace.system.gc_pause import without_rounds

if TYPE_CHECKING:
    from selfeval.tui.app.app import SelfEvalApp
    from selfeval.tui.entry.screen import Work
    from selfeval.workspace.work.places import Place
    from selfeval.workspace.work.workspace import Workspace


class Watching:
    """The part of the application that compares the work with its workbook on the disk, beside the event loop."""

    workspace: Workspace | None
    _known: str = ""

    @property
    def _self(self) -> SelfEvalApp:
        return cast("SelfEvalApp", self)

    @property
    def _work(self) -> Work | None:
        from selfeval.tui.entry.screen import Work

        return next((screen for screen in self._self.screen_stack if isinstance(screen, Work)), None)

    def watch_app_focus(self, focus: bool) -> None:
        """Whoever comes back from Excel may have changed the workbook there."""
        workspace = self.workspace
        if not focus or workspace is None or workspace.trial:
            return

        def look() -> None:
            with contextlib.suppress(SelfEvalError):  # said where it matters, not on coming back to the window
                found = on_disk(workspace)
                if found is not None and found.reading is not None:
                    self._self.call_from_thread(self._noticed, found.reading.source.sha256)

        self._self.run_worker(look, thread=True, exclusive=True, group="workbook")

    def _noticed(self, sha256: str) -> None:
        """Say it once for each change, and not if it has been taken meanwhile."""
        if self.workspace is None or sha256 in {self._known, self.workspace.source.sha256}:
            return
        self._known = sha256
        text = msg("Somebody changed the workbook on the disk. Nothing is overwritten; Ctrl+Right shows what changed.")
        if self._work is not None:
            self._work.notice(text)

    def look_at_changes(self) -> None:
        """Compare now, and show what differs; else what the last change was."""
        workspace = self.workspace
        if workspace is None:
            return

        def look() -> None:
            if error := unreadable(workspace):
                self._self.call_from_thread(self._self.show_error, error)
                return
            try:
                workspace.secure()  # the work file says what the workbook was before
                found = on_disk(workspace) or last_change(workspace)
            except SelfEvalError as error:
                self._self.call_from_thread(self._self.show_error, error)
                return
            if found is None:
                self._self.call_from_thread(self._self.say, msg("The workbook is as it was when it was read."))
            else:
                self._self.call_from_thread(self.show_changes, found)

        self._self.run_worker(look, thread=True, exclusive=True, group="workbook")

    def show_changes(self, found: Found) -> None:
        """Show a comparison."""
        from selfeval.tui.rooms.workbook_changes import Changes

        if self.workspace is not None and not isinstance(self._self.screen, Changes):
            self._self.push_screen(Changes(self.workspace, found), self._looked)

    def _looked(self, place: Place | None) -> None:
        work = self._work
        if work is None:
            return
        work.show_all()
        if place is not None:
            while self._self.screen is not work and len(self._self.screen_stack) > 1:
                self._self.pop_screen()
            work.go(place)

    def go_on_with(self, found: Found) -> None:
        """Take the workbook as it is on the disk, beside the event loop, and show the comparison with it."""
        workspace = self.workspace
        if workspace is None or found.reading is None:
            return
        reading = found.reading

        # Nothing may be entered meanwhile: it would be entered in what is being replaced.
        busy = Busy(msg("Scoring {count} projects ...", count=len(reading.department.projects)))
        self._self.push_screen(busy)

        def renew() -> None:
            failed: SelfEvalError | None = None
            try:
                with without_rounds():
                    workspace.renew(reading)
                    workspace.prepare()
            except SelfEvalError as error:
                failed = error
            self._self.call_from_thread(self._renewed, busy, Found(found.comparison), failed)

        self._self.run_worker(renew, thread=True, exclusive=True, group="workbook")

    def _renewed(self, busy: Busy, found: Found, failed: SelfEvalError | None) -> None:
        if self._work is not None:
            self._work.show_all()
        busy.over()
        if failed is not None:
            self._self.show_error(failed)
        else:
            self.show_changes(found)
