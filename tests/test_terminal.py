"""The whole work in a pseudo-terminal at 80×24: from `selfeval open` on bare targets to the scored workbook.

The tests play a person: they look at the screen, do what the screen asks for, and never at anything else.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from selfeval.workspace.headless import load
from selfeval.workspace.output.verify import verify_file
from tests.terminal import CTRL_Q, ENTER, ESCAPE, F3, F9, F10, ROOT, WIDTH, Terminal

ANSWERS = (("≤ 10 批次", "8批次"), ("≥ 90%", "85%"), ("≤ 100%", "97%"), ("万元", "175"))
"""What is typed for a target; 85 % loses points, so that a reason is asked for."""
EXECUTED = {"解决特殊疑难问题资金": "175.3", "信访专项资金": "182.5"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "workbooks" / "leting-2025-targets.xlsx", tmp_path / "targets.xlsx")
    return tmp_path


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    found = Terminal(folder, "open", "targets.xlsx")
    yield found
    found.close()


def by_keys(terminal: Terminal) -> None:
    """One step of the work, by the keyboard alone."""
    text, asked = terminal.text, terminal.lines[3]
    if "Budget and spending" in text:
        name = next(name for name in EXECUTED if name in terminal.lines[0])
        if EXECUTED[name] not in text:
            terminal.press(EXECUTED[name] + ENTER)
            terminal.press(ESCAPE)
        else:  # the text on the goals has the keyboard
            terminal.press("总体目标已完成")
            terminal.press(ENTER)
    elif "points are lost" in text:
        terminal.press("问卷回收较少，下年扩大调查")
        terminal.press(ENTER)
    elif "Share of the points" in text or "Enter chooses" in text or "Enter opens budget" in text:
        terminal.press(ENTER)
    else:
        answer = next((answer for target, answer in ANSWERS if target in asked), None)
        terminal.press(answer + ENTER if answer else F3)


def by_mouse(terminal: Terminal) -> None:
    """One step of the work, by the mouse alone: digits, buttons, the keys at the foot, the line of entry."""
    text, asked = terminal.text, terminal.lines[3]
    if "Budget and spending" in text:
        name = next(name for name in EXECUTED if name in terminal.lines[0])
        click_digits(terminal, EXECUTED[name])
        terminal.click("Esc Back")
    elif "points are lost" in text:
        terminal.click("Later")
    elif "Share of the points" in text:
        terminal.click("Enter Take")
    elif "target" in asked or "Budget" in asked:
        terminal.click_at(20, 3)
        digits = next(("".join(c for c in answer if c in "0123456789.%") for t, answer in ANSWERS if t in asked), None)
        if digits:
            click_digits(terminal, digits)
    else:
        terminal.click("F3 Next")


def click_digits(terminal: Terminal, digits: str) -> None:
    """Write with the digits that can be clicked, then take what is written."""
    row = next((y for y, line in enumerate(terminal.lines) if "<-" in line), None)
    assert row is not None, terminal.text
    for digit in digits:
        terminal.click(digit, line=row)
    terminal.click("Take", line=row)


def complete(terminal: Terminal, step: Callable[[Terminal], None], go_on: Callable[[], None]) -> None:
    """Do what the screen asks for until every project has its total."""
    terminal.shows("still open")
    assert all(len(line) <= WIDTH for line in terminal.lines)
    done = set()
    for _ in range(80):
        if "Total" in terminal.lines[1] and "points are lost" not in terminal.text:
            done |= {name for name in EXECUTED if name in terminal.lines[0]}
            if done == set(EXECUTED) or "All rows are complete" in terminal.text:
                return
            go_on()
        else:
            step(terminal)
    raise AssertionError(terminal.text)


def test_the_whole_seed_by_keys_alone(terminal: Terminal, folder: Path) -> None:
    complete(terminal, by_keys, lambda: terminal.press(F3))
    terminal.press(F9)
    terminal.shows("Export")
    terminal.press(F9)
    terminal.shows("Write it as it is")
    terminal.press(ENTER)
    _the_workbook_is_right(terminal, folder)
    terminal.press(CTRL_Q)
    assert terminal.left() == 0


def test_the_whole_seed_by_the_mouse_alone(terminal: Terminal, folder: Path) -> None:
    complete(terminal, by_mouse, lambda: terminal.click("F3 Next"))
    terminal.click("F9 Result")
    terminal.shows("Export")
    terminal.click("F9 Export")
    terminal.shows("Write it as it is")
    terminal.click("Write it as it is")
    _the_workbook_is_right(terminal, folder)
    terminal.click("Close")
    terminal.click("^Q Quit")
    assert terminal.left() == 0


def _the_workbook_is_right(terminal: Terminal, folder: Path) -> None:
    output = folder / "targets-自评-2025.xlsx"
    terminal.until(output.exists, "the scored workbook")
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
    terminal.shows("still open")
    terminal.press(CTRL_Q)
    assert terminal.left() == 0


def test_plain_mode_asks_and_saves_at_once(folder: Path) -> None:
    terminal = Terminal(folder, "open", "targets.xlsx", "--plain")
    terminal.shows("What next?")
    terminal.press(ENTER)
    terminal.press("175.3" + ENTER)
    terminal.child.kill(9)
    terminal.child.wait()
    loaded = load(folder / "targets.xlsx")
    assert loaded.evaluation.value(loaded.assessment.projects[0].project, "executed") == "175.3"


def test_a_paste_without_marks_lands_in_the_preview(terminal: Terminal, folder: Path) -> None:
    """As old consoles paste: raw characters, an Enter for each line; some outcomes would raise questions."""
    terminal.shows("Enter opens budget")
    terminal.send("85%\r0.95\r下雨\r12人\r")
    terminal.shows("Paste: what goes where")
    assert "what will be done about it" not in terminal.text
    terminal.press(ESCAPE)
    terminal.shows("Enter opens budget")
    names = "三级指标\t实际完成值\r信访群众及相关单位满意度\t95%\r解决问题费用\t175.3万元\r"
    terminal.send(names)
    terminal.shows("Paste: what goes where")
    terminal.press(F10)
    terminal.until(lambda: "Paste: what goes where" not in terminal.text, "the rows again")
    terminal.press(CTRL_Q)
    assert terminal.left() == 0
    evaluation = load(folder / "targets.xlsx").evaluation
    entered = {key.indicator.split("/")[-1]: text for key, text in evaluation.facts.items() if key.indicator}
    assert entered == {"信访群众及相关单位满意度": "95%", "解决问题费用": "175.3万元"}
