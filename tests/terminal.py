"""The real program in a pseudo-terminal, as a person has it: a screen of cells, a keyboard and a mouse."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.places import ROOT

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are not there on Windows")
pyte = pytest.importorskip("pyte")

WIDTH, HEIGHT = 80, 24
F3, F9, F10, ESCAPE, ENTER, END, CTRL_C, CTRL_Q = (
    "\x1bOR",
    "\x1b[20~",
    "\x1b[21~",
    "\x1b",
    "\r",
    "\x1b[F",
    "\x03",
    "\x11",
)
QUIET = 0.25
"""Seconds without output after which a screen counts as drawn."""
SHORT = 1.0
"""Seconds after which a key is taken to have changed nothing but colours."""
PATIENCE = 60
"""Seconds after which something that never comes is a failure."""


class Terminal:
    """`selfeval` with these words in a terminal of 80×24 cells, in English, its state folder inside `folder`.

    `more` are further variables, `encoding` is that of the terminal.
    """

    def __init__(
        self, folder: Path, *args: str, more: Mapping[str, str] | None = None, encoding: str = "utf-8"
    ) -> None:
        env = {**os.environ, "TERM": "xterm-256color", "SELFEVAL_LANG": "en", "PYTHONPATH": str(ROOT)}
        env |= {"SELFEVAL_STATE_DIR": str(folder / "state"), **(more or {})}
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self.screen)
        command = ["-m", "selfeval", *args]
        size = (HEIGHT, WIDTH)
        self.child = pexpect.spawn(
            sys.executable, command, cwd=str(folder), env=env, dimensions=size, encoding=encoding
        )

    # -- looking

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, line by line."""
        # Not `screen.display`, which stumbles over the second half of an overwritten wide character.
        return ["".join(self.screen.buffer[y][x].data for x in range(WIDTH)) for y in range(HEIGHT)]

    @property
    def text(self) -> str:
        """What stands on the screen, as one text."""
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
        """Wait for something to be so."""
        end = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < end, f"never seen: {what}\n{self.text}"
            self.settle()

    def shows(self, words: str) -> None:
        """Wait until the screen says this."""
        self.until(lambda: words in self.text, words)

    # -- keyboard and mouse

    def send(self, keys: str) -> None:
        """Press keys without looking."""
        self.child.send(keys)

    def press(self, keys: str) -> None:
        """Press keys, and look at what comes of it."""
        before = self.text
        self.send(keys)
        self._look(before)

    def click(self, words: str, *, line: int | None = None) -> None:
        """Click in the middle of the words that stand on the screen, the last ones; `line` says on which line."""
        places = [self._place(words, y) for y in ([line] if line is not None else range(HEIGHT))]
        found = [place for place in places if place]
        assert found, f"not to be seen: {words}\n{self.text}"
        self.click_at(*found[-1])

    def click_at(self, x: int, y: int) -> None:
        """Click on a cell, counted from 0, as a terminal reports it (SGR)."""
        before = self.text
        self.send(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")
        self._look(before)

    def _look(self, before: str) -> None:
        self.settle()
        end = time.monotonic() + SHORT
        while self.text == before and time.monotonic() < end:
            self.settle()

    def _place(self, words: str, y: int) -> tuple[int, int] | None:
        cells = [(x, char) for x in range(WIDTH) for char in self.screen.buffer[y][x].data]
        at = self.lines[y].rfind(words)
        return (cells[at + len(words) // 2][0], y) if at >= 0 else None

    # -- the end

    def signal(self, number: signal.Signals) -> None:
        """What the system sends."""
        os.kill(self.child.pid, number)

    def left(self) -> int:
        """The exit code of the program, which is over or is just ending; of a signal, as a shell gives it."""
        self.until(lambda: not self.child.isalive(), "the end")
        status = self.child.exitstatus
        return int(status) if status is not None else 128 + int(self.child.signalstatus)

    def hang_up(self) -> None:
        """The window is closed; gives back once the program has ended."""
        self.child.ptyproc.fileobj.close()
        self.child.wait()

    def close(self) -> None:
        """End the program, if it still runs."""
        self.child.close(force=True)
