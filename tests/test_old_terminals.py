"""The screen in terminals that a person may have: of GBK, of few colours, of none, of the text console of Linux."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfeval.workspace.headless import load
from tests.terminal import CTRL_Q, ENTER, ESCAPE, ROOT, Terminal

DOWN = "\x1b[B"
GBK = ("zh_CN.GBK", "zh_CN")
"""Locales of older Chinese systems; without an addition it is GB2312."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "workbooks" / "leting-2025-targets.xlsx", tmp_path / "targets.xlsx")
    return tmp_path


@pytest.fixture(scope="session")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with those locales, made here: computers of today have none of them."""
    if shutil.which("localedef") is None:
        pytest.skip("no localedef")
    made = tmp_path_factory.mktemp("locales")
    for name in GBK:
        charset = name.partition(".")[2] or "GB2312"
        subprocess.run(["localedef", "--no-archive", "-i", "zh_CN", "-f", charset, made / name], check=True)
    return made


def _chinese(folder: Path, locales: Path, name: str, *words: str) -> Terminal:
    more = {"LC_ALL": name, "LOCPATH": str(locales), "SELFEVAL_LANG": "zh", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    encoding = name.partition(".")[2] or "gb2312"
    return Terminal(folder, "open", "targets.xlsx", *words, more=more, encoding=encoding.lower())


@pytest.mark.parametrize("name", GBK)
def test_the_screen_speaks_and_hears_the_encoding_of_the_terminal(folder: Path, locales: Path, name: str) -> None:
    terminal = _chinese(folder, locales, name)
    terminal.shows("预算执行率")
    assert not [line for line in terminal.lines if "??" in line], terminal.text
    terminal.press("175.3")
    terminal.shows("97.39%")
    assert not [line for line in terminal.lines if "??" in line], terminal.text
    terminal.press(ENTER)
    terminal.press(ESCAPE)
    terminal.shows("有效减少越级访的发生")
    terminal.press(DOWN + DOWN)
    terminal.press("达成年度指标")
    assert "达成年度指标" in terminal.text
    terminal.press(ENTER)
    terminal.press(CTRL_Q)
    assert terminal.left() == 0
    facts = load(folder / "targets.xlsx").evaluation.facts
    assert {"175.3", "达成年度指标"} <= set(facts.values()), facts


def test_a_byte_that_is_no_sign_ends_nothing(folder: Path) -> None:
    """A key of GBK in a terminal that says it is of UTF-8."""
    terminal = Terminal(folder, "open", "targets.xlsx")
    terminal.shows("still open")
    os.write(terminal.child.child_fd, "总体".encode("gbk") + b"\xff")
    terminal.settle()
    terminal.press(CTRL_Q)
    assert terminal.left() == 0


@pytest.mark.parametrize("name", GBK)
def test_questions_one_below_the_other_are_of_that_encoding_too(folder: Path, locales: Path, name: str) -> None:
    terminal = _chinese(folder, locales, name, "--plain")
    terminal.shows("输入编号")
    _the_first_question_is_answered(terminal, folder)


def _the_first_question_is_answered(terminal: Terminal, folder: Path) -> None:
    terminal.press(ENTER)
    terminal.press("175.3" + ENTER)
    terminal.child.sendcontrol("d")
    terminal.child.close()
    assert "175.3" in load(folder / "targets.xlsx").evaluation.facts.values()


COLOURS = {
    "xterm-256color": ("256 colours", "005f5f"),
    "screen-256color": ("256 colours", "005f5f"),
    "xterm": ("16 colours", "brightbrown"),
    "linux": ("8 colours", "brightbrown"),
    "vt100": ("no colours", "brightbrown"),
}
"""What the terminal has, and behind what the chosen row stands: something that 8 colours can tell from the others."""


@pytest.mark.parametrize("term", COLOURS)
def test_what_is_chosen_is_seen_in_as_many_colours_as_there_are(
    folder: Path, term: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal = Terminal(folder, "open", "targets.xlsx", more={"TERM": term, "COLORTERM": ""})
    terminal.shows("Execution rate")
    terminal.settle()
    row = next(y for y, line in enumerate(terminal.lines) if "180万元" in line)
    chosen, other = (terminal.screen.buffer[y][40].bg for y in (row, row + 2))
    assert (chosen, chosen != other) == (COLOURS[term][1], True)
    terminal.press(CTRL_Q)
    assert terminal.left() == 0


@pytest.fixture
def dumb(folder: Path) -> Iterator[Terminal]:
    found = Terminal(folder, "open", "targets.xlsx", more={"TERM": "dumb"})
    yield found
    found.close()


def test_a_terminal_without_a_cursor_is_told_of_the_questions(dumb: Terminal) -> None:
    dumb.shows("--plain")
    assert dumb.left() == 2
    assert "\x1b" not in dumb.text


def test_the_questions_work_in_it(folder: Path) -> None:
    terminal = Terminal(folder, "open", "targets.xlsx", "--plain", more={"TERM": "dumb"})
    terminal.shows("What next?")
    _the_first_question_is_answered(terminal, folder)
