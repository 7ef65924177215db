"""A sample as a workbook: the list that was drawn, the rules with their figures, every project with its number."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from xlsxwriter import Workbook

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.problems import Translate
from selfeval.core.review.sampling import Drawn, Sample
from selfeval.excel.paper.page import Ledger, Page
from selfeval.excel.paper.sheet import Sheet
from selfeval.excel.paper.style import OPTIONS, Styles

DRAWN, RULES, EVERYONE = "抽查名单", "抽样办法", "全部项目"
_COLUMNS = (
    ("序号", 6.0),
    (FACT_LABELS["unit"], 26.0),
    (FACT_LABELS["code"], 22.0),
    (FACT_LABELS["name"], 34.0),
    ("全年预算数（万元）", 12.0),
    ("自评总分", 9.0),
    ("自评等级", 9.0),
    ("抽中的规则", 34.0),
    ("抽样号（前 12 位）", 16.0),
    ("文件", 34.0),
    ("工作表", 18.0),
)

_HOW = (
    "每个项目有一个抽样号：把随机种子、实施单位、项目编码、项目名称依次写成四行，求 SHA-256（UTF-8）。",
    "后三行先统一写法：作 NFKC；、改为 ,，。和·改为 .，“”改为 \"，‘’改为 '，—和–改为 -；去掉空格，大写改小写。",
    "单位、编码、名称都相同的几张表，按文件、工作表的名称排序，从第二张起在第五行写 2、3……，再求抽样号。",
    "只抽一部分的，抽抽样号最小的；应抽数不是整数的进一位。",
    "同一名单、同一种子，在任何电脑上抽出的都相同，与文件的先后无关。",
    "几条规则都抽中的，只算一个项目，名单里写明各条规则。“只由本条抽中”是没有这一条就不会抽中的。",
)


def write_sample(sample: Sample, sources: Sequence[str], tool: str, when: datetime, translate: Translate) -> bytes:
    """The workbook; equal samples of equal sources give equal bytes at the same time."""
    stream = io.BytesIO()
    book = Workbook(stream, OPTIONS)
    book.set_properties({"title": "绩效自评抽查名单", "comments": f"selfeval {tool}", "created": when})
    ledger = Ledger(Styles(book), live=True)
    widths = tuple(width for _, width in _COLUMNS)

    def page(name: str, columns: tuple[float, ...]) -> Page:
        return Page(book.add_worksheet(name, Sheet), ledger, columns)

    _projects(page(DRAWN, widths), sample.drawn, sample, translate)
    _rules(page(RULES, (34.0, 12.0, 12.0, 16.0)), sample, sources, tool, when, translate)
    _projects(page(EVERYONE, widths), sample.all, sample, translate)
    book.close()
    return stream.getvalue()


def _projects(page: Page, rows: Sequence[Drawn], sample: Sample, translate: Translate) -> None:
    last = len(_COLUMNS) - 1
    page.put(0, 0, page.name, "title", to=(0, last))
    page.fixed(0, 30)
    said = f"随机种子：{sample.plan.seed}；共 {len(sample.all)} 个项目，抽中 {len(sample.drawn)} 个。"
    page.put(1, 0, said, "note", to=(1, last))
    for column, (label, _) in enumerate(_COLUMNS):
        page.put(2, column, label, "header")
    page.fixed(2, 30)
    for number, one in enumerate(rows, start=1):
        project = one.candidate
        rules = "；".join(sample.strata[place].rule.render(translate) for place in one.rules)
        texts = (project.unit, project.code, project.name)
        page.put(2 + number, 0, number, "center")
        for column, text in enumerate(texts, start=1):
            page.put(2 + number, column, text, "text")
        page.put(2 + number, 4, project.amount, "center")
        page.put(2 + number, 5, project.total, "center")
        page.put(2 + number, 6, project.grade, "center")
        page.put(2 + number, 7, rules, "text")
        page.put(2 + number, 8, one.number[:12], "center")
        page.put(2 + number, 9, project.file, "text")
        page.put(2 + number, 10, project.sheet, "text")
        shown = ((project.unit, 26.0), (project.name, 34.0), (rules, 34.0), (project.file, 34.0), (project.code, 22.0))
        page.height(2 + number, *shown)
    page.print_landscape(2, (2 + len(rows), last))
    page.sheet.freeze_panes(3, 0)
    page.sheet.autofilter(2, 0, 2 + len(rows), last)
    page.sheet.hide_gridlines(2)


def _rules(page: Page, sample: Sample, sources: Sequence[str], tool: str, when: datetime, translate: Translate) -> None:
    page.put(0, 0, RULES, "title", to=(0, 3))
    page.fixed(0, 30)
    source = f"随机种子：{sample.plan.seed}。名单来源：{'、'.join(sources)}。"
    said = (source, *_HOW)
    for number, text in enumerate(said, start=1):
        page.put(number, 0, text, "text", to=(number, 3))
        page.height(number, (text, page.width(0, 3)))
    top = len(said) + 2
    for column, label in enumerate(("规则", "范围内项目", "抽中", "只由本条抽中")):
        page.put(top, column, label, "header")
    for line, one in enumerate(sample.strata, start=top + 1):
        page.put(line, 0, one.rule.render(translate), "text")
        for column, count in enumerate((one.size, one.taken, one.alone), start=1):
            page.put(line, column, count, "center")
    line = top + len(sample.strata) + 1
    page.put(line, 0, "合计（不重复）", "total")
    page.put(line, 1, len(sample.all), "total")
    page.put(line, 2, len(sample.drawn), "total")
    page.put(line, 3, "", "total")
    unknown = {"没有金额、按金额无法判断的项目": sample.unknown_amount, "没有等级的项目": sample.unknown_grade}
    for label, found in ((label, found) for label, found in unknown.items() if found):
        line += 2
        page.put(line, 0, f"{label}（{len(found)} 个，没有按该条抽取）", "section", to=(line, 3))
        for missing in found:
            line += 1
            text = " ".join(part for part in (missing.unit, missing.code, missing.name, missing.file) if part)
            page.put(line, 0, text, "text", to=(line, 3))
            page.height(line, (text, page.width(0, 3)))
    line += 2
    page.put(line, 0, f"selfeval {tool}，{when.isoformat(sep=' ', timespec='seconds')}", "note", to=(line, 3))
    page.print_landscape(None, (line, 3))
