"""What Textual draws otherwise: scroll bars of coloured spaces, and passing words with our line breaks, one at a time.

Block characters are missing or two cells wide in some consoles. Textual begins a line of Chinese with `、` too.
"""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.notifications import Notifications
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.visual import Visual
from textual.widgets._toast import Toast, ToastHolder, ToastRack

from selfeval.tui.line_breaks import flow


class PlainBars(ScrollBarRender):
    """Textual's own bars without the characters that make their ends smooth."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


def _toast(toast: Toast) -> Visual:
    """The text of a toast; we give none a title, and none is markup."""
    return flow(Content(toast._notification.message))


_show = ToastRack.show


def _show_alone(rack: ToastRack, notifications: Notifications) -> None:
    """Show what is to be said; of a word that was taken back Textual leaves its empty line behind, for good."""
    wanted = {rack._toast_id(one) for one in notifications}
    for holder in rack.query(ToastHolder):
        if holder.id not in wanted:
            holder.remove()
    _show(rack, notifications)


def draw_so() -> None:
    """Let every scroll bar and every toast be drawn so."""
    ToastRack.show = _show_alone  # type: ignore[assignment,method-assign]
    ScrollBar.renderer = PlainBars
    Toast.render = _toast  # type: ignore[assignment,method-assign]
