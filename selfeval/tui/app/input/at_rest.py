"""Whether the screen has come to rest: the only place that looks into what Textual keeps to itself.

Textual has no public word for “nothing is on its way any more”. What is read here is pinned by
tests/tui/test_at_rest.py, so that another version of Textual is noticed there and not by a lost key.
"""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.screen import Screen


def at_rest(app: App[Any]) -> bool:
    """Whether no message waits anywhere on the screen, and the screen is there with its keyboard."""
    screen = app.screen
    if not screen.is_mounted or puts_off(screen) or app.message_queue_size:
        return False
    return not any(node.message_queue_size for node in screen.walk_children(with_self=True))


def puts_off(screen: Screen[Any]) -> bool:
    """Whether something waits for the next time the screen is drawn (`call_after_refresh`)."""
    return bool(screen._callbacks)
