"""运行监控: the facts of each month, those of one indicator below each other, so that a reviewer reads its course."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selfeval.core.evaluation import Evaluation
from selfeval.core.fact_labels import SOURCE_LABELS
from selfeval.core.model import SOURCES
from selfeval.core.monitoring.fields import MONEY, ROW_FACTS, field, months_entered, span
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.excel.paper.labels import MONTHS, ROW_FACT, ROW_INDICATOR
from selfeval.excel.paper.page import Page
from selfeval.excel.scored.months_sheet.columns import COLUMNS, LAST_PRINTED, TOP

_CENTRED = frozenset({"target", "month", "actual", "forecast", "likelihood", "row"})
_MONEY = "资金"

Line = Mapping[str, str]


def has_months(assessment: Assessment) -> bool:
    """Whether anything was entered for a month; the sheet is there only then."""
    return bool(months_entered(assessment.evaluation))


def write_months(page: Page, assessment: Assessment) -> None:
    """Write the sheet: every fact as it was entered."""
    months = months_entered(assessment.evaluation)
    lines = [line for result in assessment.listed for line in _project(assessment.evaluation, result, months)]
    page.put(0, 0, MONTHS, "title", to=(0, LAST_PRINTED))
    page.fixed(0, 30)
    note = f"各月监控填报的情况（{'、'.join(span(month) for month in months)}），只供对照，不计分。"
    page.put(1, 0, note, "note", to=(1, LAST_PRINTED))
    for column, (_, label, _) in enumerate(COLUMNS):
        page.put(TOP, column, label, "header")
    page.fixed(TOP, 32)
    for number, line in enumerate(lines, start=TOP + 1):
        for column, (key, _, _) in enumerate(COLUMNS):
            page.put(number, column, line.get(key, ""), "center" if key in _CENTRED else "text")
        shown = [line.get(key, "") for key, _, _ in COLUMNS[: LAST_PRINTED + 1]]
        page.height(number, *zip(shown, page.widths, strict=False))
    page.print_landscape(TOP, (TOP + len(lines), LAST_PRINTED))
    page.sheet.freeze_panes(TOP + 1, 0)
    page.sheet.hide_gridlines(2)
    page.mark_internal()


def _project(evaluation: Evaluation, result: ProjectResult, months: tuple[int, ...]) -> Iterator[Line]:
    project = result.project
    head = {"project": project.title, "project_id": project.id}
    for source in ("", *SOURCES):
        for month in months:
            names = {name: f"{name}.{source}".rstrip(".") for name in MONEY}
            texts = {name: evaluation.value(project, field(month, fact)) for name, fact in names.items()}
            if any(text.strip() for text in texts.values()):
                what = f"{_MONEY}：{SOURCE_LABELS[source]}" if source else f"{_MONEY}（{project.money_unit}）"
                said = {"actual": texts["executed"], "forecast": texts["forecast"], "indicator_id": source}
                yield {**head, "what": what, "month": span(month), "row": ROW_FACT, **said}
    for item in project.indicators:
        for month in months:
            texts = {name: evaluation.indicator_value(project, item, field(month, name)) for name in ROW_FACTS}
            if any(text.strip() for text in texts.values()):
                about = {"tier1": item.tier1, "what": item.tier3, "target": item.target, "indicator_id": item.id}
                yield {**head, **about, "month": span(month), "row": ROW_INDICATOR, **texts}
