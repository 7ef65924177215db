"""填报说明: what to do in a few lines, who fills in by when, how far each project is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.model import Project
from selfeval.core.numbers import plain
from selfeval.core.scoring.results import Assessment
from selfeval.excel.fillin.labels import DONE, FILL, FIRST_ROW, GUIDE, OPEN, PLACE
from selfeval.excel.fillin.rows import FillRow
from selfeval.excel.fillin.styles import FillStyles
from selfeval.excel.paper.cells import absolute, cell_name, fitting, quoted_sheet, safe_text
from selfeval.excel.paper.page import A4
from selfeval.excel.paper.style import height_for, lines_needed

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (24.0, 30.0, 16.0, 70.0)
_LINES = (
    "1. 只填“填报”表中黄色的格子；灰色和白色的格子不用填，也不要改项目编码、指标名称和指标值。",
    "2. “实际完成值”按“计量单位”只填数字（也可以带单位）；百分数填 95 或 95%，不要填 0.95；日期填 2025-12-20 这样。",
    "3. 有下拉箭头的从下拉中选。定性指标选完成档次后，再填“得分比例”（各档的范围见下表）。",
    "4. 没有达到目标的，写明“偏差原因分析及改进措施”；“佐证资料”写文件名、文号等；满意度的份数写“问卷调查”。",
    "5. 今年不适用的指标，在“不适用”中选一项，有文件的填文号，不填实际完成值。",
    "6. “状态”一列：“未填”还要填，“已填”填好了，“选填”可以不填。颜色只是提醒，以文字为准。",
    "7. 可以筛选、调整列宽；只负责一部分的，只填自己的行，其余空着或删去都可以，空格不会清掉已有的数据。",
    "8. 要排序先撤销工作表保护（没有密码）。填好后存为 .xlsx 交回，文件名可以改。",
)
_BLANKS = ("填报科室", "填报人", FACT_LABELS["phone"], "交回日期")


def write_guide(
    sheet: Worksheet, styles: FillStyles, assessment: Assessment, rows: Sequence[FillRow], title: str
) -> None:
    """Fill the sheet."""
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, safe_text(title), styles.get("title"))
    sheet.set_row(0, 28)
    for place, line in enumerate(_lines(assessment), 1):
        sheet.merge_range(place, 0, place, len(_WIDTHS) - 1, line, styles.get("line"))
        sheet.set_row(place, height_for(lines_needed(line, sum(_WIDTHS)), 18))
    row = len(_LINES) + 2
    for place, word in enumerate(_BLANKS):
        sheet.write_string(row + place, 0, word, styles.get("header"))
        sheet.write_blank(row + place, 1, None, styles.get("input"))
        sheet.set_row(row + place, 20)
    _answers(sheet, styles, assessment)
    _progress(sheet, styles, assessment, rows)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&C第 &P 页，共 &N 页")
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _lines(assessment: Assessment) -> list[str]:
    year = str(assessment.year or 2025)
    return [line.replace("2025", year) for line in _LINES]


def _answers_row() -> int:
    return len(_LINES) + 2 + len(_BLANKS) + 1


def answer_cells(assessment: Assessment) -> str:
    """The cells that hold the answers to qualitative indicators, as a drop-down refers to them."""
    first = _answers_row() + 1
    last = first + max(len(assessment.pack.answers), 1) - 1
    return f"={quoted_sheet(GUIDE)}{absolute(first, 0)}:{absolute(last, 0)}"


def _answers(sheet: Worksheet, styles: FillStyles, assessment: Assessment) -> None:
    row = _answers_row()
    for place, word in enumerate(("定性指标的完成档次", "得分比例（占分值的百分数）")):
        sheet.write_string(row, place, word, styles.get("header"))
    for place, answer in enumerate(assessment.pack.answers, row + 1):
        sheet.write_string(place, 0, safe_text(answer.label), styles.get("text"))
        sheet.write_string(place, 1, f"{plain(answer.lower)}–{plain(answer.upper)}", styles.get("text_center"))
        sheet.set_row(place, height_for(lines_needed(answer.label, _WIDTHS[0])))


def _progress(sheet: Worksheet, styles: FillStyles, assessment: Assessment, rows: Sequence[FillRow]) -> None:
    """How many rows of each project are filled in: counted by code and name, so that sorting does not matter."""
    row = _answers_row() + len(assessment.pack.answers) + 2
    for place, word in enumerate((FACT_LABELS["code"], FACT_LABELS["name"], "填报进度", "年度总体目标")):
        sheet.write_string(row, place, word, styles.get("header"))
    sheet.set_row(row, 22)
    columns = {key: _column(key, len(rows)) for key in ("code", "project", "state")}
    projects = assessment.evaluation.department.projects
    for project in projects:
        row += 1
        own = f"({columns['code']}={cell_name(row, 0)})*({columns['project']}={cell_name(row, 1)})"
        mine = [entry for entry in rows if _same(entry, project)]
        _line(sheet, styles, row, project)
        sheet.write_formula(row, 2, _counted(own, columns["state"]), styles.get("number"), _progress_text(mine))
    row += 1
    sheet.write_string(row, 0, "合计", styles.get("header"))
    sheet.write_blank(row, 1, None, styles.get("header"))
    sheet.write_formula(row, 2, _counted("1", columns["state"]), styles.get("number"), _progress_text(rows))
    sheet.set_row(row, 22)


def _same(entry: FillRow, project: Project) -> bool:
    return (entry.texts["code"], entry.texts["project"]) == (project.code, project.title)


def _line(sheet: Worksheet, styles: FillStyles, row: int, project: Project) -> None:
    goals = fitting(safe_text("\n".join(project.goals)))[0]
    texts = (safe_text(project.code).strip(), safe_text(project.title).strip(), "", goals)
    for place, text in enumerate(texts):
        sheet.write_string(row, place, text, styles.get("text")) if text else sheet.write_blank(
            row, place, None, styles.get("text")
        )
    lines = max(lines_needed(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
    sheet.set_row(row, height_for(lines, 22))


def _column(key: str, rows: int) -> str:
    last = FIRST_ROW + max(rows, 1) - 1
    return f"{quoted_sheet(FILL)}{absolute(FIRST_ROW, PLACE[key])}:{absolute(last, PLACE[key])}"


def _counted(own: str, states: str) -> str:
    # Not COUNTIFS: it takes codes of more than 15 digits for numbers and mixes them up.
    done, still = (f'SUMPRODUCT({own}*({states}="{word}"))' for word in (DONE, OPEN))
    return f'="{DONE} "&{done}&" / "&({done}+{still})'


def _progress_text(rows: Sequence[FillRow]) -> str:
    done = sum(row.filled for row in rows)
    return f"{DONE} {done} / {sum(row.filled or not row.optional for row in rows)}"
