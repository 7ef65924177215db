"""Keys that come faster than the screen: each belongs to the field it was meant for."""

from __future__ import annotations

from textual import events

from selfeval.tui.screens.work import Work
from tests.tui.driving import running, settled, work


def burst(pilot, *keys):
    """All keys at once, as a terminal delivers them while the program is busy."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_amounts_typed_in_one_burst_go_to_their_fields(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        await pilot.press("home", "f5")
        await settled(pilot)
        burst(pilot, "1", "5", "0", "enter", "1", "4", "0", "enter", "2", "2", "enter")
        for _ in range(4):
            await settled(pilot)
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        budget = screen.workspace.assessment.projects[0].budget
        assert (budget.texts["executed"], budget.texts["executed.fiscal"]) == ("150", "140")
        assert budget.texts["checkpoint.3"] == "22"
