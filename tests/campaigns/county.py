"""A county in one batch: how many of the planted faults are found, how many alarms are false, whether files add up."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from subprocess import DEVNULL, PIPE

import pyarrow.parquet as pq

from selfeval.workspace.batch.batch import Batch, requested
from selfeval.workspace.batch.folder import OUTPUTS
from tests.tools.county.make import County, Key


@dataclass
class Outcome:
    """What came of a county: faults planted and found, alarms raised and false ones, what does not add up."""

    files: int = 0
    forms: int = 0
    planted: int = 0
    found: int = 0
    alarms: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """At least 99 % found, at most 1 % of the alarms false, everything adds up."""
        return self.found >= 0.99 * self.planted and len(self.false) <= 0.01 * max(self.alarms, 1) and not self.wrong


def run(folder: Path, seed: str, forms: int, jobs: int = 2) -> Outcome:
    """Make a county, go over it, hold the tables against the key."""
    key = County(folder / "county", seed).make(forms)
    request = requested((str(folder / "county" / "forms"),), folder / "out", units=str(folder / "county" / "units.csv"))
    batch = Batch(request, folder / "out", jobs)
    summary = batch.run()
    return judged(key, summary, folder / "out")


def killed(folder: Path, seed: str, times: int) -> list[str]:
    """Kill the batch over that county at so many moments of its work, then let it end; how its tables differ."""
    dice, out, shown = Random(seed), folder / "killed", []
    command = [sys.executable, "-m", "selfeval", "batch", str(folder / "county" / "forms"), "-o", str(out)]
    command += ["--units", str(folder / "county" / "units.csv")]
    for _ in range(times):
        process = subprocess.Popen(command, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)
        time.sleep(dice.uniform(0.3, 2.5))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if dice.random() < 0.3:  # what was worked out is gone, so that there is something left to kill
            shutil.rmtree(out / ".work" / "results", ignore_errors=True)
    done = subprocess.run(command, stdout=DEVNULL, stderr=PIPE, text=True, check=False)
    if done.returncode not in {0, 1}:
        shown.append(f"the batch ended with {done.returncode}: {done.stderr}")
    for name in OUTPUTS:
        if (out / name).read_bytes() != (folder / "out" / name).read_bytes():
            shown.append(f"{name} differs after {times} kills")
    return shown


def judged(key: Key, summary: dict[str, object], out: Path) -> Outcome:
    """The tables of a batch against the key."""
    outcome = Outcome(key.files, key.forms, len(key.faults))
    findings = pq.read_table(out / "findings.parquet").to_pylist()
    files = {row["file"]: row for row in pq.read_table(out / "files.parquet").to_pylist()}
    by_form = defaultdict(list)
    for row in findings:
        if row["severity"] != "info" and not row["code"].startswith("F7"):
            by_form[row["file"], row["project"]].append(row)
    _faults(outcome, key, by_form)
    _ends(outcome, key, files)
    _sums(outcome, key, summary, files)
    return outcome


def _faults(outcome: Outcome, key: Key, by_form: dict[tuple[str, str], list[dict[str, object]]]) -> None:
    planted = defaultdict(list)
    for one in key.faults:
        planted[str(one["file"]), str(one["project"])].append(one)
    for (file, project), faults in planted.items():
        for one in faults:
            rows = by_form[file, project]
            hits = [row for row in rows if row["code"] in one["codes"] and _on_line(row, str(one["line"]))]
            outcome.found += bool(hits)
            if not hits:
                outcome.missed.append(f"{one['name']} {one['codes']} in {file}: {[row['code'] for row in rows]}")
    for (file, project), rows in by_form.items():
        if file in key.ends:
            continue
        allowed = {code for one in planted[file, project] for code in (*one["codes"], *one["also"])}
        outcome.alarms += len(rows)
        for row in rows:
            if row["code"] not in allowed:
                names = [one["name"] for one in planted[file, project]]
                outcome.false.append(
                    f"{row['code']} in {file} {project} {row['cell']} beside {names}: {row['message_en']}"
                )


def _on_line(row: dict[str, object], line: str) -> bool:
    return not line or line in str(row["indicator"])


def _ends(outcome: Outcome, key: Key, files: dict[str, dict[str, object]]) -> None:
    for file, (state, code) in key.ends.items():
        row = files.get(file)
        if row is None or (row["state"], row["code"]) != (state, code):
            there = None if row is None else (row["state"], row["code"], row["message_en"])
            outcome.wrong.append(f"{file} should be {state} {code}, is {there}")
    for file, row in files.items():
        if file not in key.ends and row["state"] != "read":
            outcome.wrong.append(f"{file} should be read, is {row['state']} {row['code']}: {row['message_en']}")


def _sums(outcome: Outcome, key: Key, summary: dict[str, object], files: dict[str, dict[str, object]]) -> None:
    counts = summary["files"]
    assert isinstance(counts, dict)
    states = Counter(row["state"] for row in files.values())
    if counts["given"] != key.files or len(files) != key.files:
        outcome.wrong.append(f"{key.files} files were made, {counts['given']} given, {len(files)} listed")
    if counts["read"] + counts["doubt"] + counts["refused"] != counts["given"] or states != Counter(
        {state: counts[state] for state in ("read", "doubt", "refused") if counts[state]}
    ):
        outcome.wrong.append(f"states do not add up: {counts} {states}")
    units = summary["units"]
    assert isinstance(units, dict)
    missing = sorted(one["unit"] for one in units["missing"])
    if missing != sorted(key.missing):
        outcome.wrong.append(f"missing units {missing}, not {sorted(key.missing)}")
