"""Workbooks from small to the largest that is read: what `check` and `score` cost, and how that grows.

Each size runs in a process of its own: seconds of the processor and megabytes at the most. The growth is told as the
exponent between the last two sizes: 1 is linear, 2 quadratic.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path

import openpyxl

from tests.places import ROOT

HEADER = (
    *("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据", "实际完成值"),
    "偏差原因分析及改进措施",
)
TIERS = (
    *(("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标")),
    ("满意度指标", "服务对象满意度指标"),
)
OUTCOMES = (("≥120公里", "118公里"), ("≥95%", "96.5%"), ("有效改善", "达成年度指标"), ("≥90%", "88%"))
LONG_NAME = 200
"""Signs of an indicator's name."""


@dataclass(frozen=True)
class Shape:
    """A family of workbooks: projects and indicators in each, by size; the largest may be one that is refused."""

    name: str
    sizes: Sequence[tuple[int, int]]
    refused: tuple[int, int]


SHAPES = (
    Shape("one project", ((1, 300), (1, 1200), (1, 4800), (1, 9900)), (1, 40_000)),
    Shape("projects of 20", ((15, 20), (60, 20), (240, 20), (490, 20)), (5000, 20)),
)


@dataclass(frozen=True)
class Cost:
    """What one workbook cost: rows, seconds and megabytes of each command, the code of a refusal."""

    rows: int
    seconds: dict[str, float]
    megabytes: dict[str, int]
    refusal: str


def make(path: Path, projects: int, indicators: int) -> None:
    """A workbook of so many projects with so many indicators each, their names long, a sheet for every project."""
    book = openpyxl.Workbook(write_only=True)
    for number in range(projects):
        sheet = book.create_sheet(f"项目{number}")
        sheet.append([f"2025年项目{number}资金绩效目标表"])
        sheet.append(["项目编码", f"1302{number:08d}", None, "项目名称", f"项目{number}"])
        sheet.append(["预算数", 30 + number, None, "全年执行数", 29 + number])
        sheet.append(HEADER)
        for row in range(indicators):
            sheet.append(_indicator(number, row))
    book.save(path)


def _indicator(project: int, row: int) -> tuple[object, ...]:
    name = f"第{project}号项目第{row}段道路"
    name += "养护里程及其配套设施" * ((LONG_NAME - len(name)) // 10)
    target, actual = OUTCOMES[row % 4]
    return (*TIERS[row % 4], name, name, target, "年度计划", actual, f"第{row}段雨季塌方，已抢修")


def measured(path: Path, rows: int) -> Cost:
    """`check` and `score` of a workbook, each in a process of its own."""
    seconds, megabytes, refusal = {}, {}, ""
    for command in ("check", "score"):
        words = [sys.executable, "-m", "tests.campaigns.sizes", str(path), command]
        own = {"PYTHONPATH": str(ROOT), "SELFEVAL_LANG": "en", "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run(words, capture_output=True, encoding="utf-8", env={**os.environ, **own}, timeout=900)
        said = json.loads(done.stderr.strip().splitlines()[-1])
        seconds[command], megabytes[command] = said["seconds"], said["megabytes"]
        if said["code"] == 2:
            refusal = done.stderr.partition("[")[2].partition("]")[0]
    return Cost(rows, seconds, megabytes, refusal)


def exponent(less: Cost, more: Cost, command: str) -> float:
    """How the time grows from one size to another: with the rows to the power of this."""
    return log(more.seconds[command] / less.seconds[command]) / log(more.rows / less.rows)


def kilobytes_a_row(less: Cost, more: Cost, command: str) -> float:
    """Memory that each further row takes."""
    return (more.megabytes[command] - less.megabytes[command]) * 1024 / (more.rows - less.rows)


def run(shape: Shape, sizes: Sequence[tuple[int, int]]) -> list[Cost]:
    """The cost of each size, printed."""
    found: list[Cost] = []
    with tempfile.TemporaryDirectory() as folder:
        for projects, indicators in sizes:
            path = Path(folder) / f"{projects}x{indicators}.xlsx"
            make(path, projects, indicators)
            cost = measured(path, projects * indicators)
            found.append(cost)
            told = "  ".join(f"{name} {cost.seconds[name]:7.2f} s {cost.megabytes[name]:5} MB" for name in cost.seconds)
            growth = ""
            if len(found) > 1 and not cost.refusal:
                growth = "  ".join(
                    f"{name}: exponent {exponent(found[-2], cost, name):.2f}, "
                    f"{kilobytes_a_row(found[-2], cost, name):.1f} KB a row"
                    for name in cost.seconds
                )
            print(f"{shape.name:16}{projects:6} × {indicators:<6}{told}  {cost.refusal}{growth}", flush=True)
    return found


STEEPEST = 1.35
"""The exponent that is still called linear: the time of a busy machine is not exact."""
MOST_KILOBYTES = 120
"""Memory that one more row may take."""
MOST_REFUSED = 320
"""Megabytes that reading what is refused may take."""


def wrong(found: Sequence[Cost], *, refused: bool) -> list[str]:
    """What is not as it should be: growth beyond a line, memory, a largest workbook that is not refused."""
    sound = [cost for cost in found if not cost.refusal]
    told = [
        f"{more.rows} rows, {name}: {exponent(less, more, name):.2f}, {kilobytes_a_row(less, more, name):.0f} KB a row"
        for less, more in pairwise(sound)
        for name in more.seconds
        if exponent(less, more, name) > STEEPEST or kilobytes_a_row(less, more, name) > MOST_KILOBYTES
    ]
    if refused and (found[-1].refusal != "F115" or max(found[-1].megabytes.values()) > MOST_REFUSED):
        told.append(f"{found[-1].rows} rows: {found[-1].refusal or 'not refused'}, {found[-1].megabytes}")
    return told


def one(path: str, command: str) -> int:
    """Run one command here and say on stderr what it took."""
    from selfeval.cli import run as program

    words = [command, path] + (["-o", f"{path}.out.xlsx", "--force"] if command == "score" else ["--json"])
    code = program(words)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    said = {"seconds": time.process_time(), "megabytes": peak, "code": code}
    print(f"\n{json.dumps(said)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(one(*sys.argv[1:]))
