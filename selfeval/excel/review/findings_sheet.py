"""复核发现: what the review found, with the verdict on each proposal of the program, what to do and on what ground."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.problems import NOTHING, Translate
from selfeval.core.review.plain import FormReview
from selfeval.core.review.proposals import Proposal, Verdict
from selfeval.core.rules.parts.deductions import deduction_words
from selfeval.core.rules.sources import deduction_source, source_text
from selfeval.excel.paper.labels import SEVERITY_WORDS
from selfeval.excel.paper.page import Page

FINDINGS = "复核发现"
COLUMNS = ("等级", "维度", "对象", "位置", "发现", "判定", "处理建议", "依据")

_SIDES = {"T": "绩效目标", "B": "资金", "A": "完成值", "S": "得分", "W": "分值", "R": "规则包", "F": "文件"}
_VERDICTS = {Verdict.OPEN: "待定", Verdict.TAKEN: "采纳", Verdict.LEFT: "不采纳"}

Line = tuple[str, ...]


def write_findings(page: Page, review: FormReview, translate: Translate) -> None:
    """What the reviewer deducted or corrected first, then the proposals in their order."""
    lines = [*_reviewed(review, translate), *(_proposed(one, review, translate) for one in review.proposals)]
    last = len(COLUMNS) - 1
    page.put(0, 0, FINDINGS, "title", to=(0, last))
    page.fixed(0, 30)
    left = sum(one.verdict is Verdict.OPEN for one in review.proposals)
    note = f"共 {len(lines)} 项；程序的检查结果只是提请考虑，由复核的人判定，待定的 {left} 项。"
    page.put(1, 0, note, "note", to=(1, last))
    for column, label in enumerate(COLUMNS):
        page.put(2, column, label, "header")
    for number, line in enumerate(lines):
        for column, text in enumerate(line):
            page.put(3 + number, column, text, "center" if column in {0, 1, 5} else "text")
        page.height(3 + number, *zip(line, page.widths, strict=True))
    page.print_landscape(2, (2 + len(lines), last))
    page.sheet.freeze_panes(3, 0)
    page.sheet.autofilter(2, 0, 2 + len(lines), last)
    page.sheet.hide_gridlines(2)


def _reviewed(review: FormReview, translate: Translate) -> Iterator[Line]:
    """The reviewer's own: deductions with their reasons, other outcomes."""
    for one in review.projects:
        for row in one.rows:
            item, tier = row.own.indicator, row.own.indicator.tier1
            subject = f"{one.project.title} {item.tier3}"
            if row.other_actual:
                found = f"自评完成值“{row.own.actual.text or '—'}”，复核完成值“{row.actual or '—'}”"
                place = str(item.where("actual") or one.project.sheet)
                yield ("复核", tier, subject, place, found, "更正", "更正完成值，或提供佐证资料。", row.remark)
            for given in row.deductions:
                ground = source_text(deduction_source(review.pack, given.rule)).render(translate)
                place, said = str(item.where("score") or one.project.sheet), deduction_words(given).render(translate)
                yield ("复核", tier, subject, place, said, "扣分", given.reason, ground)


def _proposed(one: Proposal, review: FormReview, translate: Translate) -> Line:
    finding = one.finding
    titles = {
        (result.project.id, item.id): f"{result.project.title} {item.tier3}"
        for result in review.projects
        for item in result.project.indicators
    }
    projects = {result.project.id: result.project.title for result in review.projects}
    subject = titles.get((finding.project, finding.indicator)) or projects.get(finding.project, "") or "整份表"
    verdict = _VERDICTS[one.verdict] + (f"：{one.why}" if one.why else "")
    proposed = f"（建议：{one.kind.title}）" if one.kind and one.verdict is Verdict.OPEN else ""
    return (
        SEVERITY_WORDS[finding.severity],
        _SIDES.get(finding.code[:1], ""),
        subject,
        str(finding.where or ""),
        finding.message.render(translate),
        verdict,
        (finding.hint or NOTHING).render(translate) + proposed,
        f"检查 {finding.code}",
    )
