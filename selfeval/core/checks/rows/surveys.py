"""Checks of the survey behind a satisfaction rate: its size, its counts, and the rate that they give."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from selfeval.core.checks import words
from selfeval.core.checks.registry import Case, Found, Scope, Stage, row_check
from selfeval.core.numbers import plain, round_half_up, same_to_its_digits
from selfeval.core.problems import Message, Severity, msg
from selfeval.core.readings import ActualKind
from selfeval.core.scoring.scored import Scored
from selfeval.core.scoring.surveys import offered_survey
from selfeval.core.texts.surveys import PART_WORDS, PARTS, RATE_WORDS, RATES, Survey, read_survey
from selfeval.core.texts.words import names
from selfeval.core.texts.words.absence import says_not_applicable


def _survey(case: Case, item: Scored) -> Survey | None:
    return read_survey(case.value(item, "survey"))


@row_check(
    "A108",
    Severity.WARNING,
    msg("Satisfaction without survey size"),
    msg("Say in the evidence how many people were asked and how many answered."),
    "满意度 95%，佐证空白",
    Scope.INDICATOR,
    Stage.FILLED,
)
def no_survey(case: Case, item: Scored) -> Iterator[Found]:
    """A satisfaction rate without a word on the survey behind it."""
    row = item.indicator
    if (
        item.actual.kind is ActualKind.BLANK
        or says_not_applicable(item.actual.text)
        or not names.is_satisfaction(row.tier1, row.tier2)
    ):
        return
    told = (case.value(item, "evidence"), case.value(item, "reason"), item.actual.text)
    if not case.value(item, "survey") and not any(words.tells_sample(text) for text in told):
        message = msg("“{name}”: nothing says how many people were asked.", name=row.tier3)
        yield Found(message, "evidence", item.actual.text, item)


@row_check(
    "A114",
    Severity.ERROR,
    msg("Survey whose counts cannot be"),
    msg("Correct the counts: handed out ≥ come back ≥ valid ≥ content."),
    "发放 100 份，回收 120 份",
    Scope.INDICATOR,
    Stage.FILLED,
)
def impossible(case: Case, item: Scored) -> Iterator[Found]:
    """More came back than were handed out, more are content than valid; or a rate is not the one of the counts."""
    text, name = case.value(item, "survey"), item.indicator.tier3
    survey = read_survey(text)
    if survey is None:
        if text:
            yield Found(msg("“{name}”: no count can be read in “{text}”.", name=name, text=text), "survey", text, item)
        return
    said = [*_too_many(survey), *_other_rates(survey)]
    if said:
        yield Found(msg("“{name}”: {said}", name=name, said=tuple(said)), "survey", text, item)


def _too_many(survey: Survey) -> Iterator[Message]:
    counts = survey.counts
    for whole, part in combinations([name for name in PARTS if name in counts], 2):
        if counts[part] > counts[whole]:
            yield msg(
                "{count} {part}, but {whole_count} {whole}",
                count=plain(counts[part]), part=PART_WORDS[part],
                whole_count=plain(counts[whole]), whole=PART_WORDS[whole],
            )  # fmt: skip
            return


def _other_rates(survey: Survey) -> Iterator[Message]:
    for name, stated in survey.stated:
        rate = survey.rate(name)
        if rate is not None and rate <= 1 and not same_to_its_digits(stated, rate * 100, cut=True):
            shown = f"{round_half_up(rate * 100, 2)}%"
            yield msg("{rate} is written as {stated}%, but the counts give {shown}",
                      rate=RATE_WORDS[name], stated=plain(stated), shown=shown)  # fmt: skip


@row_check(
    "A115",
    Severity.WARNING,
    msg("Satisfaction unlike its survey"),
    msg("Correct the figure or the counts: content ÷ valid."),
    "满意度 98%，有效 115、满意 110",
    Scope.INDICATOR,
    Stage.FILLED,
)
def unlike_survey(case: Case, item: Scored) -> Iterator[Found]:
    """The satisfaction rate entered is not the one that the counts of its survey give."""
    survey, value = _survey(case, item), item.actual.value
    rate = None if survey is None else survey.rate(RATES[-1])
    if survey is None or rate is None or rate > 1 or value is None or item.target.unit not in {"%", ""}:
        return
    percent = value if item.target.unit == "%" else value * 100
    if not same_to_its_digits(percent, rate * 100, cut=True):
        message = msg(
            "“{name}”: satisfaction is {actual}, but {satisfied} of {whole} are {rate}.",
            name=item.indicator.tier3,
            actual=item.actual.text,
            satisfied=plain(survey.satisfied or 0),
            whole=plain(survey.valid if survey.valid is not None else survey.returned or 0),
            rate=f"{round_half_up(rate * 100, 2)}%",
        )
        yield Found(message, "actual", item.actual.text, item)


@row_check(
    "A116",
    Severity.WARNING,
    msg("Survey very small"),
    msg("Ask more people, or say why so few; see survey_least of the rule pack."),
    "有效问卷 8 份，至少 30 份",
    Scope.INDICATOR,
    Stage.FILLED,
)
def very_small(case: Case, item: Scored) -> Iterator[Found]:
    """Fewer answers than the rule pack asks for."""
    survey, least = _survey(case, item), case.pack.survey_least
    if survey is not None and least is not None and survey.size is not None and survey.size < least:
        message = msg("“{name}”: {count} answers; the rule pack wants {least}.",
                      name=item.indicator.tier3, count=plain(survey.size), least=least)  # fmt: skip
        yield Found(message, "survey", survey.text, item)


@row_check(
    "A117",
    Severity.INFO,
    msg("Survey that only a text tells of"),
    msg("In the program the counts can be taken over as the survey (Shift+F10); in a form nothing need be changed."),
    "佐证：发放问卷120份，回收118份",
    Scope.INDICATOR,
    Stage.FILLED,
)
def only_told(case: Case, item: Scored) -> Iterator[Found]:
    """Evidence, reason or outcome give the counts of a survey that is not entered as one."""
    note = offered_survey(case.evaluation, case.project, item.indicator)
    if note is not None:
        yield Found(msg("“{name}”: {said}", name=item.indicator.tier3, said=note.message), "evidence", note.offer, item)
