"""Where the cursor of the terminal stands: where what is typed will go. Input methods open their window there."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Input

from selfeval.tui.text import width


def typing_offset(focused: Widget | None) -> Offset | None:
    """The cell on the screen where the next character will stand; None where nothing is typed.

    It is worked out whenever the screen is drawn: Textual notes it as the text changes only, so that it would be wrong
    at the first moment, after a resize or a scroll; behind the text it notes a cell too far.
    """
    field = focused if isinstance(focused, Input) else getattr(focused, "types_into", None)
    if not isinstance(field, Input):
        # A text of several lines says it by itself; the class has a module with themes and grammars, which are not
        # read for this.
        return getattr(focused, "cursor_screen_offset", None)
    before = width(field.value[: field.cursor_position]) if field.has_focus else 0
    x, y = field.content_region.offset
    return Offset(x + before - int(field.scroll_x), y)
