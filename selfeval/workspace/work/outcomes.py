"""What a new outcome takes along, wherever it is entered: an old share, the mark of not applying, a reason's figures.

Screen, plain mode, pastes, filling down and files all enter through here, so that none of them can forget any of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from selfeval.core.evaluation import Evaluation, FactKey, indicator_default, project_default
from selfeval.core.model import SIGNED
from selfeval.core.numbers import parse_percent
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.shares import in_band
from selfeval.core.scoring.assessment import scored_after
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.reason_facts import facts_of

Given = dict[FactKey, str | None]

AS_IT_WAS = "restore"
"""The kind of step that brings back an earlier point; nothing follows from it."""
FROM_FILES = "import"
"""The kind of step that files make; a mark of not applying stays beside their outcomes, which is told (F415)."""
_DECIDES = frozenset({"actual", "share", "reading"})
"""Facts of a row from which the figures of its reason come."""


def with_following(before: Assessment, values: Iterable[tuple[FactKey, str | None]], kind: str = "enter") -> Given:
    """The values with everything that follows from them, as far as they do not say it themselves.

    An old share does not belong to a new outcome: it is cleared, unless the values state it anew and it lies in the
    band of the new answer. A row with an outcome does apply, so that its mark goes. A reason that begins with the
    figures of the old outcome begins with those of the new one; the cause after them stays as a person wrote it.
    """
    given = dict(values)
    if kind == AS_IT_WAS:
        return given
    rows = {(key.project, key.indicator) for key in given if key.indicator and key.field in _DECIDES}
    for project in {key.project for key in given if key.project}:
        result = next((one for one in before.projects if one.project.id == project), None)
        if result is not None:
            ids = {row for owner, row in rows if owner == project}
            given |= _of_project(before, result, given, ids, marks=kind != FROM_FILES)
    return given


def fact_of(assessment: Assessment, place: Place, name: str) -> str:
    """A fact of an indicator, or of the project, as it stands: entered, else from the workbook."""
    result, evaluation = assessment.project(place.project), assessment.evaluation
    if not place.indicator:
        return evaluation.value(result.project, name)
    return evaluation.indicator_value(result.project, result.scored(place.indicator).indicator, name)


def fresh_facts(assessment: Assessment, place: Place, values: Mapping[str, str]) -> list[tuple[FactKey, str | None]]:
    """Of the facts of one place, by their names, those that are not as they stand."""
    facts = assessment.evaluation.facts
    fresh = [
        (FactKey(place.project, place.indicator, name), _given(assessment, place, name, text))
        for name, text in values.items()
        if fact_of(assessment, place, name) != text
    ]
    return [(key, text) for key, text in fresh if text != facts.get(key)]


def _given(assessment: Assessment, place: Place, name: str, text: str) -> str | None:
    """What is entered for a text: a signer that is blank, or who signs for all, is none of the form's own any more."""
    if place.indicator or name not in SIGNED or text.strip() not in {"", assessment.evaluation.setting(name)}:
        return text
    return "" if project_default(assessment.project(place.project).project, name) else None


def renewed(values: Iterable[tuple[FactKey, str | None]], keys: Iterable[FactKey]) -> list[FactKey]:
    """Of the facts that were changed the reasons that nobody entered: their figures follow a new outcome."""
    said = {key for key, _ in values}
    return [key for key in keys if key.field == "reason" and key not in said]


def _of_project(before: Assessment, result: ProjectResult, given: Given, ids: set[str], *, marks: bool) -> Given:
    evaluation, found = before.evaluation, Given()
    items = {item.indicator.id: item for item in result.indicators}
    now = _after(before, result, given)
    for row in sorted(ids & items.keys()):
        found |= _cleared(evaluation, result, now(row), given, before.pack, marks=marks)
    now = _after(before, result, given | found) if found else now
    wide = any(key.project == result.project.id and not key.indicator for key in given)
    for row, item in items.items():
        if wide or row in ids:  # a figure of the budget may be the outcome of any row
            found |= _reason(evaluation, result, item, now(row), given)
    return found


def _after(before: Assessment, result: ProjectResult, given: Given) -> Callable[[str], Scored]:
    """Gives the rows of a project as these values leave them."""
    mine = [(key, text) for key, text in given.items() if key.project == result.project.id]
    step = before.evaluation.step(mine)
    if step is None:
        return result.scored
    keys = [change.key for change in step.changes]
    return scored_after(before.evaluation.enter(step), result, before.pack, keys)


def _cleared(
    evaluation: Evaluation, result: ProjectResult, after: Scored, given: Given, pack: RulePack, *, marks: bool
) -> Given:
    """An old share, and the mark of not applying."""
    keys = {
        name: FactKey(result.project.id, after.indicator.id, name) for name in ("actual", "share", "not_applicable")
    }
    if keys["actual"] not in given:
        return {}
    now = {name: evaluation.indicator_value(result.project, after.indicator, name) for name in keys}
    entered, found = given[keys["actual"]], Given()
    text = indicator_default(after.indicator, "actual") if entered is None else entered
    share = given.get(keys["share"], now["share"]) or ""
    stated = keys["share"] in given and _fits(after, share, pack)
    if text != now["actual"] and now["share"] and share == now["share"] and not stated:
        found[keys["share"]] = ""
    if marks and text and now["not_applicable"] and keys["not_applicable"] not in given:
        found[keys["not_applicable"]] = ""
    return found


def _fits(after: Scored, share: str, pack: RulePack) -> bool:
    """Whether a share lies in the band of the answer that the new outcome is."""
    percent = parse_percent(share)
    answer = next((one for one in pack.answers if one.id == after.actual.answer), after.answer)
    return percent is not None and answer is not None and in_band(answer, percent)


def _reason(evaluation: Evaluation, result: ProjectResult, old: Scored, new: Scored, given: Given) -> Given:
    key = FactKey(result.project.id, old.indicator.id, "reason")
    reason = given.get(key)
    if reason is None:
        reason = evaluation.indicator_value(result.project, old.indicator, "reason")
    if not reason:
        return {}
    before, after = facts_of(old), facts_of(new)
    if not before or not after or before == after or not reason.startswith(before):
        return {}
    return {key: after + reason.removeprefix(before)}
