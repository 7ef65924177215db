"""A paste without marks, key by key: shown row by row like any paste, and answered by nothing on its way."""

from __future__ import annotations

import pytest
from textual import events

from selfeval.core.evaluation import FactKey
from selfeval.tui.app.input.bursts import GAP, PASTE, Burst
from selfeval.tui.dialogs.ask import Slip
from selfeval.tui.dialogs.row.reason import Note
from selfeval.tui.entry.screen import Work
from selfeval.tui.rooms.paste import PasteScreen
from tests.tui.driving import running, settled, work

NAMES = {"\r": "enter", "\t": "tab", "\n": "ctrl+j"}
BY_HAND = 0.06


def keys(block: str, apart: float = 0.0002, start: float = 0.0) -> list[events.Key]:
    """The keys that a console makes of a text, so many seconds apart."""
    found = []
    for number, char in enumerate(block):
        key = events.Key(NAMES.get(char, char), char)
        key.time = start + number * apart
        found.append(key)
    return found


async def stream(pilot, block, apart=0.0002):
    """Deliver a text key by key, read at once; a pause longer than a burst follows."""
    start = events.Event().time - len(block) * apart
    for key in keys(block, apart, start):
        pilot.app.post_message(key)
    await pilot.pause(PASTE * 2)
    for _ in range(3):
        await settled(pilot)


def collected(pieces: list[tuple[float, str]]) -> list[str]:
    """What becomes of pieces that arrive at these seconds: pastes as texts, keys joined by blanks."""
    burst, out = Burst(), []

    def told(held):
        if held:
            out.append(repr(held) if isinstance(held, str) else " ".join(key.key for key in held))

    for start, piece in pieces:
        for key in keys(piece, start=start):
            if not burst.belongs(key):
                told(burst.take(typed=burst.broken_by(key)))
            burst.add(key)
    told(burst.take())
    return out


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([(0, "95%\r97%\r")], [r"'95%\r97%\r'"]),
        ([(0, "95%\r\n97%\r\n")], [r"'95%\r\n97%\r\n'"]),
        ([(0, "一\t95%")], [r"'一\t95%'"]),
        ([(0, "\r95%\r")], [r"'\r95%\r'"]),  # a blank line first
        ([(0, "95%\r")], ["9 5 % enter"]),  # one entry and its Enter
        ([(0, "95%\r\n")], ["9 5 % enter"]),  # the second half of a line end is no key of its own
        ([(0, "信访量")], ["信 访 量"]),  # a word of an input method
        ([(0, "信访量"), (0.3, "\r"), (0.6, "减少"), (0.9, "\r")], ["信 访 量", "enter", "减 少", "enter"]),
        ([(0, "8批"), (0.02, "次\r97%\r")], [r"'8批次\r97%\r'"]),  # two pieces of one paste
        ([(0, "95%\r97%\r"), (PASTE / 2, "96%\r")], [r"'95%\r97%\r96%\r'"]),
        ([(0, "95%\r97%\r"), (0.3, "96%\r")], [r"'95%\r97%\r'", r"'96%\r'"]),  # its rest, never keys
        ([(0, "95%\r97%\r"), (2, "96%\r")], [r"'95%\r97%\r'", "9 6 % enter"]),
        ([(number * BY_HAND, char) for number, char in enumerate("95%\r97%\r")], [*"95%", "enter", *"97%", "enter"]),
        ([(number * GAP * 1.5, char) for number, char in enumerate("8\r9\r")], ["8", "enter", "9", "enter"]),
        ([(0, "\r\r\r")], ["enter enter enter"]),
    ],
)
def test_a_paste_is_told_from_typing_by_its_speed(pieces, expected):
    assert collected(pieces) == expected


async def to_satisfaction(pilot):
    screen = work(pilot)
    result = screen.workspace.assessment.projects[0]
    row = next(item.indicator for item in result.indicators if "满意度" in item.indicator.tier3)
    screen.desk.grid.go(row.id)
    await settled(pilot)
    return screen, result, row


async def test_lines_without_marks_go_to_the_preview_and_to_no_question(seed):
    async with running(seed) as pilot:
        screen, result, row = await to_satisfaction(pilot)
        await stream(pilot, "85%\r90%\r下雨\r0.95\r")
        assert isinstance(pilot.app.screen, PasteScreen)
        assert screen.workspace.evaluation.done == ()
        assert [one.line.values[0][1] for one in pilot.app.screen.seen] == ["85%", "90%", "下雨", "0.95"]
        assert not any(isinstance(one, Note | Slip) for one in pilot.app.screen_stack)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Work)
        assert FactKey(result.project.id, row.id, "reason") not in screen.workspace.evaluation.facts


async def test_cells_with_names_go_to_their_rows(seed):
    async with running(seed) as pilot:
        screen = work(pilot)
        await stream(pilot, "三级指标\t实际完成值\r\n信访群众及相关单位满意度\t95%\r\n解决问题费用\t175.3万元\r\n")
        assert isinstance(pilot.app.screen, PasteScreen)
        await pilot.press("f10")
        await settled(pilot)
        entered = {key.indicator.split("/")[-1]: value for key, value in screen.workspace.evaluation.facts.items()}
        assert entered == {"信访群众及相关单位满意度": "95%", "解决问题费用": "175.3万元"}


async def test_one_entry_with_its_enter_is_typed_and_its_question_stays_empty(seed):
    async with running(seed) as pilot:
        screen, _, _ = await to_satisfaction(pilot)
        await stream(pilot, "85%\r\n")
        assert screen.desk.scored(screen.desk.place).actual.text == "85%"
        assert isinstance(pilot.app.screen, Note)
        assert pilot.app.screen.query_one("#reason").text == "完成值 85%，低于目标 5 个百分点。原因："
        assert not pilot.app.screen.unsaved


async def test_lines_for_an_open_reason_are_its_lines(seed):
    async with running(seed) as pilot:
        await to_satisfaction(pilot)
        await pilot.press(*"85%", "enter")
        await settled(pilot)
        await stream(pilot, "第一行\r第二行")
        assert isinstance(pilot.app.screen, Note)
        assert pilot.app.screen.query_one("#reason").text.endswith("原因：第一行\n第二行")


async def test_a_question_takes_nothing_of_a_paste(seed):
    async with running(seed, notices=True) as pilot:
        screen, _, _ = await to_satisfaction(pilot)
        await pilot.press(*"0.95", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Slip)
        await stream(pilot, "85%\r90%\r")
        assert isinstance(pilot.app.screen, Slip)
        assert any("nothing was taken" in one.message for one in pilot.app._notifications)
        assert screen.workspace.evaluation.done == ()


async def test_a_field_of_one_line_takes_no_part_of_several(seed):
    async with running(seed, notices=True) as pilot:
        await pilot.press("home", "f5")
        await settled(pilot)
        await stream(pilot, "150\r140\r22\r")
        assert any("this field takes one" in one.message for one in pilot.app._notifications)
        assert work(pilot).workspace.evaluation.done == ()
