"""One evaluation, many printers that agree: JSON, explanation, screen and workbook give the same figures."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd

from selfeval.workspace.work.opening import open_workspace
from tests.tui.driving import running, settled, text


def scored(book: Path) -> tuple[dict, Path]:
    """The JSON of `selfeval score` and the workbook it wrote."""
    out = book.with_name("out.xlsx")
    command = [sys.executable, "-m", "selfeval", "score", str(book), "--json", "-o", str(out)]
    done = subprocess.run(command, capture_output=True, check=False)
    return json.loads(done.stdout), out


async def test_headless_screen_and_workbook_agree_to_the_cent(filled_book: Path) -> None:
    plain, out = scored(filled_book)
    totals = [project["total"] for project in plain["projects"]]
    department = plain["department"]["total"]
    scores = [row["score"] for project in plain["projects"] for row in project["indicators"] if row["score"]]

    summary = pd.read_excel(out, sheet_name="自评汇总", header=None, dtype=object, engine="openpyxl").map(str)
    cells = set(summary.to_numpy().ravel())
    steps = pd.read_excel(out, sheet_name="计分过程", header=None, dtype=object, engine="openpyxl").map(str)
    written = [Decimal(cell) for cell in steps.to_numpy().ravel() if cell.replace(".", "", 1).isdigit()]
    assert {str(float(total)) for total in (*totals, department)} <= cells
    assert {Decimal(score) for score in scores} <= set(written)

    work = open_workspace(filled_book)
    assert [str(result.total) for result in work.assessment.projects] == totals
    assert str(work.assessment.department.total) == department
    work.close()

    async with running(filled_book, "zh", (120, 40)) as pilot:
        await pilot.press("f9")
        await settled(pilot)
        shown = text(pilot)
    assert all(figure in shown for figure in (*totals, department))
