"""Reading, scoring and writing 1, 100 and 1,000 projects beside what the libraries alone take for the same cells.

Processor time. Reading is measured in a process of its own, from its start, and in one that has read a workbook before.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from selfeval.core.checks.findings import all_problems
from selfeval.core.scoring.assessment import assess
from selfeval.workspace import pack_in_use, source
from selfeval.workspace.output import scored
from tests.benchmarks.starts import environment, seconds
from tests.benchmarks.written import taken_down

ROUNDS = 3
BARE_READ = str(Path(__file__).with_name("bare_read.py"))
OUR_READ = (
    "import sys; from pathlib import Path; from selfeval.workspace.source import read_source; "
    "read_source(Path(sys.argv[1]))"
)
ROWS = (
    ("产出指标", "数量指标", "完成数量", "≥120 件", "118件"),
    ("产出指标", "质量指标", "合格率", "≥95%", "96.5%"),
    ("产出指标", "时效指标", "完成时间", "2025年12月底前", "2025-12-20"),
    ("产出指标", "成本指标", "费用支出", "≤30 万元", "29.5万元"),
    ("效益指标", "社会效益指标", "社会稳定", "有效改善", "达成年度指标 95%"),
    ("效益指标", "可持续影响指标", "长效机制", "持续发挥作用", "部分达成年度指标并具有一定效果 70%"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "88%"),
)
HEADER = (
    "一级指标",
    "二级指标",
    "三级指标",
    "绩效指标描述",
    "指标值",
    "指标值确定依据",
    "实际完成值",
    "偏差原因分析及改进措施",
)


def make(count: int, path: Path) -> None:
    """A workbook with `count` projects of seven indicators, one sheet each."""
    book = openpyxl.Workbook(write_only=True)
    for number in range(count):
        sheet = book.create_sheet(f"项目{number}")
        sheet.append([f"2025年项目{number}资金绩效目标表"])
        sheet.append(["单位：万元"])
        sheet.append(["项目编码", f"1302{number:08d}", None, "项目名称", f"项目{number}"])
        sheet.append(["预算规模及资金用途", "预算数", 30 + number, "其中：财政资金", 30 + number, "其他资金", None])
        sheet.append(["全年执行数", 29 + number])
        sheet.append(HEADER)
        for row in ROWS:
            sheet.append([*row[:3], row[2], row[3], "考核办法", row[4], "原因已写明"])
    book.save(path)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds and result of one run."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def run() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        books = {count: Path(folder) / f"{count}.xlsx" for count in (1, 100, 1000)}
        for count, path in books.items():
            make(count, path)
        _read(books, environment(Path(folder)))
        _score_and_write(books)


def _read(books: Mapping[int, Path], env: Mapping[str, str]) -> None:
    """Medians of rounds in which both take turns."""
    heads = ("projects", "process", "openpyxl", "ratio", "read", "openpyxl", "ratio")
    print("".join(f"{head:>11}" for head in heads))
    smallest = next(iter(books.values()))
    programs = (("-c", OUR_READ), (BARE_READ,))
    works = (source.read_source, openpyxl.load_workbook)
    for program, work in zip(programs, works, strict=True):
        seconds((*program, str(smallest)), env)  # compiles the modules
        work(smallest)
    for count, path in books.items():
        rounds = [
            [seconds((*program, str(path)), env) for program in programs]
            + [timed(lambda work=work, path=path: work(path))[0] for work in works]
            for _ in range(ROUNDS)
        ]
        cold, bare_cold, warm, bare_warm = (statistics.median(column) for column in zip(*rounds, strict=True))
        figures = (cold, bare_cold, cold / bare_cold, warm, bare_warm, warm / bare_warm)
        print(f"{count:>11}" + "".join(f"{figure:>11.3f}" for figure in figures), flush=True)


def _score_and_write(books: Mapping[int, Path]) -> None:
    heads = ("projects", "score", "check", "write", "xlsxwriter", "ratio", "with score")
    print("".join(f"{head:>11}" for head in heads))
    for count, path in books.items():
        reading = source.read_source(path)
        evaluation = source.fresh(reading)
        pack = pack_in_use.pack_for(evaluation)
        score, assessment = timed(lambda evaluation=evaluation, pack=pack: assess(evaluation, pack))
        check, problems = timed(lambda assessment=assessment: all_problems(assessment))
        with taken_down() as script:
            scored.render(assessment, problems, reading.source)
        write, _ = timed(lambda a=assessment, p=problems, r=reading: scored.render(a, p, r.source))
        bare_write, _ = timed(script.played)
        assert all(result.total is not None for result in assessment.projects), "the benchmark's projects are complete"
        figures = (score, check, write, bare_write, write / bare_write, (score + write) / bare_write)
        print(f"{count:>11}" + "".join(f"{figure:>11.2f}" for figure in figures), flush=True)


if __name__ == "__main__":
    run()
