"""Something that draws its own lines and scrolls; only where its scroll bar comes or goes is anything laid out."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView


class LineView(ScrollView):
    """Textual lays a whole screen out for each new size of what a widget holds: 2 to 5 ms at a key."""

    virtual_size = Reactive(Size(0, 0))

    def watch_virtual_size(self, size: Size) -> None:
        """Tell the scroll bar."""
        needed = size.height > self.container_size.height
        if needed != self.show_vertical_scrollbar or self.styles.auto_dimensions:
            self.refresh(layout=True)
        elif needed:
            self.vertical_scrollbar.window_virtual_size = size.height
            self.vertical_scrollbar.window_size = self.container_size.height
