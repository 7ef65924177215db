"""What stands below the table of a form, notes and the line to sign; and how the form prints."""

from __future__ import annotations

from selfeval.core.model import KEPT_MONEY, KEPT_WORDS, Project
from selfeval.core.readings import Origin
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.texts.targets.forms import as_scored
from selfeval.excel.paper.labels import NOTE
from selfeval.excel.paper.page import A4, Page
from selfeval.excel.scored import plan as at
from selfeval.excel.scored.form_sheet.annex import annex_note, write_annex
from selfeval.excel.scored.plan import ProjectPlan
from selfeval.excel.tables.body.footer import GRADE_WORDS

_LAST = at.REASON


def form_notes(result: ProjectResult) -> str:
    """The note below a form: targets that count otherwise than they are printed, weights that moved; "" without any."""
    notes = []
    corrected = [scored for scored in result.indicators if scored.target.origin is Origin.CORRECTED]
    if corrected:
        texts = "；".join(f"“{scored.indicator.tier3}”{as_scored(scored.target)}" for scored in corrected)
        notes.append(f"年度指标值按更正后的读法计分：{texts}。")
    if any(scored.not_applicable and scored.weight.effective != scored.weight.base for scored in result.indicators):
        notes.append("标“不适用”的指标不计分，其原有分值按规则调整到其他指标。")
    if len(notes) > 1:
        notes = [f"{number}. {note}" for number, note in enumerate(notes, start=1)]
    return NOTE + "\n".join(notes) if notes else ""


def kept_of(project: Project) -> dict[str, str]:
    """What is kept of the original form and scored by nobody, by key."""
    found = {name: project.kept.get(name) or project.budget.get(name, "") for name in KEPT_WORDS}
    return {name: text for name, text in found.items() if text.strip()}


def kept_rows(result: ProjectResult, pack: RulePack) -> dict[str, str]:
    """What of it the form says below its grade: not a conclusion that is a mere grade, for the form has its own."""
    grades = GRADE_WORDS | {grade.name for grade in pack.grades}
    found = {name: text for name, text in kept_of(result.project).items() if name != "execution_target"}
    return {name: text for name, text in found.items() if not (name == "conclusion" and text.strip() in grades)}


def _write_kept(page: Page, row: int, plan: ProjectPlan, pack: RulePack) -> int:
    """Texts and amounts of the original form, a row each; returns the next row."""
    for name, text in kept_rows(plan.result, pack).items():
        word = KEPT_WORDS[name]
        if name in KEPT_MONEY:
            word = f"{word}（{plan.result.project.money_unit}）"
        page.put(row, 0, word, "label", to=(row, at.TIER1))
        style = page.style_for(row, (at.TIER2, _LAST), word, text)
        page.put(row, at.TIER2, text, style, to=(row, _LAST))
        page.height(row, (word, page.width(0, at.TIER1)), (text, page.width(at.TIER2, _LAST)), at_least=22)
        row += 1
    return row


def write_foot(page: Page, plan: ProjectPlan, assessment: Assessment) -> int:
    """What is kept of the original form, notes, signatures and the texts that are too long; returns the last row."""
    row, note = _write_kept(page, plan.form_grade + 1, plan, assessment.pack), form_notes(plan.result)
    for text in filter(None, (note, annex_note(page))):
        page.put(row, 0, text, "remark", to=(row, _LAST))
        page.height(row, (text, page.width(0, _LAST)))
        row += 1
    preparer, leader = (assessment.evaluation.setting(name) for name in ("preparer", "leader"))
    page.put(row, 0, f"填报人：{preparer}", "sign", to=(row, at.TIER2))
    page.put(row, at.TIER3, f"负责人：{leader}", "sign")
    page.put(row, at.TARGET, "联系电话：", "sign", to=(row, at.ACTUAL))
    page.put(row, at.WEIGHT, "盖章：", "sign", to=(row, at.SCORE))
    page.put(row, at.REASON, "日期：    年    月    日", "sign")
    page.fixed(row, 40)
    return write_annex(page, row)


def print_form(page: Page, last: int) -> None:
    """On A4 upright, as wide as the page; the labels of the indicators on every page."""
    sheet = page.sheet
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(at.FORM_HEADER)
    sheet.print_area(0, 0, last, _LAST)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.hide_gridlines(2)
    sheet.ignore_errors({"number_stored_as_text": f"A1:I{last + 1}"})
