"""Entries to write, and a child process that writes them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from selfeval.core.evaluation import Change, FactKey, Step
from selfeval.store.journal.journal import Journal
from selfeval.store.journal.lines import LogEntry
from tests.places import ROOT

NOON = "2026-01-15T12:00:00"


def now() -> str:
    return NOON


def entry(number: int, text: str = "", action: str = "enter") -> LogEntry:
    change = Change(FactKey("信访专项资金", f"产出/数量/{number}", "actual"), None, text or f"{number} 批次")
    return LogEntry(NOON, "张三", action, Step("enter", (change,)))  # type: ignore[arg-type]


def opened(path: Path, who: str = "张三") -> Journal:
    return Journal.open(path, who=who, now=now)


def filled(path: Path, count: int, text: str = "") -> list[LogEntry]:
    entries = [entry(number, text) for number in range(1, count + 1)]
    with opened(path) as journal:
        for one in entries:
            journal.append(one)
        journal.set_meta("pack", "cn-mof-2020-10")
    return entries


def child(code: str, *arguments: object, **more: str) -> subprocess.Popen[str]:
    """A fresh interpreter that runs `code`, with its output on a pipe; `more` variables of its environment."""
    environment = (
        os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COVERAGE_PROCESS_START": ""} | more
    )
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
    )
