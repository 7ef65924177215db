"""Asks the terminal whether it draws lines in one cell each, and has frames drawn once it says so."""

from __future__ import annotations

from textual import events

from selfeval.tui.host import Host
from selfeval.workspace.system.line_drawing import QUESTION, one_cell_each, worth_asking


def ask(app: Host) -> None:
    """Ask it; the answer comes as an event, or never."""
    if app._driver is not None and not app.is_headless and worth_asking():
        app._driver.write(QUESTION)


def learn(app: Host, column: int) -> None:
    """Its cursor stands in this column, from 0, after the signs it was asked about."""
    if one_cell_each(column) and not app.drawn:
        app.drawn = True
        app.add_class("-drawn")
        for screen in app.screen_stack:  # they are arranged as after a resize
            screen.post_message(events.Resize(app.size, app.size))
