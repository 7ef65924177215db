"""The clipboard of the computer, through the programs that the system has for it.

Over ssh, or where there is no such program, nothing is reached: the terminal's own way is then all there is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

SECONDS = 3
"""A clipboard program that takes longer than this is not waited for."""

_POWERSHELL = (
    "-NoProfile", "-NonInteractive", "-Command",
    "[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-Clipboard -Raw",
)  # fmt: skip


def _writers() -> list[tuple[list[str], str]]:
    """Commands that take a text on their input, with its encoding."""
    found: list[tuple[list[str], str]] = []
    if sys.platform == "darwin":
        found.append((["pbcopy"], "utf-8"))
    if os.environ.get("WAYLAND_DISPLAY"):
        found.append((["wl-copy"], "utf-8"))
    if os.environ.get("DISPLAY"):
        found += [(["xclip", "-selection", "clipboard"], "utf-8"), (["xsel", "-b", "-i"], "utf-8")]
    return [*found, (["clip.exe"], "utf-16")]


def _readers() -> list[list[str]]:
    """Commands that print the clipboard in UTF-8."""
    found: list[list[str]] = []
    if sys.platform == "darwin":
        found.append(["pbpaste"])
    if os.environ.get("WAYLAND_DISPLAY"):
        found.append(["wl-paste", "--no-newline"])
    if os.environ.get("DISPLAY"):
        found += [["xclip", "-selection", "clipboard", "-o"], ["xsel", "-b", "-o"]]
    return [*found, ["powershell.exe", *_POWERSHELL]]


def write(text: str) -> bool:
    """Put a text on the clipboard; whether some program took it. Must not run on the event loop: it waits."""
    # The output goes nowhere: xclip and wl-copy stay behind to serve the text and would keep a pipe open.
    return any(
        _run(command, text.encode(encoding, "replace"), subprocess.DEVNULL) is not None
        for command, encoding in _writers()
    )


def read() -> str | None:
    """The text on the clipboard, "" if there is none; None where it cannot be reached. Waits, as `write` does."""
    for command in _readers():
        found = _run(command, None, subprocess.PIPE)
        if found is not None:
            return found.decode("utf-8-sig", "replace")
    return None


def _run(command: list[str], given: bytes | None, output: int) -> bytes | None:
    """What a program says when it is given this; None where there is no such program, it fails, or does not end."""
    program = shutil.which(command[0])
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, *command[1:]],
            input=given,
            stdin=subprocess.DEVNULL if given is None else None,
            stdout=output,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            env=_environment(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return (done.stdout or b"") if done.returncode == 0 else None


def _environment() -> dict[str, str]:
    """As it is; pbcopy and pbpaste speak UTF-8 only where the language says so."""
    return {**os.environ, "LC_ALL": "en_US.UTF-8"} if sys.platform == "darwin" else dict(os.environ)
