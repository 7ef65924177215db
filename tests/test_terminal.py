"""The real program in a pseudo-terminal at 80×24: from `selfeval open` on bare targets to the scored workbook, by keys.

The test plays a person: it looks at the screen, does what the screen asks for, and never at anything else.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from selfeval.workspace.headless import load
from selfeval.workspace.verifying import verify_file

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are not there on Windows")
pyte = pytest.importorskip("pyte")

ROOT = Path(__file__).resolve().parents[1]
WIDTH, HEIGHT = 80, 24
F3, F9, ESCAPE, ENTER = "\x1bOR", "\x1b[20~", "\x1b", "\r"
QUIET = 0.25
"""Seconds without output after which a screen counts as drawn."""
SHORT = 1.0
"""Seconds after which a key is taken to have changed nothing but colours."""
PATIENCE = 60
"""Seconds after which something that never comes is a failure."""

ANSWERS = (("≤ 10 批次", "8批次"), ("≥ 90%", "85%"), ("≤ 100%", "97%"), ("万元", "175"))
"""What is typed for a target; 85 % loses points, so that a reason is asked for."""
EXECUTED = {"解决特殊疑难问题资金": "175.3", "信访专项资金": "182.5"}


class Terminal:
    """A person's view of the program: a screen of 80×24 cells and a keyboard."""

    def __init__(self, folder: Path, *args: str) -> None:
        env = {**os.environ, "TERM": "xterm-256color", "SELFEVAL_LANG": "en", "PYTHONPATH": str(ROOT)}
        env |= {"SELFEVAL_STATE_DIR": str(folder / "state")}
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self.screen)
        command = ["-m", "selfeval", *args]
        size = (HEIGHT, WIDTH)
        self.child = pexpect.spawn(sys.executable, command, cwd=str(folder), env=env, dimensions=size, encoding="utf-8")

    @property
    def lines(self) -> list[str]:
        # Not `screen.display`, which stumbles over the second half of an overwritten wide character.
        return ["".join(self.screen.buffer[y][x].data for x in range(WIDTH)) for y in range(HEIGHT)]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def settle(self) -> None:
        """Take in what the program draws until it pauses."""
        last = time.monotonic()
        while time.monotonic() - last < QUIET:
            try:
                self._stream.feed(self.child.read_nonblocking(65_536, 0.05))
                last = time.monotonic()
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return

    def until(self, seen: Callable[[], bool], what: str) -> None:
        """Wait for something to be seen."""
        end = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < end, f"never seen: {what}\n{self.text}"
            self.settle()

    def press(self, keys: str) -> None:
        before = self.text
        self.child.send(keys)
        self.settle()
        end = time.monotonic() + SHORT
        while self.text == before and time.monotonic() < end:
            self.settle()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "workbooks" / "leting-2025-targets.xlsx", tmp_path / "targets.xlsx")
    return tmp_path


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    found = Terminal(folder, "open", "targets.xlsx")
    yield found
    found.child.terminate(force=True)


def do_what_is_asked(terminal: Terminal) -> None:
    """One step of the work."""
    text, asked = terminal.text, terminal.lines[3]
    if "Budget and spending" in text:
        name = next(name for name in EXECUTED if name in terminal.lines[0])
        terminal.press(EXECUTED[name] + ENTER)
        terminal.press(ESCAPE)
    elif "points are lost" in text:
        terminal.press("问卷回收较少，下年扩大调查")
        terminal.press(ENTER)
    elif "Share of the points" in text or "Enter chooses" in text or "Enter opens budget" in text:
        terminal.press(ENTER)
    else:
        answer = next((answer for target, answer in ANSWERS if target in asked), None)
        terminal.press(answer + ENTER if answer else F3)


def test_from_open_to_the_scored_workbook(terminal: Terminal, folder: Path) -> None:
    terminal.until(lambda: "still open" in terminal.text, "the entry screen")
    assert all(len(line) <= WIDTH for line in terminal.lines)
    for name in EXECUTED:
        for _ in range(80):
            if (
                f"{name}" in terminal.lines[0]
                and "Total" in terminal.lines[1]
                and "points are lost" not in terminal.text
            ):
                break
            do_what_is_asked(terminal)
        assert "Total" in terminal.lines[1], terminal.text
        if name != list(EXECUTED)[-1]:
            terminal.press(F3)
    terminal.press(F9)
    terminal.until(lambda: "Export" in terminal.text, "the result screen")
    terminal.press(F9)
    output = folder / "targets-自评-2025.xlsx"
    terminal.until(output.exists, "the scored workbook")
    _the_workbook_is_right(folder, output)
    terminal.press("\x11")
    terminal.until(lambda: not terminal.child.isalive(), "the end")
    assert terminal.child.exitstatus == 0


def _the_workbook_is_right(folder: Path, output: Path) -> None:
    loaded = load(folder / "targets.xlsx")
    totals = [result.total for result in loaded.assessment.projects]
    assert None not in totals
    assert verify_file(output).differences == ()
    book = openpyxl.load_workbook(output, data_only=True)
    shown = {
        str(cell.value) for row in book["自评汇总"].iter_rows() for cell in row if isinstance(cell.value, int | float)
    }
    assert {Decimal(text) for text in shown} >= set(totals)
    again = load(output).assessment
    assert [result.total for result in again.projects] == totals


def test_ctrl_q_leaves_at_once(folder: Path) -> None:
    terminal = Terminal(folder, "open", "targets.xlsx")
    terminal.until(lambda: "still open" in terminal.text, "the entry screen")
    terminal.press("\x11")
    terminal.until(lambda: not terminal.child.isalive(), "the end")
    assert terminal.child.exitstatus == 0


def test_plain_mode_asks_and_saves_at_once(folder: Path) -> None:
    terminal = Terminal(folder, "open", "targets.xlsx", "--plain")
    terminal.until(lambda: "What next?" in terminal.text, "the menu")
    terminal.press(ENTER)
    terminal.press("175.3" + ENTER)
    terminal.child.kill(9)
    terminal.child.wait()
    loaded = load(folder / "targets.xlsx")
    assert loaded.evaluation.value(loaded.assessment.projects[0].project, "executed") == "175.3"
