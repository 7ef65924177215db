"""The workbook of monitoring: one 项目支出绩效运行监控表 per project, and a sheet of what it shows for the house."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

from selfeval.core.monitoring.fields import span
from selfeval.core.monitoring.results import Monitoring
from selfeval.core.problems import Problem, Translate
from selfeval.excel.monitoring.form import FormWriter
from selfeval.excel.monitoring.layout import RESULT, TITLE, WIDTHS
from selfeval.excel.monitoring.result_sheet import RESULT_WIDTHS, write_result
from selfeval.excel.paper.cells import sheet_names
from selfeval.excel.paper.page import Ledger, Page
from selfeval.excel.paper.style import OPTIONS, Styles


def monitoring_workbook(
    watched: Monitoring, problems: Sequence[Problem], translate: Translate
) -> tuple[bytes, tuple[str, ...]]:
    """The workbook, and the addresses of texts that are too long for their cells.

    The same facts give the same bytes. Rates are live formulas with their values stored.
    """
    from xlsxwriter import Workbook  # a third of a second, and only writing needs it

    stream = io.BytesIO()
    book = Workbook(stream, OPTIONS)
    year = f"{watched.year}年度" if watched.year else ""
    book.set_properties(
        {"title": f"{TITLE}（{year}{span(watched.month)}）", "created": datetime(2025, 1, 1, tzinfo=UTC)}
    )
    ledger = Ledger(Styles(book), live=True)
    names = sheet_names([one.project.title for one in watched.projects], [RESULT])
    for name, project in zip(names, watched.projects, strict=True):
        FormWriter(Page(book.add_worksheet(name), ledger, WIDTHS), watched, project).write()
    write_result(Page(book.add_worksheet(RESULT), ledger, RESULT_WIDTHS), watched, problems, translate)
    book.close()
    return stream.getvalue(), tuple(f"{sheet}!{cell}" for sheet, cell, _ in ledger.overlong)
