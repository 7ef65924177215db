"""The workbooks, months and batches that the pictures show."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
from textual.pilot import Pilot

from selfeval.workspace.batch.batch import Batch, requested
from selfeval.workspace.batch.run import DEFAULT_LIMITS
from selfeval.workspace.incoming.files import read_actuals
from selfeval.workspace.work.opening import open_workspace
from selfeval.workspace.work.workspace import Workspace
from tests import june
from tests.places import ROOT
from tests.tools.county.make import County

BOOKS = ROOT / "workbooks"
FILLED, TARGETS = (BOOKS / f"leting-2025-{name}.xlsx" for name in ("filled", "targets"))
_HEAD = ("一级指标", "二级指标", "三级指标", "指标值")


def a_book(name: str, *rows: tuple[str, ...], head: tuple[str, ...] = _HEAD) -> Callable[[Path], Path]:
    """What makes a workbook of one table."""

    def make(folder: Path) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = Path(name).stem  # the project has no other name
        for row in (head, *rows):
            sheet.append(row)
        book.save(folder / name)
        return folder / name

    return make


DATES = a_book(
    "修路资金.xlsx",
    ("产出指标", "时效指标", "完工时间", "2025年12月底前"),
    ("产出指标", "质量指标", "是否通过验收", "是"),
    ("产出指标", "数量指标", "修路里程", "≥10公里"),
    ("效益指标", "社会效益指标", "受益人口", "≥1000人"),
)
UNKNOWN = a_book(
    "无法识别.xlsx",
    ("产出指标", "数量指标", "修路", "≥10公里", "", "60"),
    ("效益指标", "社会效益指标", "受益人口", "≥1000人", "", "30"),
    head=("大类", "小类", "做什么", "要达到", "做到了", "满打满算"),
)


def name_taken(_pilot: Pilot[int], folder: Path) -> None:
    """The name of the scored workbook is taken."""
    shutil.copy(FILLED, folder / "leting-2025-filled-自评-2025.xlsx")


def no_workbook(folder: Path) -> Path:
    """A file of that name that is none."""
    path = folder / "自评表.xlsx"
    path.write_bytes(b"no workbook")
    return path


def department(folder: Path) -> Path:
    """The filled example, scored by a pack that lays out the department's form."""
    path = Path(shutil.copy(FILLED, folder / FILLED.name))
    open_workspace(path, rules="variant-department-process").close()
    return path


def enter_june(workspace: Workspace) -> None:
    """The worked example of the months up to June."""
    written = june.write(workspace.source.path.with_name("june.json"))
    values, _ = read_actuals(written, evaluation=workspace.evaluation)
    workspace.enter(values)


def county(folder: Path) -> Path:
    """A batch of a few forms with planted faults; its path says nothing of this machine."""
    County(folder / "上报", "county").make(24)
    out = Path("汇总")
    units = str(Path("上报", "units.csv"))
    Batch(requested((str(Path("上报", "forms")),), out, rules="", year=None, units=units), out, 1, DEFAULT_LIMITS).run()
    return out
