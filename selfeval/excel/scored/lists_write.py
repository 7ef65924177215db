"""检查结果 and 偏差分析: the findings, and the points that were lost with the reasons given."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.finding_counts import Counts, counts
from selfeval.core.problems import Owner, Problem, Translate
from selfeval.core.report.tables import Cell, Row, deviations, problem_table
from selfeval.core.rules.sources import UNVERIFIED_SOURCE
from selfeval.core.scoring.results import Assessment
from selfeval.excel.paper.labels import DEVIATIONS, FINDINGS, SEVERITY_WORDS
from selfeval.excel.paper.page import About, Page
from selfeval.excel.paper.style import places_format

FINDING_COLUMNS = (("编号", 8.0), ("程度", 8.0), ("位置", 26.0), ("读到的内容", 22.0), ("说明", 52.0), ("怎么办", 42.0))
DEVIATION_COLUMNS = (
    (FACT_LABELS["project"], 18.0),
    (FACT_LABELS["tier2"], 14.0),
    (FACT_LABELS["tier3"], 24.0),
    (FACT_LABELS["target"], 13.0),
    (FACT_LABELS["actual"], 13.0),
    (FACT_LABELS["weight"], 7.0),
    (FACT_LABELS["score"], 8.0),
    ("失分", 8.0),
    (FACT_LABELS["reason"], 40.0),
    ("计分说明", 44.0),
)
NO_REASON, NOT_NEEDED = "（未填写）", "—"
"""Shown for a reason that is missing, and for one that nobody asks for."""

_TOP = 2
_OWNER_WORDS = {Owner.TARGETS: "已批复的绩效目标", Owner.EVALUATION: "本次自评"}


def write_findings(page: Page, problems: Sequence[Problem], translate: Translate) -> None:
    """检查结果: code, severity, cell, what was read, what is wrong and what to do; the worst first."""
    ordered = sorted(problems, key=lambda problem: problem.severity.rank)
    parts = [f"{_OWNER_WORDS[owner]}：{_counted(found)}" for owner, found in counts(problems).items()]
    words = "；".join(parts)
    _head(page, FINDINGS, words if problems else "没有发现问题。", FINDING_COLUMNS)
    rows = problem_table(ordered, translate).rows
    for place, (problem, row) in enumerate(zip(ordered, rows, strict=True)):
        texts = [str(cell) if cell is not None else "" for cell in row]
        texts[1] = SEVERITY_WORDS[problem.severity]
        styles = ("center", problem.severity.value, "text", "text", "text", "text")
        for column, (text, style) in enumerate(zip(texts, styles, strict=True)):
            page.put(_TOP + 1 + place, column, text, style)
        page.height(_TOP + 1 + place, *zip(texts, page.widths, strict=True))
    _print_setup(page, len(rows), len(FINDING_COLUMNS))
    page.mark_internal()


def _counted(found: Counts) -> str:
    numbers = zip(SEVERITY_WORDS.values(), (found.errors, found.warnings, found.notes), strict=True)
    return "，".join(f"{word} {count} 项" for word, count in numbers) if found.all else "无"


def write_deviations(page: Page, assessment: Assessment, translate: Translate) -> None:
    """偏差分析: every indicator that lost points, with its reason; the execution rate too."""
    rows = deviations(assessment, translate).rows
    _head(page, DEVIATIONS, f"失分 {len(rows)} 项" if rows else "各项均得满分，没有失分。", DEVIATION_COLUMNS)
    score = places_format(assessment.pack.rounding.places)
    limit = assessment.pack.execution.explain_below
    excused = {
        result.project.title
        for result in assessment.projects
        if result.execution.rate is not None and result.execution.rate * 100 >= limit
    }
    # Whether a source is verified concerns those who keep the rules: 说明 says it, not what goes out.
    unverified = UNVERIFIED_SOURCE.render(translate)
    for place, cells in enumerate(rows):
        top = _TOP + 1 + place
        needless = not cells[8] and cells[1] is None and cells[0] in excused
        row = (*cells[:8], NOT_NEEDED if needless else cells[8], str(cells[9] or "").replace(unverified, ""))
        for column, cell in enumerate(row):
            _deviation_cell(page, top, column, cell, row, score)
        page.height(top, *((str(cell or ""), page.widths[column]) for column, cell in enumerate(row)))
    _print_setup(page, len(rows), len(DEVIATION_COLUMNS))


def _deviation_cell(page: Page, row: int, column: int, cell: Cell, cells: Row, score: str) -> None:
    """A cell of the list; figures are checked by `verify`, a missing reason stands out."""
    if isinstance(cell, Decimal):
        number = "" if column == 5 else score
        page.put(row, column, cell, "center", number=number, about=About("lost", str(cells[0]), str(cells[2])))
    elif column == 8 and not cell:
        page.put(row, column, NO_REASON, "warning")
    else:
        page.put(row, column, cell, "center" if column in {3, 4} else "text")


def _head(page: Page, title: str, note: str, columns: Sequence[tuple[str, float]]) -> None:
    last = len(columns) - 1
    page.put(0, 0, title, "title", to=(0, last))
    page.fixed(0, 30)
    page.put(1, 0, note, "note", to=(1, last))
    for column, (label, _) in enumerate(columns):
        page.put(_TOP, column, label, "header")
    page.fixed(_TOP, 24)


def _print_setup(page: Page, rows: int, columns: int) -> None:
    page.print_landscape(_TOP, (_TOP + rows, columns - 1))
    page.sheet.freeze_panes(_TOP + 1, 0)
    page.sheet.hide_gridlines(2)
