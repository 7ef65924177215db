"""Keeps a scored workbook of today's layout in `tests/excel/written`: `python -m tests.tools.written_layout`.

Run it once after `LAYOUT` or `MONTHS_LAYOUT` was raised; the workbooks of earlier layouts stay, so that they go on
being recognised.
"""

from __future__ import annotations

import sys

from selfeval.core.evaluation import Evaluation
from selfeval.core.problems import untranslated
from selfeval.core.scoring.assessment import assess
from selfeval.excel.read import read_workbook
from selfeval.excel.scored.record import LAYOUT, MONTHS_LAYOUT
from selfeval.excel.scored.write import write_workbook
from selfeval.rulepacks.load import load_pack
from tests.excel.months import with_months
from tests.excel.scored_books import ORIGIN, ROOT

FOLDER = ROOT / "tests" / "excel" / "written"
PACK = "cn-mof-2020-10"


def main() -> int:
    """Write them, unless they are there: what was once written in a layout must stay readable."""
    result = read_workbook(ROOT / "workbooks" / "leting-2025-filled.xlsx")
    pack = load_pack(PACK, folders=[FOLDER])
    made = {LAYOUT: Evaluation(result.department), MONTHS_LAYOUT: with_months(Evaluation(result.department))}
    left = 0
    for layout, evaluation in made.items():
        target = FOLDER / f"layout-{layout}.xlsx"
        if target.exists() and "--force" not in sys.argv:
            print(f"{target.name} is there already; raise the layout where it has changed", file=sys.stderr)
            left += 1
            continue
        target.write_bytes(write_workbook(assess(evaluation, pack), (), ORIGIN, translate=untranslated))
    return int(left == len(made))


if __name__ == "__main__":
    sys.exit(main())
