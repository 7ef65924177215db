"""Keeps a scored workbook of today's layout in `tests/excel/written`: `python -m tests.tools.written_layout`.

Run it once after `LAYOUT` was raised; the workbooks of earlier layouts stay, so that they go on being recognised.
"""

from __future__ import annotations

import sys
from pathlib import Path

from selfeval.core.evaluation import Evaluation
from selfeval.core.problems import untranslated
from selfeval.core.scoring.assessment import assess
from selfeval.excel.read import read_workbook
from selfeval.excel.scored.record import LAYOUT
from selfeval.excel.scored.write import write_workbook
from selfeval.rulepacks.load import load_pack
from tests.excel.scored_books import ORIGIN, ROOT

FOLDER = ROOT / "tests" / "excel" / "written"
PACK = "cn-mof-2020-10"


def path_of_today() -> Path:
    """Where the workbook of today's layout lies."""
    return FOLDER / f"layout-{LAYOUT}.xlsx"


def main() -> int:
    """Write it, unless there is one: what was once written in a layout must stay readable."""
    target = path_of_today()
    if target.exists() and "--force" not in sys.argv:
        print(f"{target.name} is there already; raise LAYOUT where the layout has changed", file=sys.stderr)
        return 1
    result = read_workbook(ROOT / "workbooks" / "leting-2025-filled.xlsx")
    made = assess(Evaluation(result.department), load_pack(PACK, folders=[FOLDER]))
    target.write_bytes(write_workbook(made, (), ORIGIN, translate=untranslated))
    return 0


if __name__ == "__main__":
    sys.exit(main())
