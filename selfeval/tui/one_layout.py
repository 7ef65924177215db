"""One layout and one drawing for one change, where Textual makes several of each.

Both take most of what a person waits for: a screen of thirty widgets is drawn in 10 ms and more, a layout takes 5.
Rests on what Textual's screens keep for themselves: `tests/tui/test_one_layout.py` counts what comes of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast
from weakref import WeakSet

from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from selfeval.tui.changed_parts import PartsCompositor

_MOST_LOOKS = 50
"""Turns of the event loop after which a new screen is laid out and drawn whatever still goes on in it."""
_MOST_LAYOUTS = 3
_MOST_TURNS = 200
"""Turns of the event loop after which what a key changed so far is drawn."""


@contextmanager
def _sizes_settled() -> Iterator[None]:
    """Meanwhile, a new size of what a widget holds asks for no layout: it is being laid out.

    Where a scroll bar comes or goes by it, that asks for a layout of its own.
    """
    virtual_size = cast("Any", Widget.__dict__["virtual_size"])
    before, virtual_size._layout = virtual_size._layout, False
    try:
        yield
    finally:
        virtual_size._layout = before


_held: WeakSet[Screen[Any]] = WeakSet()
"""New screens that are not drawn yet."""
_answering: WeakSet[Screen[Any]] = WeakSet()
"""Screens on which what came of a key is still on its way."""
_styled: WeakSet[Screen[Any]] = WeakSet()
"""New screens that have their styles since a moment ago, and are asked to take them once more."""


def prepare(screen: Screen[Any]) -> None:
    """Have a new screen be as large as the terminal from its first style on, and drawn by its parts.

    Textual says later how large it is, and styles everything again.
    """
    app = screen.app
    for breaks, cells in (
        (app.HORIZONTAL_BREAKPOINTS or [], app.size.width),
        (app.VERTICAL_BREAKPOINTS or [], app.size.height),
    ):
        fitting = [name for least, name in sorted(breaks) if cells >= least]
        screen.add_class(*fitting[-1:], update=False)
    screen._compositor = PartsCompositor()


def refresh_layout(screen: Screen[Any], size: Size | None = None, scroll: bool = False) -> None:
    """Lay out once: a widget that got another size in a layout need not have everything laid out again for it."""
    with _sizes_settled():
        Screen._refresh_layout(screen, size, scroll=scroll)


def compositor_refresh(screen: Screen[Any]) -> None:
    """Draw what has changed, unless more of it is about to."""
    if screen not in _held:
        Screen._compositor_refresh(screen)


def on_timer_update(screen: Screen[Any]) -> None:
    """Lay out and draw what has changed, as Textual does with each frame, unless more of it is about to."""
    if screen not in _answering:
        Screen._on_timer_update(screen)


def update_node_styles(screen: Screen[Any], animate: bool = True) -> None:
    """Style everything again, but for a screen that is new."""
    if screen not in _styled:
        Screen.update_node_styles(screen, animate)
    _styled.discard(screen)


def draw_at_rest(screen: Screen[Any]) -> None:
    """Draw a new screen once: when it is laid out, and what it holds has answered to the sizes it was given."""
    _held.add(screen)
    _styled.add(screen)
    screen.app.call_later(_draw_once, screen)


async def _draw_once(screen: Any) -> None:  # noqa: ANN401 - a screen, with what Textual keeps for itself
    try:
        for _ in range(_MOST_LAYOUTS):
            await _rest(screen)
            if screen.outer_size and not screen._layout_required:
                break
            screen._layout_required = False
            screen._refresh_layout()
    finally:
        _held.discard(screen)
        _styled.discard(screen)
        screen._repaint_required = False
        if screen.is_attached and screen.outer_size:
            screen._compositor._dirty_regions.add(screen.outer_size.region)
            screen._compositor_refresh()
        screen.check_idle()  # what waits for it to be drawn has its turn; keys wait for that


async def _rest(screen: Screen[Any]) -> None:
    """Until the screen has its size and no message waits on it."""
    for _ in range(_MOST_LOOKS):
        await asyncio.sleep(0)
        nodes = screen.walk_children(with_self=True)
        if screen.outer_size and not any(node.message_queue_size for node in nodes):
            return


def draw_answer(screen: Screen[Any]) -> None:
    """Once all that came of a key is through, lay out where that is needed, and draw it in one go.

    Textual draws what the first message changed at once, and the rest of it a frame later.
    """
    if screen not in _answering:
        _answering.add(screen)
        nodes = [screen.app, *screen.walk_children(with_self=True)]
        asyncio.get_running_loop().call_soon(_answer, screen, nodes, _MOST_TURNS, _MOST_LAYOUTS)


def _answer(screen: Any, nodes: list[Any], turns: int, layouts: int) -> None:  # noqa: ANN401 - as above
    _answering.discard(screen)
    if screen.is_current and turns:
        moving = any(node.message_queue_size for node in nodes)
        if not moving and layouts and (screen._layout_required or screen._scroll_required):
            _lay_out(screen)  # what has another size answers to that
            moving, layouts = True, layouts - 1
        if moving:
            _answering.add(screen)
            asyncio.get_running_loop().call_soon(_answer, screen, nodes, turns - 1, layouts)
            return
    laid_out = screen._compositor._dirty_regions and not (screen._dirty_widgets or screen._repaint_required)
    screen._on_timer_update()
    if laid_out and screen.is_current:
        screen._compositor_refresh()


def _lay_out(screen: Any) -> None:  # noqa: ANN401 - as above
    """Lay out without drawing yet."""
    held = screen in _held  # as a new one is until it is drawn
    _held.add(screen)
    try:
        screen._refresh_layout(scroll=screen._scroll_required and not screen._layout_required)
    finally:
        if not held:
            _held.discard(screen)
    screen._layout_required = screen._scroll_required = False
    screen._dirty_widgets.clear()
