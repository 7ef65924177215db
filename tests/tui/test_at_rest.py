"""What the program reads of Textual's own state is what it takes it for."""

from __future__ import annotations

from textual.app import App
from textual.widgets import Input

from selfeval.tui.app.input.at_rest import at_rest, puts_off


class Small(App[None]):
    """One field."""

    def compose(self):
        yield Input()


async def test_what_waits_for_the_next_drawing_is_seen_until_it_was_done():
    done = []
    async with Small().run_test() as pilot:
        await pilot.pause()
        assert at_rest(pilot.app)
        pilot.app.screen._invoke_later(lambda: done.append(1), pilot.app.screen)
        assert puts_off(pilot.app.screen)
        assert not at_rest(pilot.app)
        await pilot.pause()
        assert done == [1]
        assert not puts_off(pilot.app.screen)


async def test_call_after_refresh_is_put_off_until_the_screen_is_drawn():
    async with Small().run_test() as pilot:
        await pilot.pause()
        seen = []
        screen, field = pilot.app.screen, pilot.app.query_one(Input)
        field.call_after_refresh(lambda: seen.append("done"))
        field.call_next(lambda: seen.append(puts_off(screen) or "done" in seen))
        await pilot.pause()
        assert "done" in seen
        assert True in seen, "somewhere in between it was seen to wait, or was done"
        assert at_rest(pilot.app)


async def test_a_message_on_its_way_to_any_widget_is_seen():
    async with Small().run_test() as pilot:
        await pilot.pause()
        pilot.app.query_one(Input).post_message(Input.Changed(pilot.app.query_one(Input), "x"))
        assert not at_rest(pilot.app)
        await pilot.pause()
        assert at_rest(pilot.app)
