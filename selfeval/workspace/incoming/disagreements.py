"""Which value counts where several rows or several files give one for the same fact; every disagreement is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selfeval.core.evaluation import INDICATOR_FIELDS, PROJECT_FIELDS, Evaluation, FactKey
from selfeval.core.problems import Message, Problem, Severity, msg
from selfeval.core.records import dataclass
from selfeval.excel.paper.cells import safe_text
from selfeval.workspace.incoming.row import Row, Values


@dataclass(frozen=True, slots=True)
class Given:
    """A value as a row gives it; `name` is what the fact is called."""

    text: str
    row: Row
    name: Message


def settle(given: Mapping[FactKey, list[Given]], evaluation: Evaluation) -> tuple[Values, tuple[Problem, ...]]:
    """One value for each fact: the first one, where a file that only repeats what is known does not count.

    Problems: F403 given twice (a warning where both say the same), F415 an actual beside “not applicable”.
    """
    known = _known(evaluation)
    values: dict[FactKey, str] = {}
    problems: list[Problem] = []
    chosen: dict[FactKey, Given] = {}
    for fact, every in given.items():
        base = known.get(fact, "")
        first, told = _one(every, base)
        problems += told
        chosen[fact] = first
        values[fact] = base if _same(first.text, base) else first.text
    problems += _not_counting(values, chosen, known)
    return tuple(values.items()), tuple(problems)


def _known(evaluation: Evaluation) -> Mapping[FactKey, str]:
    """What the evaluation says already, by fact."""
    known = {}
    for project in evaluation.department.projects:
        for name in PROJECT_FIELDS:
            known[FactKey(project.id, "", name)] = evaluation.value(project, name)
        for row in project.indicators:
            for name in INDICATOR_FIELDS:
                known[FactKey(project.id, row.id, name)] = evaluation.indicator_value(project, row, name)
    return known


def _one(every: list[Given], base: str) -> tuple[Given, list[Problem]]:
    problems: list[Problem] = []
    firsts: dict[str, Given] = {}
    for item in every:
        first = firsts.setdefault(item.row.file, item)
        if first is not item:
            problems.append(_twice(first, item))
    news = [item for item in firsts.values() if not _same(item.text, base)] or list(firsts.values())
    problems += [_twice(news[0], other) for other in news[1:] if other.text != news[0].text]
    return news[0], problems


def _same(text: str, base: str) -> bool:
    """Whether a text is what the workbook for colleagues shows of the value that is known."""
    return text == base or text == safe_text(base).strip()


def _twice(first: Given, second: Given) -> Problem:
    row, name = second.row, second.name
    if first.text == second.text:
        message = msg("The value of {field} stands here a second time.", field=name)
        hint = msg("Delete one of the two rows.")
        return Problem("F403", Severity.WARNING, message, hint, row.where, row.shown)
    message = msg(
        "{field} is given twice: “{first}” in {place} and “{second}” here; the first one is used.",
        field=name,
        first=first.text,
        place=str(first.row.where),
        second=second.text,
    )
    return Problem("F403", Severity.ERROR, message, msg("Delete the wrong row."), row.where, row.shown)


def _not_counting(
    values: Mapping[FactKey, str], chosen: Mapping[FactKey, Given], known: Mapping[FactKey, str]
) -> Iterator[Problem]:
    """F415 for new actuals of indicators that do not apply: both are kept, and the mark wins."""
    for fact, text in values.items():
        mark = fact._replace(field="not_applicable")
        why = values.get(mark) or known.get(mark, "")
        if fact.field != "actual" or not fact.indicator or not why.strip() or text == known.get(fact):
            continue
        row = chosen[fact].row
        message = msg("An actual is given, but the indicator is marked as not applicable ({why}).", why=why)
        hint = msg("Take the mark away if the indicator applies after all; until then the actual does not count.")
        yield Problem("F415", Severity.WARNING, message, hint, row.where, text)
