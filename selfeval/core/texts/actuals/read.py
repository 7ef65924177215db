"""Actual texts (实际完成值) into outcomes, each read for the target it answers.

Nothing is corrected silently: the original text is kept, suppositions are listed, and what looks like a slip is read as
written with a doubt beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from selfeval.core.numbers import MAX_LENGTH, plain, squeezed, unmarked
from selfeval.core.patterns import lazy
from selfeval.core.readings import Actual, ActualKind, Assumption, Kind, Target
from selfeval.core.records import replace
from selfeval.core.texts.actuals.days import read_day
from selfeval.core.texts.actuals.numbers import COPIED, NOT_MEASURED, read_number
from selfeval.core.texts.actuals.trends import OTHER_WAY, opposed, went_as_asked
from selfeval.core.texts.actuals.words import (
    asks_for_rules,
    asks_of_harm,
    find_answer,
    near_answer,
    same_words,
    says_only_yes_or_no,
    split_share,
    takes_bands,
    yes_no,
)
from selfeval.core.texts.notes import actuals as note
from selfeval.core.texts.notes.actual_trends import other_way_in_words
from selfeval.core.texts.notes.targets import numerals, plain_form
from selfeval.core.texts.shapes.chains import brought_to
from selfeval.core.texts.shapes.compounds import one_amount
from selfeval.core.texts.shapes.dates import kept_every_time
from selfeval.core.texts.shapes.joined_cells import words_of
from selfeval.core.texts.shapes.numerals import in_digits
from selfeval.core.texts.shapes.quantities import read_alone
from selfeval.core.texts.shapes.ranks import rank_in
from selfeval.core.texts.words.absence import says_not_applicable
from selfeval.core.texts.words.marks import as_word, is_pair
from selfeval.core.texts.words.spans_of_time import half_spans
from selfeval.core.units import same_unit

_ALREADY = lazy(r"(?:均|都|全部|全面)?(?:已经?|实现|做到|达到|达成|得到|取得){1,2}(?:了)?")
"""What an outcome says before it repeats the words of the target: 已建立健全, 实现全覆盖."""
_DENIES = lazy(r"[^，,。]{0,12}?(?:不|未|没有|无)(?!同|断)")
"""A target that denies something (不超预算), to which a bare 否 may agree as well as object."""
_SAME_DAY = lazy(
    "(?:均|都|全部)?(?:当日|当天|即日|即时|立即|当场|随到随)(?:办结|办理|完成|处理|答复|受理|反馈|拨付|办)?[。.]?"
)
"""What takes a day at most."""
_QUESTION = lazy(r"与否|是否|是/否|是或否")


def read_actual(text: str, target: Target, *, answers: Mapping[str, str], year: int | None = None) -> Actual:
    """Understand an actual text for one target.

    Args:
        text: the 实际完成值 as written; kept unchanged in the result.
        target: as read by `targets.read_target`; numbers come back in its unit.
        answers: accepted words (labels and synonyms) to answer ids of the rule pack, best answer first.
        year: the budget year, for dates that name none; the target's own year counts before it.

    Returns:
        The outcome. For yes/no targets `yes` tells whether the outcome is what the target asks for. `doubts` holds
        A102 (not a measured value), A103 (copies the target text), A104 (percent/ratio slip), A105 (元/万元 slip),
        A106 (unit cannot be compared), A112 (went the other way), A113 (beyond the ends of a whole). Never raises.
    """
    if not text.strip():
        return Actual(text, ActualKind.BLANK)
    if len(squeezed(text)) > MAX_LENGTH:  # a cell may hold a novel, and four thousand of them are not to be kept
        return Actual(text, ActualKind.UNREADABLE, assumptions=(note.too_long(),))
    return _read(text, target, tuple(answers.items()), year)


@lru_cache(maxsize=4096)
def _read(text: str, target: Target, words: tuple[tuple[str, str], ...], year: int | None) -> Actual:
    """An outcome that is not blank; the same ones stand in very many rows, and again at every change of one of them."""
    answers = dict(words)
    if unmarked(text.strip()) != text.strip():
        return replace(read_actual(unmarked(text.strip()), target, answers=answers, year=year), text=text)
    if says_not_applicable(text):
        return Actual(text, ActualKind.UNREADABLE, assumptions=(note.not_applicable(),))
    if target.kind in {Kind.QUANTITY, Kind.RANGE}:
        return _number(text, target, answers, year)
    if target.kind is Kind.DATE:
        return read_day(text, target, year)
    if target.kind is Kind.BOOLEAN:
        return _yes_no(text, target, answers)
    if target.kind is Kind.QUALITATIVE:
        return _answer(text, target, answers)
    return _without_target(text)


def _number(text: str, target: Target, answers: Mapping[str, str], year: int | None) -> Actual:
    digits = half_spans(text) or in_digits(text)
    if digits:
        spelled = _number(digits, target, answers, year)
        return replace(spelled, text=text, assumptions=(*spelled.assumptions, numerals(digits)))
    if form := _plain_form(text, target):
        read = read_number(form[0], target, year)
        return replace(read, text=text, assumptions=(*read.assumptions, form[1]))
    read = read_number(text, target, year)
    in_words = target.value == 0 and not any(char.isdecimal() for char in target.text)
    if read.kind is ActualKind.UNREADABLE and in_words and _kept(text, target, answers):
        return Actual(text, ActualKind.NUMBER, Decimal(0), assumptions=(note.none_by_answer(text.strip()),))
    return read


def _plain_form(text: str, target: Target) -> tuple[str, Assumption] | None:
    """An amount in two units in one of them, and the place in a ranking as its number."""
    if amount := one_amount(text):
        return amount.text, plain_form(amount.amount, sure=amount.sure)
    if ends := brought_to(text):
        return ends[1], plain_form(ends[1])
    if target.lower_is_better and _SAME_DAY.fullmatch(text.strip()) and _in_days(target.unit):
        return f"1{target.unit}", plain_form(f"1{target.unit}")
    ranked = target.lower_is_better and target.unit in {"名", "位", "%", ""}
    rank = rank_in(text, target.text if rank_in(target.text, "排名") is None else "排名") if ranked else None
    if rank:
        reading = f"{plain(rank[0])}{target.unit}"
        return reading, plain_form(reading)
    return None


def _in_days(unit: str) -> bool:
    return same_unit(unit, "天") or same_unit(unit, "工作日")


def _kept(text: str, target: Target, answers: Mapping[str, str]) -> bool:
    """Whether an answer in words says that a target such as 无事故 was kept; a bare yes or no leaves that open."""
    return same_words(text, target.text) or _yes_by_answer(text, answers) is True


def _yes_no(text: str, target: Target, answers: Mapping[str, str]) -> Actual:
    wanted = as_word(words_of(target.text))
    question = bool(_QUESTION.search(target.text)) or is_pair(wanted)
    text_said = as_word(text)
    if same_words(text, target.text) or same_words(text, wanted):
        if question:
            unsaid = Actual(text, ActualKind.UNREADABLE, assumptions=(note.no_yes_or_no(),))
            return replace(unsaid, doubts=(COPIED,))
        return Actual(text, ActualKind.YES_NO, yes=True, assumptions=(note.same_as_target(),))
    said = True if kept_every_time(text, target.text) else yes_no(text_said, wanted)
    if said is None:
        said = _yes_by_answer(text, answers)
    if said is None and takes_bands(wanted) and (banded := _answer(text, target, answers)).kind is ActualKind.ANSWER:
        return banded
    if said is None:
        return Actual(text, ActualKind.UNREADABLE, assumptions=(note.no_yes_or_no(),), doubts=(NOT_MEASURED,))
    notes: tuple[Assumption, ...] = ()
    if says_only_yes_or_no(text_said):
        if asks_of_harm(wanted):
            notes = (note.harm_asked(text.strip()),)
        elif not said and (_DENIES.match(wanted) or (asks_for_rules(wanted) and text_said.strip() in {"无", "没有"})):
            notes = (note.no_to_a_denial(text.strip()),)
    return Actual(text, ActualKind.YES_NO, yes=said, assumptions=notes)


def _yes_by_answer(text: str, answers: Mapping[str, str]) -> bool | None:
    """The best answer of the pack is a yes, the worst a no, one between says neither."""
    ids = list(dict.fromkeys(answers.values()))
    found = find_answer(text, answers)
    if not found or len(ids) < 2 or found not in {ids[0], ids[-1]}:
        return None
    return found == ids[0]


def _answer(text: str, target: Target, answers: Mapping[str, str]) -> Actual:
    found = find_answer(text, answers)
    top = next(iter(answers.values()), "")
    if found and found == top:
        return Actual(text, ActualKind.ANSWER, answer=top)
    # 良好 is less than all that was asked for, unless 良好 is what was asked for: so the target comes first.
    done = _ALREADY.sub("", text.strip(), count=1)
    if top and any(same_words(said, asked) for said in (text, done) for asked in (target.text, words_of(target.text))):
        return Actual(text, ActualKind.ANSWER, answer=top, assumptions=(note.same_as_target(),))
    if found:
        return Actual(text, ActualKind.ANSWER, answer=found)
    if top and opposed(text, target):
        return _other_way(text, answers)
    if top and went_as_asked(text, target):
        return Actual(text, ActualKind.ANSWER, answer=top, assumptions=(note.as_asked(),))
    wording, share = split_share(text)
    if share is not None:
        if not 0 <= share <= 100:
            return Actual(text, ActualKind.UNREADABLE, assumptions=(note.bad_share(),), doubts=(NOT_MEASURED,))
        if not wording.strip():
            return Actual(text, ActualKind.ANSWER, share=share, assumptions=(note.only_a_share(share),))
        worded = _answer(wording, target, answers)
        if worded.answer and worded.share is None:
            return replace(worded, text=text, share=share)
    return Actual(text, ActualKind.UNREADABLE, assumptions=(note.no_answer(_offer(text, answers)),))


def _other_way(text: str, answers: Mapping[str, str]) -> Actual:
    """The pack's worst answer, without any of its points: 增加了 against 逐步减少."""
    word, worst = list(answers.items())[-1]
    label = next((label for label, answer in answers.items() if answer == worst), word)
    return Actual(
        text,
        ActualKind.ANSWER,
        answer=worst,
        share=Decimal(0),
        assumptions=(other_way_in_words(label),),
        doubts=(OTHER_WAY,),
    )


def _offer(text: str, answers: Mapping[str, str]) -> str:
    written = read_alone(text)
    if written and not written.unit and written.comparator is None and 0 <= written.value <= 100:
        return f"{plain(written.value * 100 if written.value <= 1 else written.value)}%"
    return near_answer(text, answers)


def _without_target(text: str) -> Actual:
    written = read_alone(text)
    if written is None or written.upper is not None:
        return Actual(text, ActualKind.UNREADABLE, assumptions=(note.no_target(),))
    return Actual(text, ActualKind.NUMBER, written.value, assumptions=(note.no_target(),))
