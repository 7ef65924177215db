"""The letter back to the unit: an official document in Chinese that lists what to correct, each with its cell.

Nothing stands in it that the review does not hold; who sends it is a gap for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from selfeval.core.numbers import fixed, plain
from selfeval.core.problems import Translate
from selfeval.core.report.composition import in_words
from selfeval.core.report.document import Bound, BoundTable, Heading, Passage, Piece, Report, Sentence, TableRow, Title
from selfeval.core.review.letter import IN_DOUBT, Correction
from selfeval.core.review.plain import FormReview
from selfeval.core.rules.choices import DiscountOf
from selfeval.core.rules.sources import UNVERIFIED_SOURCE, review_source, source_text

TITLE = "预算绩效自评复核意见"
OUTLINE = "review-letter"
DISCOUNT_OF = {DiscountOf.SELF: "自评总分", DiscountOf.REVIEWED: "复核总分"}


def letter(review: FormReview, form: str, day: str, translate: Translate, named: Callable[[str], str] = str) -> Report:
    """The letter about one form: addressee, totals both ways, what to correct, project by project.

    Args:
        review: of which the totals and corrections are told.
        form: file name of the unit's form.
        day: of the letter, as it is written.
        translate: into Chinese.
        named: the name of a unit as a letter addresses it, of how the form has it.
    """
    units = dict.fromkeys(one.project.unit or one.project.department for one in review.projects)
    to = "、".join(dict.fromkeys(named(unit) for unit in units if unit))
    year = f"{review.year}年度" if review.year else ""
    addressee = Bound("letter/to", "主送单位", f"{to}：" if to else "", "主送单位")
    pieces: list[Piece] = [Title((TITLE,)), Passage(addressee)]
    pieces.append(Sentence((f"你单位报送的{year}预算绩效自评表（{form}）已经复核，结果和需要修改的内容如下。",)))
    pieces += _results(review, translate)
    pieces += _corrections(review, translate)
    if _unverified(review, translate):
        pieces.append(Sentence(("注：注明“待核实”的依据，原文没有核对，以正式文件为准。",)))
    pieces.append(Passage(Bound("letter/from", "落款", "", "复核单位")))
    pieces.append(Sentence((day,)))
    return Report(f"{TITLE}（{form}）", OUTLINE, "", tuple(pieces))


def _results(review: FormReview, translate: Translate) -> Iterator[Piece]:
    places = review.pack.rounding.places
    yield Heading(1, ("一、复核结果",))
    rows = []
    for number, one in enumerate(review.projects, start=1):
        percent = plain(one.discount.percent) if one.discount else "—"
        final = fixed(one.final, places) or "未定"
        texts = (
            one.project.title,
            fixed(one.self_total, places) or "未定",
            one.self_grade or "—",
            fixed(one.total, places) or "未定",
            one.grade or "—",
            percent,
            final,
            one.final_grade or "—",
        )
        rows.append(_row(f"result/{number}", texts))
    columns = ("项目", "自评总分", "等级", "复核总分", "等级", "折扣（%）", "最终得分", "等级")
    yield BoundTable("results", "复核结果", columns, (30, 12, 8, 12, 8, 11, 12, 8), frozenset(range(1, 8)), tuple(rows))
    if any(one.discount for one in review.projects):
        whole = DISCOUNT_OF[review.pack.recheck.discount_of]
        source = source_text(review_source(review.pack)).render(translate)
        yield Sentence((f"复核等级低于自评等级的，最终得分按{whole}和折扣计算，不高于复核总分（依据：{source}）。",))
    doubted = [one.project for one in review.corrections if dict(one.source.args).get("code") in IN_DOUBT]
    if doubted:
        names = "、".join(dict.fromkeys(doubted))
        yield Sentence((f"{names}有完成值或金额可能写错了单位（见下文），更正后得分、等级随之变化。",))


def _unverified(review: FormReview, translate: Translate) -> bool:
    """Whether the letter rests on something that nobody has held against its original text."""
    said = [part for one in review.corrections for part in (one.found, one.source)]
    if any(one.discount for one in review.projects):
        said.append(source_text(review_source(review.pack)))
    mark = UNVERIFIED_SOURCE.render(translate)
    return any(mark in part.render(translate) for part in said)


def _corrections(review: FormReview, translate: Translate) -> Iterator[Piece]:
    yield Heading(1, ("二、需要修改的内容",))
    if not review.corrections:
        yield Sentence(("没有需要修改的内容。",))
        return
    for number, (project, group) in enumerate(groupby(review.corrections, key=lambda one: one.project), start=1):
        yield Heading(2, (f"（{in_words(number)}）{project or '整份自评表'}",))
        yield _table(f"project/{number}", list(group), translate)


def _table(key: str, found: Sequence[Correction], translate: Translate) -> BoundTable:
    rows = []
    for number, one in enumerate(found, start=1):
        wrong, ask, ground = (part.render(translate) for part in (one.found, one.ask, one.source))
        code = dict(one.source.args).get("code")
        wrong += f"（检查代码：{code}）" if code else f"（依据：{ground}）" if ground else ""
        rows.append(
            _row(f"{key}/{number}", (str(number), str(one.where), one.subject or "—", wrong, ask or "请更正。"))
        )
    columns = ("序号", "单元格", "指标", "问题", "请修改")
    return BoundTable(key, "需要修改的内容", columns, (6, 20, 18, 36, 24), frozenset({0}), tuple(rows))


def _row(key: str, texts: Sequence[str]) -> TableRow:
    return TableRow(key, tuple(Bound(f"{key}/{place}", "", text) for place, text in enumerate(texts)))
