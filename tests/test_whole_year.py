"""The seed's whole year in a pseudo-terminal: June watched, the year scored, the targets of 2026, and March of 2026."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.monitoring.fields import month_field
from selfeval.excel.read import read_workbook
from selfeval.workspace.headless import load
from selfeval.workspace.output.verify import verify_file
from tests import june
from tests.terminal import CTRL_Q, ENTER, ESCAPE, F3, F9, F10, ROOT, Terminal
from tests.test_terminal import by_keys, complete

LIKELIHOODS = ("确定能", "有可能", "完全不可能")
TAB, DOWN, UP = "\t", "\x1b[B", "\x1b[A"
FACTS = {one["code"]: one for one in june.as_json()["projects"]}
SCORED, FORM, NEXT = "targets-自评-2025.xlsx", "targets-监控6月-2025.xlsx", "targets-2026.xlsx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "workbooks" / "leting-2025-targets.xlsx", tmp_path / "targets.xlsx")
    return tmp_path


def test_from_june_to_the_targets_of_the_next_year(folder: Path) -> None:
    _june(folder)
    _winter(folder)
    _next_year(folder)
    _march(folder)


def _june(folder: Path) -> None:
    """Every row of June on the screen, then its form."""
    terminal = Terminal(folder, "open", "targets.xlsx", "--monitor", "6")
    terminal.shows("Monitoring, months 1 to 6")
    terminal.shows("信访专项资金")
    for code in (june.SPECIAL, june.PETITIONS):
        money = FACTS[code]["monitoring"]["6"]
        _fill(terminal, [money["executed"], money["forecast"]])
        for one in FACTS[code]["indicators"]:
            facts = one["monitoring"]["6"]
            keys = ("actual", "forecast", "causes", "reason", "measures")
            _fill(terminal, [facts.get(key, "") for key in keys], facts["likelihood"])
    terminal.until(lambda: "[red]" in terminal.text, "the red light of the petitions")
    terminal.press(F10)
    terminal.until((folder / FORM).exists, "the form of June")
    terminal.press(ESCAPE)
    terminal.shows("still open")
    terminal.press(CTRL_Q)
    assert terminal.left() == 0
    entered = _months(folder / "targets.xlsx")
    assert len(entered) == sum(1 for one in FACTS.values() for _ in _texts(one))
    form = read_workbook(folder / FORM).department
    assert form.project(june.PETITIONS).monitored["monitor.6.executed"] == "60"


def _fill(terminal: Terminal, texts: list[str], likelihood: str = "") -> None:
    """One row by its dialog: what stands in the fields one after the other, the answer; then the next row."""
    terminal.press(ENTER)
    terminal.shows("Enter Save")
    for text in texts:
        if text:
            terminal.send(text)
        terminal.send(TAB)
    if likelihood:  # “not said yet” stands below the three
        terminal.send(UP * (3 - LIKELIHOODS.index(likelihood)))
    terminal.press(ENTER)
    terminal.until(lambda: "Enter Save" not in terminal.text, "the list again")
    terminal.press(DOWN)


def _texts(project: dict[str, Any]) -> list[str]:
    own = list(project["monitoring"]["6"].values())
    return own + [text for one in project["indicators"] for text in one["monitoring"]["6"].values()]


def _months(path: Path) -> dict[FactKey, str]:
    return {key: text for key, text in load(path).evaluation.facts.items() if month_field(key.field) and text}


def _winter(folder: Path) -> None:
    """The same work at the end of the year: June stands beside the year's end, the scored workbook verifies."""
    before = _months(folder / "targets.xlsx")
    terminal = Terminal(folder, "open", "targets.xlsx")
    terminal.shows("still open")
    complete(terminal, by_keys, lambda: terminal.press(F3))
    terminal.press(F9)
    terminal.shows("Export")
    terminal.press(F9)
    terminal.shows("Write it as it is")
    terminal.press(ENTER)
    terminal.until((folder / SCORED).exists, "the scored workbook")
    terminal.press(CTRL_Q)
    assert terminal.left() == 0
    assert verify_file(folder / SCORED).differences == ()
    assert _months(folder / "targets.xlsx") == before
    assert all(result.total is not None for result in load(folder / "targets.xlsx").assessment.projects)


def _next_year(folder: Path) -> None:
    """Next year's targets, with this year's outcomes beside them."""
    terminal = Terminal(folder, "next", SCORED, "--year", "2026", "-o", NEXT)
    terminal.until((folder / NEXT).exists, "the targets of 2026")
    terminal.shows("Then:")
    assert terminal.left() == 0
    targets = read_workbook(folder / NEXT).department
    assert targets.year == 2026 and [project.code for project in targets.projects] == [june.SPECIAL, june.PETITIONS]
    assert any(row.last_actual == "8批次" for project in targets.projects for row in project.indicators)
    assert not any(project.monitored for project in targets.projects)


def _march(folder: Path) -> None:
    """The new year is watched by the same rules."""
    terminal = Terminal(folder, "monitor", NEXT, "3", "-o", "march.xlsx")
    terminal.until((folder / "march.xlsx").exists, "the form of March")
    assert terminal.left() == 0
    form = read_workbook(folder / "march.xlsx").department
    assert form.year == 2026 and not any(project.monitored for project in form.projects)
