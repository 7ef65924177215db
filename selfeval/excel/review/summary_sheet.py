"""复核汇总 and 说明: every project in one line, form quality, the kinds of deduction with their grounds, provenance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.numbers import plain, round_half_up
from selfeval.core.problems import Translate
from selfeval.core.review.plain import FormReview
from selfeval.core.rules.formula import excel_rounded
from selfeval.core.rules.parts.deductions import cost_words
from selfeval.core.rules.sources import deduction_source, source_text
from selfeval.excel.paper.cells import absolute
from selfeval.excel.paper.page import Page
from selfeval.excel.paper.style import places_format
from selfeval.excel.review.project_sheet import Totals

SUMMARY, ABOUT = "复核汇总", "说明"
SUMMARY_COLUMNS = (
    (FACT_LABELS["code"], 14.0),
    (FACT_LABELS["name"], 28.0),
    ("自评总分", 9.5),
    ("自评等级", 9.0),
    ("复核总分", 9.5),
    (FACT_LABELS["review_grade"], 9.0),
    ("偏离度", 9.0),
    ("折扣（%）", 9.0),
    ("最终得分", 9.5),
    ("最终等级", 9.0),
    ("扣分项", 8.0),
    ("自评表质量", 11.0),
)


def write_summary(page: Page, review: FormReview, places: Sequence[Totals]) -> None:
    """One line a project, which looks at the project's own sheet, then the quality of each form."""
    last, score = len(SUMMARY_COLUMNS) - 1, places_format(review.pack.rounding.places)
    page.put(0, 0, f"预算绩效自评复核汇总{f'（{review.year}年度）' if review.year else ''}", "title", to=(0, last))
    page.fixed(0, 30)
    for column, (label, _) in enumerate(SUMMARY_COLUMNS):
        page.put(1, column, label, "header")
    page.fixed(1, 30)
    for number, (one, at) in enumerate(zip(review.projects, places, strict=True), start=2):
        page.put(number, 0, one.project.code, "center")
        page.put(number, 1, one.project.title, "text")
        share = None if one.deviation is None else round_half_up(one.deviation, 6)
        percent = one.discount.percent if one.discount else Decimal(100) if one.total is not None else None
        for column, value, cell, number_format in (
            (2, one.self_total, at.self_total, score),
            (3, one.self_grade, at.self_grade, ""),
            (4, one.total, at.total, score),
            (5, one.grade, at.grade, ""),
            (6, share, at.deviation, "0.00%"),
            (7, percent, "", ""),
            (8, one.final, at.final, score),
            (9, one.final_grade, at.final_grade, ""),
        ):
            live = cell if value not in {None, ""} else ""
            page.put(number, column, value, "center", number=number_format, formula=live)
        page.put(number, 10, sum(len(row.deductions) for row in one.rows), "center")
        page.put(number, 11, one.quality.total, "center", number="0.##")
        page.height(number, (one.project.title, page.widths[1]), (one.project.code, page.widths[0]))
    line = _write_quality(page, review, len(review.projects) + 3)
    page.print_landscape(1, (max(line, 3), last))
    page.sheet.hide_gridlines(2)


def _write_quality(page: Page, review: FormReview, line: int) -> int:
    """Points of each item of each form, added up live; the line behind."""
    if not review.pack.form_quality:
        return line
    out_of = review.projects[0].quality.out_of if review.projects else Decimal(0)
    page.put(line, 0, f"自评表质量（各项合计 {plain(out_of)} 分，另折算成百分制）", "section", to=(line, 11))
    line += 1
    titles = [one.title for one in review.pack.form_quality]
    for column, label in enumerate(("项目", *titles, "合计", "折算百分制")):
        page.put(line, column, label, "header")
    page.fixed(line, 30)
    for one in review.projects:
        line += 1
        page.put(line, 0, one.project.title, "text")
        for column, (_, points) in enumerate(one.quality.points, start=1):
            page.put(line, column, points, "center")
        end = len(titles)
        added = f"SUM({absolute(line, 1)}:{absolute(line, end)})"
        page.put(line, end + 1, one.quality.total, "total", formula=added)
        scaled = f"{absolute(line, end + 1)}*100/{plain(out_of)}"
        scaled = excel_rounded(scaled, review.pack.rounding.places, review.pack.rounding.mode)
        page.put(line, end + 2, one.quality.of_hundred, "total", formula=scaled)
        page.height(line, (one.project.title, page.widths[0]))
    return line


def write_about(
    page: Page, review: FormReview, about: Mapping[str, str], said: Sequence[str], translate: Translate
) -> None:
    """Where the review comes from, what was said about it, and on what ground each kind of deduction stands."""
    page.put(0, 0, ABOUT, "title", to=(0, 3))
    line = 1
    for label, text in (*about.items(), *(("注意", text) for text in said)):
        page.put(line, 0, label, "label")
        page.put(line, 1, text, "text", to=(line, 3))
        page.height(line, (text, page.width(1, 3)))
        line += 1
    line += 1
    for column, label in enumerate((FACT_LABELS["deduction"], "扣多少", "依据", "核对情况")):
        page.put(line, column, label, "header")
    for rule in review.pack.deductions:
        line += 1
        source = deduction_source(review.pack, rule)
        ground = source_text(source).render(translate)
        texts = (
            rule.title,
            cost_words(rule).render(translate),
            ground,
            "已核对" if source and source.verified else "待核实",
        )
        for column, text in enumerate(texts):
            page.put(line, column, text, "text")
        page.height(line, *zip(texts, page.widths, strict=True))
    page.print_landscape(None, (line, 3))
    page.mark_internal()
