"""The rows of the lists: what each place, project and finding looks like. Pure over a `Workspace`."""

from __future__ import annotations

from collections.abc import Iterable

from selfeval.core.model import Tier1
from selfeval.core.problems import Message, Owner, Problem, Severity, msg
from selfeval.core.scoring.scored import Scored
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import SEVERITY_MARKS, SEVERITY_TONES, Words, one_line, spaced
from selfeval.workspace.looking.findings import OWNERS
from selfeval.workspace.work.findings import NOT_YET
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.required import earned

BUDGET_KEY = "budget"

TIERS = {
    Tier1.OUTPUT: msg("Output"),
    Tier1.BENEFIT: msg("Benefit"),
    Tier1.SATISFACTION: msg("Satisfaction"),
    Tier1.COST: msg("Cost"),
}


def row_key(place: Place) -> str:
    """The list key of a place: the indicator's id, or the budget's."""
    return place.indicator or BUDGET_KEY


def place_of(project: str, key: str) -> Place:
    """The place of a list key."""
    return Place(project, "" if key == BUDGET_KEY else key)


def problem_columns(words: Words) -> tuple[Column, ...]:
    """Columns of the findings list."""
    return (
        Column("", 1),
        Column(words(msg("Code")), 4),
        Column(words(msg("Cell")), 8, 1, names=True),
        Column(words(msg("Finding")), 20, 5),
    )


def problem_rows(words: Words, problems: Iterable[Problem]) -> list[Row]:
    """All findings, the evaluation's before the targets', the worst first; last, what has not been entered yet.

    Each owner and severity has a heading. Keys are their places in `problems`.
    """
    found = list(enumerate(problems))
    groups = [
        (
            words(msg("{owner}: {severity}", owner=title, severity=words.severity(one))),
            [pair for pair in found if pair[1].severity is one and pair[1].about is owner and not _waits(pair[1])],
        )
        for owner, title in OWNERS.items()
        for one in Severity
    ]
    groups.append((words(msg("Not entered yet")), [pair for pair in found if _waits(pair[1])]))
    rows = []
    for number, (title, members) in enumerate(groups):
        if members:
            rows.append(Row(f"head-{number}", (f"{title}  {len(members)}",), fixed=True))
        rows += [_problem_row(words, str(place), problem) for place, problem in members]
    return rows


def _waits(problem: Problem) -> bool:
    return problem.code in NOT_YET


def _problem_row(words: Words, key: str, problem: Problem) -> Row:
    texts = (SEVERITY_MARKS[problem.severity], problem.code, cell_text(problem), spaced(words(problem.message)))
    return Row(key, texts, {0: SEVERITY_TONES[problem.severity], 1: "dim", 2: "dim"})


def cell_text(problem: Problem) -> str:
    """The cell first, then its sheet: the sheet is what may be cut off."""
    where = problem.where
    return one_line(f"{where.cell} {where.sheet}") if where else ""


def counts(words: Words, problems: Iterable[Problem]) -> str:
    """`x 3 errors  ! 7 warnings  i 2 notes`."""
    severities = [problem.severity for problem in problems]
    return "  ".join(f"{SEVERITY_MARKS[one]} {severities.count(one)} {words.severity(one)}" for one in Severity)


_OWNERS = ((Owner.EVALUATION, msg("Evaluation {counts}")), (Owner.TARGETS, msg("Targets {counts}")))


def parted(words: Words, problems: Iterable[Problem], most: int = 4) -> str:
    """The counts by owner: of this evaluation, where they can be dealt with, then of the approved targets.

    `most` 4 has everything in words; 3 leaves the words out, 2 the notes as well, 1 all but the errors.
    """
    return ("   " if most > 3 else "  ").join(counts_of(words, problems, most))


def counts_of(words: Words, problems: Iterable[Problem], most: int = 4) -> list[str]:
    """The counts of findings about the evaluation, then of those about the approved targets; `most` as in `parted`."""
    found = list(problems)
    owned = [(title, [problem for problem in found if problem.about is owner]) for owner, title in _OWNERS]
    return [
        words(Message(title.template, (("counts", counts(words, some) if most > 3 else _short(some, most)),)))
        for title, some in owned
    ]


def _short(problems: Iterable[Problem], most: int) -> str:
    """`x3 !7 i2`, where there is hardly any room."""
    severities = [problem.severity for problem in problems]
    return " ".join(f"{SEVERITY_MARKS[one]}{severities.count(one)}" for one in tuple(Severity)[:most])


def reading_line(words: Words, scored: Scored, places: int) -> str:
    """What an entry would score, while it is being typed: `target ≥ 90%, actual 95%: met -> 10.00 of 10`."""
    line = words(earned(scored, places))
    if scored.score is None:
        return spaced(line)
    doubts = [note for note in scored.actual.assumptions if note.confidence.value == "low"]
    notes = words.together(note.message for note in doubts or scored.actual.assumptions)
    return spaced(f"{line}  ? {notes}" if notes else line)
