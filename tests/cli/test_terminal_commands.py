"""What a file says is never obeyed by the terminal: not by colours, titles, links, clipboards or directions."""

from __future__ import annotations

import io
import json
import sys

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from selfeval.console import Console
from selfeval.core.problems import Problem, Severity, msg
from selfeval.textgrid import VISIBLE
from selfeval.tui.app.terminal.line_filter import HARMLESS
from selfeval.tui.text import many_lines, one_line
from selfeval.workspace.system.crash import report_crash

COMMANDS = [
    "\x1b[8m",  # hides what follows
    "\x1b[30;40m",
    "\x1b]0;title\x07",
    "\x1b]52;c;ZXZpbA==\x1b\\",
    "\x1b]8;;http://x\x1b\\",
    "\x1bP+q\x1b\\",
    "\x9b2J",
    "\x9d0;t\x9c",
    "\x08\x08",
    "\x7f",
    "\u202e",
    "\u2066",
    "\u200b",
    "\u200f",
    "\u2060",
    "\u00ad",
    "\ufeff",
    "\u3164",
    "\U000e0041",
    "\0",
    "\0deadbeef31m",
]


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


def unseen(text):
    return sorted({char for char in text if char != "\n" and not char.isprintable() and char != " "})


@pytest.mark.parametrize("command", COMMANDS, ids=ascii)
def test_a_files_text_is_shown_and_not_obeyed(monkeypatch, command):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    console = Console("en")
    problem = Problem(
        "T101", Severity.ERROR, msg("{it}", it=f"目{command}标"), msg("{it}", it=f"甲{command}乙"), input=command
    )
    console.out("\n".join(console.problem_lines([problem])))
    console.out(console.heading(f"甲{command}乙"))
    console.say(msg("{it}", it=command))
    said = terminal.getvalue()
    ours = ("\x1b[1;31m", "\x1b[2m", "\x1b[1m", "\x1b[0m")
    assert [colour for colour in ours if colour not in said] == []
    for colour in ours:
        said = said.replace(colour, "")
    assert not unseen(said)
    assert VISIBLE in said
    assert f"甲{command}乙" not in said


@pytest.mark.parametrize("command", COMMANDS, ids=ascii)
def test_json_has_the_same_data_and_no_command(monkeypatch, command):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", stream)
    Console("en").json({command: [command]})
    data = stream.buffer.getvalue().decode()
    assert json.loads(data) == {command: [command]}
    assert not unseen(data)


@pytest.mark.parametrize("command", COMMANDS, ids=ascii)
def test_the_screen_draws_marks_in_their_place(command):
    shown = HARMLESS.apply([Segment(f"甲{command}乙", Style(bold=True))], Color(0, 0, 0))
    assert not unseen("".join(segment.text for segment in shown))
    assert shown[0].style == Style(bold=True)
    assert VISIBLE in one_line(f"甲{command}乙")
    assert not unseen(many_lines(f"甲{command}\n乙\r\n{command}丙"))


def test_a_crash_report_is_no_command_either():
    path = report_crash(ValueError("\x1b[2Jx"), ["\x1b]0;t\x07"])
    assert path is not None
    assert not unseen(path.read_text(encoding="utf-8"))
