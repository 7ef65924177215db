"""The lists of a page are one thing to go through: every key that moves goes on where a list ends."""

import pytest

from tests.tui.driving import running, settled


async def at(pilot):
    await settled(pilot)
    return pilot.app.focused.id, pilot.app.focused.key


@pytest.mark.parametrize(("key", "back"), [("pagedown", "pageup"), ("down", "up")])
async def test_a_page_is_gone_through_to_its_end_and_back(filled, key, back):
    async with running(filled) as pilot:
        await pilot.press("f9")
        first = await at(pilot)
        seen = [first[0]]
        for _ in range(60):
            await pilot.press(key)
            here = (await at(pilot))[0]
            if here != seen[-1]:
                seen.append(here)
        assert "kinds" in seen
        last = await at(pilot)
        for _ in range(60):
            await pilot.press(back)
        assert await at(pilot) == first
        await pilot.press("end", "end")
        assert await at(pilot) == last
        await pilot.press("home", "home")
        assert await at(pilot) == first
