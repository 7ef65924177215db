"""An outline and what it is about become a report: headings are numbered, placeholders filled, tables drawn up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.report.bound_charts import chart_of, has_figures
from selfeval.core.report.bound_lists import lines_of
from selfeval.core.report.bound_tables import table_of, unit_id
from selfeval.core.report.document import UNKNOWN, Bound, Heading, Part, Passage, Piece, Report, Sentence, Title
from selfeval.core.report.facts import FACTS, About
from selfeval.core.report.outline import PLACEHOLDER, Block, Outline, Scope, Section, scope_of
from selfeval.core.scoring.results import Assessment

_DIGITS = "零一二三四五六七八九"
LIST_WORDS = {
    "goals": "年度总体目标",
    "reasons": "扣分及原因",
    "safeguards": "工作保障措施",
    "surveys": FACT_LABELS["survey"],
}
MOST_PIECES = 20_000
"""Headings, paragraphs, tables and charts of one document; a department of a hundred projects has 3,000."""


def compose(outline: Outline, assessments: Sequence[Assessment], project: str | None = None) -> Report:
    """The report about one evaluation, or by an outline for several units about all of them.

    `project` is the id of the only project that an outline about projects is wanted for; all of them with None.

    Raises:
        SelfEvalError: F655 nothing to report on, F656 it would be longer than any report.
    """
    pieces: list[Piece] = []
    for base, about in _subjects(outline, tuple(assessments), project):
        pieces.append(Title(_parts(outline.heading, outline.scope, about, base)))
        pieces += _sections(outline, about, base)
        if len(pieces) > MOST_PIECES:
            message = msg("The report would have more than {count} paragraphs and tables.", count=MOST_PIECES)
            raise SelfEvalError(
                msg("Too long for a report"), message, msg("Report on one project with --project."), "F656"
            )
    if not pieces:
        raise SelfEvalError(
            msg("Nothing to report on"),
            msg("The evaluation has no project."),
            msg("Give a workbook with a table of indicators."),
            "F655",
        )
    first = pieces[0]
    assert isinstance(first, Title)
    return Report(plain_text(first.parts), outline.id, outline.sha256, tuple(pieces))


def plain_text(parts: Sequence[Part]) -> str:
    """What the parts read like."""
    return "".join(part if isinstance(part, str) else part.text for part in parts)


def _subjects(
    outline: Outline, assessments: tuple[Assessment, ...], project: str | None
) -> Iterator[tuple[str, About]]:
    """What the document has a title for, with the beginning of its keys."""
    if outline.scope is Scope.UNITS:
        yield "units", About(assessments)
    elif outline.scope is Scope.DEPARTMENT:
        yield "department", _department(assessments[0])
    else:
        for result in assessments[0].projects:
            if project is None or result.project.id == project:
                yield f"project/{result.project.id}", About(assessments[:1], result)


def _each(scope: Scope, about: About, base: str) -> Iterator[tuple[str, About]]:
    """The projects or units that a section is repeated for."""
    if scope is Scope.PROJECT:
        for result in about.assessment.projects:
            if not result.project.whole_department:
                yield f"project/{result.project.id}", About(about.all[:1], result)
        return
    for place, assessment in enumerate(about.all):
        yield f"{base}/{unit_id(about, place)}", _department(assessment)


def _department(assessment: Assessment) -> About:
    """A department, with its own form if it has one."""
    own = [result for result in assessment.projects if result.project.whole_department]
    return About((assessment,), own[0] if len(own) == 1 else None)


def _sections(outline: Outline, about: About, base: str) -> Iterator[Piece]:
    counters = [0, 0, 0]
    for section in outline.sections:
        scope = scope_of(outline.scope, section.each)
        subjects = _each(section.each, about, base) if section.each else iter([(base, about)])
        for own_base, own in subjects:
            if section.when and not FACTS[scope][section.when].text(own):
                continue
            counters[section.level - 1] += 1
            counters[section.level :] = [0] * (3 - section.level)
            number = _number(section.level, counters[section.level - 1])
            yield Heading(section.level, (number, *_parts(section.title, scope, own, own_base)))
            yield from _blocks(section, scope, own, own_base, outline.id)


def _blocks(section: Section, scope: Scope, about: About, base: str, outline: str) -> Iterator[Piece]:
    for place, block in enumerate(section.blocks, 1):
        if block.text:
            yield Sentence(_parts(block.text, scope, about, base))
        elif block.table is not None:
            if (table := table_of(block.table, about, base, block.tier)) and has_figures(table):
                yield table
        elif block.chart is not None:
            if has_figures(chart := chart_of(block.chart, about, base)):
                yield chart
        elif block.lines is not None:
            label, text = LIST_WORDS[block.lines.value], lines_of(block.lines, about)
            if text or block.gap:
                yield Passage(Bound(f"{base}/list/{block.lines.value}", label, text, block.gap))
        elif block.fact:
            fact = FACTS[scope][block.fact]
            yield Passage(Bound(f"{base}/{block.fact}", fact.label, fact.text(about), block.gap))
        else:
            yield Passage(Bound(f"{base}/gap/{outline}/{section.title}/{place}", section.title, "", block.gap))


def _parts(text: str, scope: Scope, about: About, base: str) -> tuple[Part, ...]:
    """The text with each placeholder as a bound text; what is not known is a dash."""
    parts: list[Part] = []
    end = 0
    for found in PLACEHOLDER.finditer(text):
        if found.start() > end:
            parts.append(text[end : found.start()])
        name = found.group(1).strip()
        fact = FACTS[scope][name]
        parts.append(Bound(f"{base}/{name}", fact.label, fact.text(about) or UNKNOWN))
        end = found.end()
    if end < len(text):
        parts.append(text[end:])
    return tuple(parts)


def _number(level: int, count: int) -> str:
    match level:
        case 1:
            return f"{in_words(count)}、"
        case 2:
            return f"（{in_words(count)}）"
        case _:
            return f"{count}."


def in_words(number: int) -> str:
    """A number as headings have it: 十二, 二十, 一百零三; digits from 1000 on."""
    if number >= 1000 or number < 0:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones or not number else "")


def block_kinds(block: Block) -> int:
    """How many kinds of content a block names; it should be one, or none beside a gap."""
    named = (block.text, block.fact, block.table, block.chart, block.lines)
    return sum(bool(one) for one in named)
