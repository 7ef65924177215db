"""The lists of all screens: no text is cut beside room, no figure at all, and a blank stands at the end."""

from __future__ import annotations

import pytest

from tests.tools.pictures import reach, started
from tests.tools.shots import SHOTS
from tests.tui.driving import LANGUAGES, settled
from tests.tui.listing import list_faults

SIZES = ((170, 50), (120, 40), (80, 24), (60, 20))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOTS)
async def test_no_text_of_a_list_is_cut_beside_room(name, language, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with started(SHOTS[name], language, tmp_path, SIZES[0]) as pilot:
        await reach(pilot, SHOTS[name], tmp_path)
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert list_faults(pilot) == [], size
