"""Whole processes from start to end, against an interpreter that does nothing and a bare click program.

A baseline imports what it needs and nothing of ours. Processor time is what counts here: a start waits for nothing, and
the clock on the wall tells more of the other programs of the machine.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.places import ROOT

FILLED = ROOT / "workbooks" / "leting-2025-filled.xlsx"
ROUNDS = 5
PROGRAM = str(Path(sys.executable).with_name("selfeval"))
"""As people start it; `python -m` adds the search for the module."""


def environment(folder: Path) -> Mapping[str, str]:
    """That of every program: a state folder of its own, and modules that are compiled once."""
    env = {**os.environ, "SELFEVAL_STATE_DIR": str(folder / "state"), "SELFEVAL_LANG": "zh"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return {**env, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def commands(out: Path) -> Mapping[str, Sequence[str]]:
    """What is started, each by its name; what is written goes to `out`."""
    return {
        "bare Python": ("-c", "pass"),
        "bare click --version": (str(Path(__file__).with_name("bare_click.py")), "--version"),
        "import selfeval": ("-c", "import selfeval"),
        "--version": (PROGRAM, "--version"),
        "--help": (PROGRAM, "--help"),
        "target": (PROGRAM, "target", "≥90%"),
        "check": (PROGRAM, "check", str(FILLED)),
        "score": (PROGRAM, "score", str(FILLED), "--force", "-o", str(out)),
        "rules list": (PROGRAM, "rules", "list"),
        "import of the screen": ("-c", "import selfeval.tui.app.app"),
        "import textual": ("-c", "from textual.app import App; from textual.widgets import DataTable"),
    }


def seconds(args: Sequence[str], env: Mapping[str, str]) -> float:
    """Processor seconds of one process, of system and program together."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *args], cwd=ROOT, env=dict(env), capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run() -> None:
    """Print medians of interleaved rounds, with their ratios to both baselines."""
    with tempfile.TemporaryDirectory() as folder:
        env = environment(Path(folder))
        wanted = commands(Path(folder) / "out.xlsx")
        for args in wanted.values():
            seconds(args, env)  # compiles the modules, finds rule packs sound
        rounds = [{name: seconds(args, env) for name, args in wanted.items()} for _ in range(ROUNDS)]
    medians = {name: statistics.median(one[name] for one in rounds) for name in wanted}
    python, click = medians["bare Python"], medians["bare click --version"]
    for name, took in medians.items():
        print(
            f"start of {name:<22} {took * 1000:6.0f} ms   to Python {took / python:5.1f}   to click {took / click:5.2f}"
        )


if __name__ == "__main__":
    run()
