"""A review becomes a workbook: live formulas with their values stored; the unit's own figures stand beside."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from xlsxwriter import Workbook

from selfeval.core.problems import Translate
from selfeval.core.records import dataclass
from selfeval.core.review.plain import FormReview
from selfeval.excel.paper.cells import sheet_names
from selfeval.excel.paper.page import Ledger, Page
from selfeval.excel.paper.sheet import Sheet
from selfeval.excel.paper.style import OPTIONS, Styles
from selfeval.excel.review.findings_sheet import FINDINGS, write_findings
from selfeval.excel.review.project_sheet import ALL_WIDTHS, ProjectSheet
from selfeval.excel.review.summary_sheet import ABOUT, SUMMARY, SUMMARY_COLUMNS, write_about, write_summary


@dataclass(frozen=True, slots=True)
class ReviewOrigin:
    """Where a review comes from.

    Attributes:
        form: file name of the reviewed form, `sha256` of its bytes.
        tool: version of the program; `who` reviewed, `when`.
        said: what has to be said about rules and journal.
    """

    form: str
    sha256: str
    tool: str
    who: str
    when: datetime
    said: Sequence[str] = ()


def write_review(review: FormReview, origin: ReviewOrigin, *, translate: Translate, values_only: bool = False) -> bytes:
    """The workbook; labels are Chinese, sentences in the language of `translate`. Equal reviews give equal bytes."""
    stream = io.BytesIO()
    book = Workbook(stream, OPTIONS)
    properties = {"title": "预算绩效自评复核", "author": origin.who, "comments": f"selfeval {origin.tool}"}
    book.set_properties({**properties, "created": origin.when})
    book.set_calc_mode("auto")
    ledger = Ledger(Styles(book), live=not values_only)
    names = sheet_names([f"复核-{one.project.title}" for one in review.projects], [SUMMARY, FINDINGS, ABOUT])

    def page(name: str, widths: Sequence[float]) -> Page:
        return Page(book.add_worksheet(name, Sheet), ledger, tuple(widths))

    summary = page(SUMMARY, [width for _, width in SUMMARY_COLUMNS])
    sheets = [
        ProjectSheet(page(name, ALL_WIDTHS), one, review, translate)
        for name, one in zip(names, review.projects, strict=True)
    ]
    places = [sheet.write() for sheet in sheets]
    write_summary(summary, review, places)
    write_findings(page(FINDINGS, (8.0, 9.0, 24.0, 22.0, 46.0, 12.0, 40.0, 26.0)), review, translate)
    about = {
        "被复核的文件": origin.form,
        "文件校验值": origin.sha256,
        "规则包": f"{review.pack.id} {review.pack.version}",
        "规则包校验值": review.pack.sha256,
        "程序版本": f"selfeval {origin.tool}",
        "复核人": origin.who,
        "复核时间": origin.when.isoformat(sep=" ", timespec="seconds"),
    }
    write_about(page(ABOUT, (22.0, 26.0, 60.0, 16.0)), review, about, origin.said, translate)
    book.close()
    return stream.getvalue()
