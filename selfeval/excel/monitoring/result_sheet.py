"""监控结果: every light with its reason, then every finding; for the house, not to be handed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selfeval.core.monitoring.results import Lit, Monitoring
from selfeval.core.monitoring.words import LIGHT_KINDS
from selfeval.core.problems import Problem, Translate
from selfeval.core.rules.choices import Light
from selfeval.core.rules.keys.words import CHOICES
from selfeval.excel.paper.labels import SEVERITY_WORDS
from selfeval.excel.paper.page import Page
from selfeval.excel.paper.style import height_for, lines_needed

RESULT_WIDTHS = (22.0, 26.0, 16.0, 9.0, 80.0)
_HEADERS = ("项目", "指标", "监控内容", "亮灯", "说明")
_FOUND = ("项目", "指标", "单元格", "程度", "内容和办法")
_STYLES = {Light.RED: "error", Light.YELLOW: "warning", Light.GREEN: "center", Light.NONE: "info"}


def write_result(page: Page, watched: Monitoring, problems: Sequence[Problem], translate: Translate) -> None:
    """Fill the sheet."""
    last = len(RESULT_WIDTHS) - 1
    page.put(0, 0, "绩效运行监控结果", "title", to=(0, last))
    page.fixed(0, 30)
    row = _table(page, 2, _HEADERS)
    for project, indicator, lit in _lights(watched):
        light = CHOICES["亮灯"][lit.light] if lit.light is not Light.NONE else "未判断"
        about, why = LIGHT_KINDS[lit.kind].render(translate), lit.why.render(translate)
        row = _line(page, row, (project, indicator, about, light, why), _STYLES[lit.light])
    row = _table(page, row + 1, _FOUND)
    titles = {one.project.id: one.project.title for one in watched.projects}
    names = {(one.project.id, item.indicator.id): item.indicator.tier3 for one in watched.projects for item in one.rows}
    for found in problems:
        said = f"{found.code} {found.message.render(translate)} {found.hint.render(translate)}"
        indicator = names.get((found.project, found.indicator), "")
        texts = (titles.get(found.project, ""), indicator, str(found.where or ""), SEVERITY_WORDS[found.severity], said)
        row = _line(page, row, texts, found.severity.value)
    page.print_landscape(2, (max(row - 1, 2), last))
    page.mark_internal()
    page.sheet.freeze_panes(3, 0)


def _lights(watched: Monitoring) -> Iterator[tuple[str, str, Lit]]:
    for one in watched.projects:
        yield from ((one.project.title, "", lit) for lit in one.lights)
        for row in one.rows:
            yield from ((one.project.title, row.indicator.tier3, lit) for lit in row.lights)


def _table(page: Page, row: int, headers: Sequence[str]) -> int:
    for column, word in enumerate(headers):
        page.put(row, column, word, "header")
    page.fixed(row, 24)
    return row + 1


def _line(page: Page, row: int, texts: Sequence[str], style: str) -> int:
    for column, text in enumerate(texts):
        page.put(row, column, text, style if column == 3 else "text")
    lines = max(lines_needed(text, width) for text, width in zip(texts, RESULT_WIDTHS, strict=True))
    page.fixed(row, height_for(lines, 22))
    return row + 1
