"""The workbook of a replay: which projects another rule pack changes, by how much and why; the rows behind it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from xlsxwriter import Workbook

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.problems import Message, Translate
from selfeval.core.records import dataclass
from selfeval.core.replay.replay import ZERO, ProjectReplay, Replay, moved
from selfeval.core.replay.words import LABELS, execution_words, reasons, rule_words
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.sources import source_text
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.excel.paper.cells import cell_name
from selfeval.excel.paper.labels import EXECUTION, NO_TOTAL, no_total
from selfeval.excel.paper.page import Ledger, Page, Value
from selfeval.excel.paper.sheet import Sheet
from selfeval.excel.paper.style import OPTIONS, Styles, places_format

SUMMARY, DETAIL, UNREAD = "对比汇总", "指标明细", "未能读取"
SUMMARY_COLUMNS = (
    ("文件", 22.0),
    ("部门", 16.0),
    ("年度", 7.0),
    ("项目", 24.0),
    ("规则包（旧 → 新）", 24.0),
    ("旧总分", 9.0),
    ("新总分", 9.0),
    ("差额", 9.0),
    ("旧等级", 8.0),
    ("新等级", 8.0),
    ("主要原因", 60.0),
)
DETAIL_COLUMNS = (
    ("文件", 18.0),
    ("项目", 18.0),
    (FACT_LABELS["tier1"], 9.0),
    (FACT_LABELS["tier2"], 13.0),
    (FACT_LABELS["tier3"], 22.0),
    ("旧分值", 8.0),
    ("新分值", 8.0),
    ("旧得分", 8.0),
    ("新得分", 8.0),
    ("得分差额", 9.0),
    ("旧方法", 24.0),
    ("新方法", 24.0),
    ("按新规则的计分说明", 48.0),
)
UNREAD_COLUMNS = (("文件", 30.0), ("原因", 60.0), ("怎么办", 50.0))
SO_FAR = "（未完成，已得分）"
_TOP = 2
_REASONS = 4
"""How many reasons the summary names; the rows tell the rest."""


@dataclass(frozen=True, slots=True)
class ReplayLine:
    """One project of a file (its name, no path) under both packs."""

    file: str
    replay: Replay
    item: ProjectReplay


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A file that could not be read: name, why, what to do."""

    file: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Made:
    """The program's version, who made the workbook and when."""

    tool_version: str
    who: str
    when: datetime


def write_replay(
    pack: RulePack,
    changed: Sequence[ReplayLine],
    unchanged: Sequence[ReplayLine],
    unread: Sequence[UnreadLine],
    notices: Sequence[tuple[str, Message]],
    made: Made,
    translate: Translate,
) -> bytes:
    """The workbook as bytes: 对比汇总 with the changed projects in the order given, 指标明细 with every changed row.

    Rows that change are listed for unchanged projects too, whose gains and losses cancel out. What could not be read,
    and what is to be known about a file, stand on a sheet of their own, which is left out where there is nothing.
    """
    stream = io.BytesIO()
    book = Workbook(stream, OPTIONS)
    comments = f"selfeval {made.tool_version}"
    book.set_properties({"title": "规则包对比", "author": made.who, "comments": comments, "created": made.when})
    ledger = Ledger(Styles(book), live=True)
    pages = [
        Page(book.add_worksheet(name, Sheet), ledger, tuple(width for _, width in columns))
        for name, columns in ((SUMMARY, SUMMARY_COLUMNS), (DETAIL, DETAIL_COLUMNS), (UNREAD, UNREAD_COLUMNS))
        if name != UNREAD or unread or notices
    ]
    note = (
        f"新规则包：{pack.id}（{pack.version}，{pack.sha256[:12]}）；重新计分 {len(changed) + len(unchanged)} 个项目，"
        f"有变化 {len(changed)} 个，没有变化 {len(unchanged)} 个；未能读取 {len(unread)} 个文件。"
        f"{made.who}，{made.when:%Y-%m-%d %H:%M}，selfeval {made.tool_version}。只作对比，原文件和原始填报没有改动。"
    )
    _write_summary(pages[0], changed, note, translate)
    _write_detail(pages[1], (*changed, *unchanged), translate)
    if len(pages) > 2:
        _write_unread(pages[2], unread, notices, translate)
    book.close()
    return stream.getvalue()


def _write_summary(page: Page, lines: Sequence[ReplayLine], note: str, translate: Translate) -> None:
    _head(page, "规则包对比汇总", note, SUMMARY_COLUMNS)
    for place, line in enumerate(lines):
        row, before, after = _TOP + 1 + place, line.replay.before, line.replay.after
        sentences = [reason.sentence.render(translate) for reason in reasons(line.replay, line.item)]
        more = [f"另有 {len(sentences) - _REASONS} 项原因，见“{DETAIL}”"] if len(sentences) > _REASONS else []
        why = "\n".join([*sentences[:_REASONS], *more])
        packs = before.pack.id if before.pack.id == after.pack.id else f"{before.pack.id} → {after.pack.id}"
        project = line.item.before.project.title + _so_far(line.item)
        year = str(before.year) if before.year else ""
        heads = (line.file, before.evaluation.department.name, year, project, packs)
        for column, text in enumerate(heads):
            page.put(row, column, text, "center" if column == 2 else "text")
        old, new = line.item.figures
        _figures(page, row, 5, (old, new), (before.pack, after.pack))
        if old is None or new is None:
            page.put(row, 7, "—", "total")
        else:
            _difference(page, row, (5, 6, 7), old, new)
        page.put(row, 8, _grade(line.item.before), "center")
        page.put(row, 9, _grade(line.item.after), "total" if _regraded(line.item) else "center")
        page.put(row, 10, why)
        page.height(row, *((text, page.widths[column]) for column, text in enumerate(heads)), (why, page.widths[10]))
    _finish(page, len(lines), SUMMARY_COLUMNS)


def _so_far(item: ProjectReplay) -> str:
    for result in (item.before, item.after):
        if result.undecided:
            return f"（{no_total(result)}）"
    return "" if item.finished else SO_FAR


def _grade(result: ProjectResult) -> str:
    return result.grade or "—"


def _regraded(item: ProjectReplay) -> bool:
    return item.before.grade != item.after.grade


def _figures(
    page: Page, row: int, column: int, points: tuple[Decimal | None, Decimal | None], packs: tuple[RulePack, RulePack]
) -> None:
    """Points before and after in two cells, each with its own pack's decimal places."""
    for place, (value, pack) in enumerate(zip(points, packs, strict=True)):
        shown: Value = NO_TOTAL if value is None else value
        page.put(row, column + place, shown, "center", number=places_format(pack.rounding.places) if value else "")


def _difference(page: Page, row: int, columns: tuple[int, int, int], old: Decimal | None, new: Decimal | None) -> None:
    """New less old, as a live formula."""
    before, after, column = columns
    if old is None and new is None:
        page.put(row, column, "—", "total")
        return
    if old is None or new is None:  # no formula can count with a word
        page.put(row, column, (new or ZERO) - (old or ZERO), "total", number="+0.00##;-0.00##;0")
        return
    formula = f"ROUND({cell_name(row, after)}-{cell_name(row, before)},6)"
    page.put(row, column, new - old, "total", number="+0.00##;-0.00##;0", formula=formula)


def _write_detail(page: Page, lines: Sequence[ReplayLine], translate: Translate) -> None:
    _head(
        page,
        "指标明细",
        "分值或得分有变化的指标；预算执行率、总分取整、封顶单列一行。各行差额相加，等于总分差额。",
        DETAIL_COLUMNS,
    )
    row = _TOP
    for line in lines:
        for old, new in line.item.rows():
            row += 1
            item = old.indicator
            heads = (line.file, line.item.before.project.title, item.tier1, item.tier2, item.tier3)
            weights = (old.weight.effective, new.weight.effective)
            methods = (_method(old, translate), _method(new, translate))
            _detail(page, row, line, heads, weights, (old.score, new.score), (*methods, new.why.render(translate)))
        before, after = line.item.before.execution, line.item.after.execution
        if before.score != after.score or before.weight != after.weight:
            row += 1
            heads = (line.file, line.item.before.project.title, "", "", EXECUTION)
            packs = (line.replay.before.pack, line.replay.after.pack)
            rules = (execution_words(pack).render(translate) for pack in packs)
            texts = (*rules, after.why.render(translate))
            _detail(page, row, line, heads, (before.weight, after.weight), (before.score, after.score), texts)
        for part in line.item.of_total:
            row += 1
            heads = (line.file, line.item.before.project.title, "", "", LABELS[part.by].render(translate))
            old_words, new_words = rule_words(line.replay, line.item, part)
            texts = (old_words.render(translate), new_words.render(translate), "")
            sides = (moved(line.item.before, part.by), moved(line.item.after, part.by))
            _detail(page, row, line, heads, (None, None), sides, texts)
    _finish(page, row - _TOP, DETAIL_COLUMNS)


def _detail(
    page: Page,
    row: int,
    line: ReplayLine,
    heads: tuple[str, ...],
    weights: tuple[Decimal | None, Decimal | None],
    scores: tuple[Decimal | None, Decimal | None],
    texts: tuple[str, ...],
) -> None:
    """One row that changes: where it is, weights, scores and their difference, methods and the explanation."""
    for column, text in enumerate(heads):
        page.put(row, column, text)
    for place, weight in enumerate(weights):
        page.put(row, 5 + place, "—" if weight is None else weight, "center")
    for place, (score, pack) in enumerate(zip(scores, (line.replay.before.pack, line.replay.after.pack), strict=True)):
        page.put(row, 7 + place, "—" if score is None else score, "center", number=places_format(pack.rounding.places))
    _difference(page, row, (7, 8, 9), *scores)
    for place, text in enumerate(texts):
        page.put(row, 10 + place, text)
    shown = ((text, page.widths[column]) for column, text in (*enumerate(heads), *enumerate(texts, 10)))
    page.height(row, *shown)


def _method(scored: Scored, translate: Translate) -> str:
    if not scored.method:
        return scored.why.render(translate)
    return f"{scored.method_title}（{source_text(scored.citation).render(translate)}）"


def _write_unread(
    page: Page, unread: Sequence[UnreadLine], notices: Sequence[tuple[str, Message]], translate: Translate
) -> None:
    _head(
        page,
        "未能读取的文件和需要留意的事项",
        f"未能读取 {len(unread)} 个文件，留意 {len(notices)} 项。",
        UNREAD_COLUMNS,
    )
    lines = [(item.file, item.message, item.hint) for item in unread]
    lines += [(name, notice.render(translate), "") for name, notice in notices]
    for place, texts in enumerate(lines):
        for column, text in enumerate(texts):
            page.put(_TOP + 1 + place, column, text)
        page.height(_TOP + 1 + place, *zip(texts, page.widths, strict=True))
    _finish(page, len(lines), UNREAD_COLUMNS)


def _head(page: Page, title: str, note: str, columns: Sequence[tuple[str, float]]) -> None:
    last = len(columns) - 1
    page.put(0, 0, title, "title", to=(0, last))
    page.fixed(0, 30)
    page.put(1, 0, note, "note", to=(1, last))
    page.height(1, (note, page.width(0, last)))
    for column, (label, _) in enumerate(columns):
        page.put(_TOP, column, label, "header")
    page.fixed(_TOP, 24)


def _finish(page: Page, rows: int, columns: Sequence[tuple[str, float]]) -> None:
    last = len(columns) - 1
    page.print_landscape(_TOP, (_TOP + rows, last))
    page.sheet.autofilter(_TOP, 0, _TOP + rows, last)
    page.sheet.freeze_panes(_TOP + 1, 0)
    page.sheet.hide_gridlines(2)
