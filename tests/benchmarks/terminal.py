"""A program in a pseudo-terminal with a clock: when what stood on its screen.

Output is only noted with its time while the program runs; the screen is drawn from it afterwards, so that drawing takes
no time from the program that is measured.
"""

from __future__ import annotations

import fcntl
import os
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pyte

WIDTH, HEIGHT = 120, 40
QUIET = 0.4
"""Seconds without output after which a screen counts as drawn."""
PATIENCE = 60
"""Seconds after which something that never comes is a failure of the benchmark."""
_AT_ONCE = 1 << 16

Frame = tuple[float, bytes]
"""Seconds since the clock was started, and what was written then."""


@dataclass
class Watched:
    """A program in a terminal of 120×40 cells, its interpreter the one that runs this.

    Attributes:
        frames: everything it has written, each piece with its time since the process was started.
    """

    args: Sequence[str]
    env: Mapping[str, str]
    frames: list[Frame] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._own, other = os.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
        env = {**self.env, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.began = time.perf_counter()
        command = [sys.executable, *self.args]
        self._process = subprocess.Popen(
            command, env=env, stdin=other, stdout=other, stderr=other, start_new_session=True
        )
        os.close(other)

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._own)

    def take(self, done: Callable[[bytes], bool] = lambda _seen: True, quiet: float = QUIET) -> list[Frame]:
        """Note what is written until it is `done`, by all that was written since, and nothing comes for a while."""
        frames: list[Frame] = []
        seen, last = b"", time.perf_counter()
        while time.perf_counter() - last < quiet or not done(seen):
            if select.select([self._own], [], [], 0.02)[0]:
                data = os.read(self._own, _AT_ONCE)
                last = time.perf_counter()
                frames.append((last - self.began, data))
                seen += data
            assert time.perf_counter() - last < PATIENCE, f"never drawn: {seen[-2000:]!r}"
        self.frames += frames
        return frames

    def send(self, keys: str) -> None:
        """Press keys that may change nothing, and let the screen come to rest."""
        os.write(self._own, keys.encode())
        self.take()

    def press(self, keys: str, quiet: float = 0.3) -> float:
        """Seconds from keys to the last thing that was written because of them."""
        start = time.perf_counter()
        os.write(self._own, keys.encode())
        frames = self.take(bool, quiet)
        return frames[-1][0] + self.began - start


def drawn(frames: Sequence[Frame]) -> list[tuple[float, str]]:
    """What stood on the screen after each piece, with its time."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.ByteStream(screen)
    found = []
    for at, data in frames:
        stream.feed(data)
        lines = ("".join(screen.buffer[y][x].data for x in range(WIDTH)) for y in range(HEIGHT))
        found.append((at, "\n".join(lines)))
    return found


def first(screens: Sequence[tuple[float, str]], shows: Callable[[str], bool]) -> float:
    """Seconds until the screen first stood so."""
    return next(at for at, text in screens if shows(text))
