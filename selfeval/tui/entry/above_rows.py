"""What is said above the rows: notices about the work, and how many rows a filter hides."""

from __future__ import annotations

from textual.widgets import Static

from selfeval.core.problems import Message, msg
from selfeval.tui.base import Room
from selfeval.tui.line_breaks import flow
from selfeval.tui.text import many_lines, one_line
from selfeval.workspace.looking.rows import RowFilter
from selfeval.workspace.packs.fitting import offered
from selfeval.workspace.work.workspace import Workspace


class AboveRows:
    """Shows and hides these lines."""

    def __init__(self, screen: Room, workspace: Workspace) -> None:
        self._screen, self._workspace = screen, workspace

    def show_notices(self) -> None:
        """Show what is to be known about the work, and the rule pack that may fit better."""
        if pack := offered(self._workspace.assessment):
            self._workspace.notices = (*dict.fromkeys((*self._workspace.notices, pack)),)
        self._show()

    def notice(self, message: Message) -> None:
        """Show a further notice."""
        self._workspace.notices = (*self._workspace.notices, message)
        self._show()

    def notices_seen(self) -> None:
        """Take notices away once work goes on, unless they still hold."""
        if not self._workspace.read_only and not self._workspace.volatile:
            self._screen.query_one("#banner").remove_class("-shown")

    def _show(self) -> None:
        banner = self._screen.query_one("#banner", Static)
        lines = [many_lines(self._screen.words(notice)) for notice in self._workspace.notices]
        banner.update(flow("\n".join(lines)))
        banner.set_class(bool(lines), "-shown")

    def say_hidden(self, only: RowFilter, left: int, count: int) -> None:
        """Say how many of so many rows a filter leaves; nothing where there is none."""
        line = self._screen.query_one("#filtered", Static)
        line.set_class(bool(only), "-shown")
        if only:
            said = msg(
                "{hidden} of {count} rows hidden; Esc shows all. Only: {filter}",
                hidden=count - left,
                count=count,
                filter=only.said,
            )
            line.update(flow(one_line(self._screen.words(said))))
