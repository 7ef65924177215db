"""What stands below the table of a form, and how the form prints.

Notes, the line to sign, and in full the texts that their cells have no room for: a row can only be so high.
"""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.evaluation import Evaluation
from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.model import KEPT_MONEY, KEPT_WORDS, SIGNED, WRITTEN, Project
from selfeval.core.readings import Origin
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.texts.surveys import read_survey, with_rates
from selfeval.core.texts.targets.forms import as_scored
from selfeval.excel.paper.labels import NO_DATE, NOTE, SIGN_LABELS
from selfeval.excel.paper.page import A4, Page
from selfeval.excel.paper.style import display_width, usable_width
from selfeval.excel.scored import plan as at
from selfeval.excel.scored.form_sheet.whole_department import formulas_of
from selfeval.excel.scored.plan import ProjectPlan
from selfeval.excel.tables.body.footer import GRADE_WORDS

_LAST = at.REASON
_LINES = 12
"""Lines of a text that stand in one row, so that a page ends near its foot."""
_ENDS = "。；！？;!?\n"


def form_notes(result: ProjectResult, pack: RulePack) -> str:
    """The note below a form: targets that count otherwise, weights that moved, formulas; "" without any."""
    notes = []
    corrected = [scored for scored in result.indicators if scored.target.origin is Origin.CORRECTED]
    if corrected:
        texts = "；".join(f"“{scored.indicator.tier3}”{as_scored(scored.target)}" for scored in corrected)
        notes.append(f"年度指标值按更正后的读法计分：{texts}。")
    if any(scored.not_applicable and scored.weight.effective != scored.weight.base for scored in result.indicators):
        notes.append("标“不适用”的指标不计分，其原有分值按规则调整到其他指标。")
    if formulas := formulas_of(result, pack):
        notes.append(f"按公式计算的完成值：{'；'.join(formulas)}。")
    if len(notes) > 1:
        notes = [f"{number}. {note}" for number, note in enumerate(notes, start=1)]
    return NOTE + "\n".join(notes) if notes else ""


def kept_of(evaluation: Evaluation, project: Project) -> dict[str, str]:
    """What is written around the table, and kept of the original form, scored by nobody, by key."""
    found = {name: evaluation.value(project, name) for name in WRITTEN}
    found |= {name: project.kept.get(name) or project.budget.get(name, "") for name in KEPT_WORDS if name not in found}
    return {name: text for name, text in found.items() if text.strip()}


def kept_rows(assessment: Assessment, project: Project) -> dict[str, str]:
    """What of it the form says below its grade: not a conclusion that is a mere grade, for the form has its own.

    What the rule pack demands has its row, to be written by hand, also while nothing is there.
    """
    grades = GRADE_WORDS | {grade.name for grade in assessment.pack.grades}
    found = dict.fromkeys((name for name in WRITTEN if name in assessment.pack.required_texts), "")
    found |= kept_of(assessment.evaluation, project)
    shown = {name: found[name] for name in KEPT_WORDS if name in found and name != "execution_target"}
    return {name: text for name, text in shown.items() if not (name == "conclusion" and text.strip() in grades)}


def _write_kept(page: Page, row: int, plan: ProjectPlan, assessment: Assessment) -> int:
    """Texts and amounts around the table, a row each; returns the next row."""
    for name, text in kept_rows(assessment, plan.result.project).items():
        word = KEPT_WORDS[name]
        if name in KEPT_MONEY:
            word = f"{word}（{plan.result.project.money_unit}）"
        page.put(row, 0, word, "label", to=(row, at.TIER1))
        style = page.style_for(row, (at.TIER2, _LAST), word, text)
        page.put(row, at.TIER2, text, style, to=(row, _LAST))
        page.height(row, (word, page.width(0, at.TIER1)), (text, page.width(at.TIER2, _LAST)), at_least=22)
        row += 1
    return row


def _write_surveys(page: Page, row: int, plan: ProjectPlan, assessment: Assessment) -> int:
    """The survey behind each satisfaction rate, counts and rates, a row each; returns the next row."""
    for scored in plan.result.indicators:
        text = assessment.evaluation.indicator_value(plan.result.project, scored.indicator, "survey").strip()
        if not text:
            continue
        survey = read_survey(text)
        said = f"“{scored.indicator.tier3}”：{with_rates(survey) if survey is not None else text}"
        word = FACT_LABELS["survey"]
        page.put(row, 0, word, "label", to=(row, at.TIER1))
        style = page.style_for(row, (at.TIER2, _LAST), word, said)
        page.put(row, at.TIER2, said, style, to=(row, _LAST))
        page.height(row, (word, page.width(0, at.TIER1)), (said, page.width(at.TIER2, _LAST)), at_least=22)
        row += 1
    return row


def write_foot(page: Page, plan: ProjectPlan, assessment: Assessment) -> int:
    """What is kept of the original form, notes, signatures and the texts that are too long; returns the last row."""
    row, note = _write_kept(page, plan.form_grade + 1, plan, assessment), form_notes(plan.result, assessment.pack)
    row = _write_surveys(page, row, plan, assessment)
    for text in filter(None, (note, _annex_note(page))):
        page.put(row, 0, text, "remark", to=(row, _LAST))
        page.height(row, (text, page.width(0, _LAST)))
        row += 1
    signed = {name: assessment.evaluation.value(plan.result.project, name).strip() for name in SIGNED}
    page.put(row, 0, SIGN_LABELS["preparer"] + signed["preparer"], "sign", to=(row, at.TIER2))
    page.put(row, at.TIER3, SIGN_LABELS["leader"] + signed["leader"], "sign")
    page.put(row, at.TARGET, SIGN_LABELS["phone"] + signed["phone"], "sign", to=(row, at.ACTUAL))
    page.put(row, at.WEIGHT, "盖章：", "sign", to=(row, at.SCORE))
    page.put(row, at.REASON, SIGN_LABELS["signed_on"] + (signed["signed_on"] or NO_DATE), "sign")
    page.fixed(row, 40)
    return _write_annex(page, row)


def _annex_note(page: Page) -> str:
    """The line of the form that says where the rest of its long texts is printed; "" where all are seen whole."""
    return f"{NOTE}有 {len(page.longer)} 处内容较长，表内未能印全，全文附后。" if page.longer else ""


def _write_annex(page: Page, row: int) -> int:
    """Write the long texts below `row`, each behind a line that says whose it is; returns the last row."""
    width = page.width(0, _LAST)
    for number, (label, text) in enumerate(page.longer, start=1):
        for piece in _pieces(f"附{number}　{label}（全文）\n{text}", int(usable_width(width / page.grown))):
            row += 1
            page.put(row, 0, piece, to=(row, _LAST))
            page.height(row, (piece, width))
    return row


def _pieces(text: str, width: int) -> Iterator[str]:
    """The text in pieces of a few lines of `width` columns, each ending with a sentence where one ends there."""
    rest = text
    while rest:
        most = _fits(rest, width)
        end = most if most == len(rest) else _end(rest, most)
        yield rest[:end].removesuffix("\n")
        rest = rest[end:]


def _fits(text: str, width: int) -> int:
    """How many signs of the text fit into the lines of one row, at least one."""
    lines, used = 1, 0
    for place, char in enumerate(text):
        used += display_width(char)
        if char == "\n" or used > width:
            lines, used = lines + 1, 0 if char == "\n" else display_width(char)
        if lines > _LINES:
            return max(place, 1)
    return len(text)


def _end(text: str, most: int) -> int:
    """Behind the last sentence in the later half of what fits, else where no more fits."""
    return next((place for place in range(most, most // 2, -1) if text[place - 1] in _ENDS), most)


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
