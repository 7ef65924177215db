"""The rows of the indicator list: the budget, then the indicators under a heading for each 一级指标."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from selfeval.core.model import Tier1
from selfeval.core.numbers import plain
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.readings import ActualKind, Origin
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.answers import Answer
from selfeval.core.scoring.results import ProjectResult, TierScore
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import SIGNS, as_scored
from selfeval.core.tiers import TierKey, tier_key
from selfeval.tui.row_texts.last_year import below
from selfeval.tui.row_texts.places import BUDGET_KEY, TIERS
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import (
    ASK,
    GONE,
    MET,
    MISSED,
    OPEN,
    Words,
    one_line,
    percent,
    points,
    spaced,
    tier2_bare,
    tier2_short,
    width,
)
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.readings import in_doubt
from selfeval.workspace.work.questions.required import needs_budget_reason, needs_reason
from selfeval.workspace.work.workspace import Workspace

HEADING = "tier "
"""The keys of headings begin with this, which no indicator's id does."""
_MARK = 2
"""Cells of a mark."""
_SHORT = 8
"""Cells up to which the label of an answer is short enough for a cell of the list."""


@dataclass(frozen=True, slots=True)
class State:
    """How a row stands: a mark, the same in a word, and its tone."""

    mark: str
    word: Message = NOTHING
    tone: str = ""


NOT_ENTERED, MISSED_TARGET, LESS = msg("not entered"), msg("missed"), msg("points lost")
NO_REASON, TO_CONFIRM, NO_GOALS = msg("no reason yet"), msg("to confirm"), msg("goals to write")
NO_TEXTS = msg("texts to write")
NOT_APPLICABLE, CHANGED, CHANGED_TO = msg("not applicable"), msg("reading changed"), msg("reading changed {sign}")
_OFTEN = (NOT_ENTERED, MISSED_TARGET, LESS, NO_REASON, TO_CONFIRM)
"""States that come and go while one works: there is room for all of them, or for none."""


def grid_columns(words: Words) -> tuple[Column, ...]:
    """Columns of the indicator list; the last has the mark, and the state in words where there is room."""
    longest = max(width(words(word)) for word in _OFTEN)
    return (
        Column(words(msg("Tier")), 6, kept=True),
        Column(words(msg("Indicator")), 12, 6, names=True),
        Column(words(msg("Target")), 8, 2),
        Column(words(msg("Actual")), 10, 3, kept=True),
        Column(words(msg("Points")), 5, right=True, kept=True),
        Column(words(msg("Score")), 6, right=True, kept=True),
        Column(words(msg("State")), _MARK, kept=True, full=_MARK + 1 + longest, eager=True),
    )


def grouped(
    words: Words, workspace: Workspace, result: ProjectResult, places: Iterable[Place], row: Callable[[Place], Row]
) -> Iterator[Row]:
    """The rows of these places, each run of a 一级指标 under a heading with its points."""
    before: TierKey | None = None
    number = 0
    for place in places:
        tier = tier_key(result.scored(place.indicator).indicator) if place.indicator else None
        if tier is not None and tier != before:
            yield heading_row(words, workspace, result, tier, number)
            number += 1
        before = tier
        yield row(place)


def headings(words: Words, workspace: Workspace, result: ProjectResult, rows: Iterable[Row]) -> Iterator[Row]:
    """The headings among these rows, as they are now."""
    keys = [row.key for row in rows if row.fixed and row.key.startswith(HEADING)]
    tiers = {_tier_text(words, score): score.tier for score in result.tiers if score.tier is not None}
    for key in keys:
        number, _, name = key.removeprefix(HEADING).partition(" ")
        if name in tiers:
            yield heading_row(words, workspace, result, tiers[name], int(number))


def heading_row(words: Words, workspace: Workspace, result: ProjectResult, tier: TierKey, number: int) -> Row:
    """A quiet line above the rows of a 一级指标: its points, and those earned so far."""
    score = next((each for each in result.tiers if each.tier == tier), None)
    name = words(TIERS[tier]) if isinstance(tier, Tier1) else one_line(tier)
    earned = points(score.earned, workspace.pack.rounding.places) if score is not None and score.begun else ""
    available = plain(score.available) if score is not None else ""
    cells = (name, "", "", "", available, earned, "")
    return Row(f"{HEADING}{number} {name}", cells, tone="group", fixed=True)


def _tier_text(words: Words, score: TierScore) -> str:
    return words(TIERS[score.tier]) if isinstance(score.tier, Tier1) else one_line(score.tier or "")


def place_row(words: Words, workspace: Workspace, place: Place) -> Row:
    """One row of the indicator list."""
    result = workspace.result(place.project)
    if not place.indicator:
        return _budget_row(words, workspace, result)
    scored = result.scored(place.indicator)
    state = state_of(workspace, place)
    lower = below(words, workspace, result, scored)
    tier2 = scored.indicator.tier2 or scored.indicator.tier1
    cells = (
        tier2_short(tier2),
        one_line(scored.indicator.tier3),
        f"{spaced(as_scored(scored.target))} {lower}".rstrip(),
        actual_text(words, workspace, result, scored),
        plain(scored.weight.effective),
        points(scored.score, workspace.pack.rounding.places) if scored.score is not None else "",
        state.mark,
    )
    tones = {0: "dim", 4: "dim", 5: state.tone, 6: state.tone} | ({2: "warn"} if lower else {})
    full = {0: tier2_bare(tier2), 6: in_words(words, state)}
    return Row(place.indicator, cells, tones, "dim" if scored.not_applicable else "", full=full)


def in_words(words: Words, state: State) -> str:
    """The mark and, where there is one, the word for it."""
    word = words(state.word) if state.word else ""
    return f"{state.mark:<{_MARK}} {word}" if word else state.mark


def _budget_row(words: Words, workspace: Workspace, result: ProjectResult) -> Row:
    execution, budget = result.execution, result.budget
    adjusted, executed = budget.amount("adjusted"), budget.amount("executed")
    state = budget_state(workspace, result)
    cells = (
        words(msg("Budget")),
        words(msg("Execution rate {rate}", rate=percent(execution.rate))),
        f"{plain(adjusted)}{budget.unit}" if adjusted is not None else "",
        f"{plain(executed)}{budget.unit}" if executed is not None else "",
        plain(execution.weight),
        points(execution.score, workspace.pack.rounding.places) if execution.score is not None else "",
        state.mark,
    )
    tones = {0: "dim", 4: "dim", 5: state.tone, 6: state.tone}
    return Row(BUDGET_KEY, cells, tones, full={6: in_words(words, state)})


def budget_state(workspace: Workspace, result: ProjectResult) -> State:
    """How the row of the budget stands."""
    execution = result.execution
    if not execution.applies:
        state = State(GONE, NOT_APPLICABLE, "dim")
    elif needs_budget_reason(workspace, result):
        state = State(MISSED + "!", NO_REASON, "bad")
    elif execution.score is None:
        state = State(OPEN, NOT_ENTERED)
    elif execution.score == execution.weight:
        state = State(MET, tone="good")
    else:
        state = State(MISSED, LESS, "warn")
    if result.blank_texts and state.mark != OPEN:
        word = NO_GOALS if "goal_actual" in result.blank_texts else NO_TEXTS
        return State(state.mark.removesuffix("!") + "!", state.word or word, "bad")
    return state


def actual_text(words: Words, workspace: Workspace, result: ProjectResult, scored: Scored) -> str:
    """What the actual column shows: the text as entered; of a qualitative answer, its short name with the share."""
    if scored.not_applicable:
        return words(msg("n/a: {why}", why=one_line(scored.not_applicable)))
    if scored.answer is not None and scored.share is not None:
        return f"{short_answer(words, workspace.pack, scored.answer)} {plain(scored.share)}%"
    return spaced(
        workspace.evaluation.indicator_value(result.project, scored.indicator, "actual") or scored.actual.text
    )


def short_answer(words: Words, pack: RulePack, answer: Answer) -> str:
    """The answer in a word: its label where that is one, else by whether it is the best, the worst, or between."""
    label = one_line(words(answer.named))
    if width(label) <= _SHORT:
        return label
    ids = [each.id for each in pack.answers]
    place = ids.index(answer.id) if answer.id in ids else 0
    if place == 0:
        return words(msg("met"))
    return words(msg("not met")) if place == len(ids) - 1 else words(msg("partly"))


def state_of(workspace: Workspace, place: Place) -> State:
    """How an indicator stands: the score's state, then `!` for a missing reason or `?` for an open question."""
    result = workspace.result(place.project)
    scored, asked = result.scored(place.indicator), in_doubt(workspace, place)
    if scored.not_applicable:
        return State(GONE, NOT_APPLICABLE, "dim")
    if scored.score is None:
        if scored.actual.kind is ActualKind.BLANK and not asked:
            return State(OPEN, NOT_ENTERED, "dim")
        return State(ASK, TO_CONFIRM, "warn")
    missed = scored.lost > 0
    sign, tone = (MISSED, "warn") if missed else (MET, "good")
    if needs_reason(workspace.evaluation, result, scored):
        return State(sign + "!", NO_REASON, "bad")
    if asked:
        return State(sign + ASK, TO_CONFIRM, "warn")
    if missed:
        return State(sign, LESS if _reached(workspace.pack, scored) else MISSED_TARGET, tone)
    return State(sign, _changed(scored), tone)


def _reached(pack: RulePack, scored: Scored) -> bool:
    """Whether the target was reached all the same: points may be taken off an answer that says so, or by a reviewer."""
    return scored.met is True or (scored.answer is not None and scored.answer.id == pack.answers[0].id)


def _changed(scored: Scored) -> Message:
    """That somebody changed how the target is read, with the sign that holds now."""
    if scored.target.origin is not Origin.CORRECTED:
        return NOTHING
    sign = SIGNS.get(scored.target.comparator) if scored.target.comparator else None
    return Message(CHANGED_TO.template, (("sign", sign),)) if sign else CHANGED
