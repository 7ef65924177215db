"""Last year beside this year: rows of the screen of matches, the column of the grid, the lines of the details."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from textual.content import Content

from selfeval.core.checks.rows.last_year import more_last_year
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, labelled, msg
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import Words, facts, one_line, spaced, width
from selfeval.workspace.compare.last_year import LastYear, Match
from selfeval.workspace.compare.last_year_row import before, weaker
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

COLUMN_FROM = 120
"""From so many cells on, the grid has a column of last year's figures."""

ROOMY_FROM = 150
"""From so many on, last year's target stands in it as well."""

CELLS = 8
ROOMY_CELLS = 18
BELOW, ABOVE = msg("below last year"), msg("above last year")
"""What is said of a target that asks for less than was achieved; one for at most so much does by being higher."""


def columns_beside(words: Words, columns: tuple[Column, ...], cells: int) -> tuple[Column, ...]:
    """The columns of the grid with one for last year at their end, for this width of the terminal."""
    if cells >= ROOMY_FROM:
        return (*columns, Column(words(msg("Last year")), ROOMY_CELLS, 2))
    tier, name, target, actual, *rest = columns
    actual = replace(actual, cells=max(CELLS, width(actual.title)))
    narrow = (tier, replace(name, cells=10), replace(target, cells=9), actual, *rest)
    title = words(msg("Last year"))
    return (*narrow, Column(title, max(CELLS, width(title)), 2))


def last_year_cell(workspace: Workspace, place: Place, cells: int) -> str:
    """What stands in it: outcome and score, before them the target where there is room."""
    if not place.indicator:
        return ""
    result = workspace.result(place.project)
    found = before(workspace.evaluation, result.project, result.scored(place.indicator))
    if found is None:
        return ""
    figures = f"{found.actual or '-'} ({found.score or '-'})"
    return spaced(f"{found.target}  {figures}" if cells >= ROOMY_FROM else figures)


def has_last_year(workspace: Workspace) -> bool:
    """Whether something of last year's was taken over, or stands in the workbook."""
    evaluation = workspace.evaluation
    rows = (row for project in evaluation.department.projects for row in project.indicators)
    return any(key.field == "last.name" for key in evaluation.facts) or any(
        row.last_target or row.last_actual or row.last_score for row in rows
    )


def below(words: Words, workspace: Workspace, result: ProjectResult, scored: Scored) -> str:
    """`below last year` where the target asks for less than last year's outcome (`above` for ≤), "" elsewhere."""
    actual = workspace.evaluation.indicator_value(result.project, scored.indicator, "last.actual")
    if more_last_year(scored.target, actual) is None:
        return ""
    return words(ABOVE if scored.target.lower_is_better else BELOW)


def last_year_facts(
    words: Words, workspace: Workspace, result: ProjectResult, scored: Scored
) -> Iterator[tuple[str, str]]:
    """What the details say of last year, nothing where nothing was taken over."""
    found = before(workspace.evaluation, result.project, scored)
    if found is None:
        return
    yield words(msg("Last year")), spaced(words(found.told))
    if found.decided:
        yield words(msg("Decided last year")), spaced(words(found.decided))
    if found.name:
        yield words(msg("Its name last year")), found.name
    if found.more:
        yield "!", spaced(words(found.weaker))


# -- the screen of matches


def match_columns(words: Words) -> tuple[Column, ...]:
    """Columns of the list of matches."""
    return (
        Column("", 3),
        Column(words(msg("This year")), 14, 4, names=True),
        Column(words(msg("Target")), 8, 2),
        Column(words(msg("Last year")), 14, 4, names=True),
        Column(words(msg("Target")), 8, 2),
        Column(words(msg("Actual")), 8, 2),
        Column(words(msg("Alike")), 5, right=True),
    )


def match_rows(words: Words, found: LastYear, ticked: Collection[str], targets: dict[str, str]) -> Iterator[Row]:
    """Renamed ones first, for they are to be confirmed; then the sure ones, what is new and what is gone."""
    renamed = [match for match in found.matches if not match.sure]
    sure = [match for match in found.matches if match.sure]
    for name, title, matches in (
        ("renamed", msg("Another name: the same indicator? Enter confirms it"), renamed),
        ("sure", msg("Same name"), sure),
    ):
        if matches:
            yield Row(name, (f"{words(title)}  {len(matches)}",), fixed=True)
        for match in matches:
            yield _match_row(match, match_key(match) in ticked, targets)
    for name, title, names in (
        ("new", msg("New this year"), found.new),
        ("gone", msg("Not there any more"), found.gone),
    ):
        if names:
            yield Row(name, (f"{words(title)}  {len(names)}",), fixed=True)
        for number, (project, row) in enumerate(names):
            side = ("", "", one_line(row)) if name == "gone" else (one_line(row), "", "")
            yield Row(f"{name} {number}", ("", *side, "", one_line(project), ""), tone="dim")


def match_key(match: Match) -> str:
    """The list key of a match."""
    return f"match {match.project} {match.indicator}"


def _match_row(match: Match, ticked: bool, targets: dict[str, str]) -> Row:
    cells = (
        "[x]" if ticked else "[ ]",
        one_line(match.name),
        spaced(targets.get(match_key(match), "")),
        one_line(match.last.indicator.tier3),
        spaced(match.last.indicator.target),
        spaced(match.actual),
        "" if match.sure else f"{match.likeness}%",
    )
    return Row(match_key(match), cells, {0: "good" if ticked else "warn", 6: "warn"})


def match_detail(words: Words, workspace: Workspace, match: Match) -> Content:
    """Both sides of a match in full."""
    result = workspace.result(match.project)
    now, last = result.scored(match.indicator), match.last
    score = "-" if last.score is None else plain(last.score)
    said: Message = msg(
        "{name}: target {target}, actual {actual}, {score} of {weight} points",
        name=last.indicator.tier3,
        target=last.indicator.target,
        actual=match.actual or "-",
        score=score,
        weight=plain(last.weight.effective),
    )
    more = more_last_year(now.target, match.actual)
    pairs = [
        ("", f"{result.project.title} / {now.indicator.tier2 or now.indicator.tier1}"),
        (words(msg("This year")), words(labelled(match.name, spaced(now.indicator.target)))),
        (words(msg("Last year")), spaced(words(said))),
    ]
    if more is not None:
        shown = f"{plain(more)}{now.target.unit}"
        pairs.append(("!", spaced(words(weaker(shown, lower_is_better=now.target.lower_is_better)))))
    if not match.sure:
        pairs.append(("?", words(msg("The names are {likeness}% alike. Is it the same?", likeness=match.likeness))))
    return facts(pairs)
