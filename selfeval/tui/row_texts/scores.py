"""Rows on how scores lie: what the next grade lacks, how many rows earned what share, where points were lost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from selfeval.core.numbers import plain
from selfeval.core.problems import msg
from selfeval.core.report.distribution import grade_counts, score_bands
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.next_grade import NextGrade, better_grade, next_grade
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.tui.row_texts.bars import FULL, LOW, PART, bar, bar_cells
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import Words, one_line, points
from selfeval.workspace.work.questions.required import needs_budget_reason, needs_reason, undecided
from selfeval.workspace.work.workspace import Workspace

MOST_LOSSES = 3
"""So many rows per project are named on the way to the next grade: where most can be won."""
MANY = 4
"""From so many projects on, their grades are counted."""
BETWEEN = "\x1f"
"""Stands between project and indicator in a key: no workbook can hold this character."""


def score_columns(room: int) -> tuple[Column, ...]:
    """Columns of what is left, of the next grade and of where points were lost: name, figure, bar, sentence."""
    name, said = Column("", 24, 3, names=True), Column("", 12, 2, rest=True)
    return name, Column("", 7, right=True), Column("", bar_cells(room)), said


def grade_tone(pack: RulePack, grade: str) -> str:
    """The tone of a grade by its place among those of the pack: the best is good, the lowest bad; never by its name."""
    names = [one.name for one in sorted(pack.grades, key=lambda one: -one.at_least)]
    return tone_of_rank(names.index(grade) if grade in names else -1, len(names))


def tone_of_rank(rank: int, ranks: int) -> str:
    """The tone of the grade at this place of so many, 0 for the best; "" for none."""
    if not 0 <= rank < ranks:
        return ""
    return "good" if rank == 0 else "bad" if rank == ranks - 1 else "warn" if rank == ranks - 2 else ""


def grade_rows(words: Words, workspace: Workspace, room: int) -> list[Row]:
    """What would reach the next grade: points that are missing, and the rows that lost most of them."""
    rows: list[Row] = []
    pack = workspace.pack
    department = workspace.assessment.department.total
    better = better_grade(department, pack) if department is not None else None
    if better is not None and department is not None:
        lacking = points(better.at_least - department, pack.rounding.places)
        said = msg("with {points} more: “{grade}”", points=lacking, grade=better.name)
        rows.append(Row("department-next", (words(msg("Whole department")), lacking, "", words(said)), tone="title"))
    for result in workspace.assessment.projects:
        following = next_grade(result, pack)
        if following is not None:
            rows += _grade_rows(words, result, following, pack.rounding.places, room)
    if rows:
        rows.insert(0, Row("head-next", (words(msg("To the next higher grade")),), fixed=True))
    return rows


def outlook(words: Words, workspace: Workspace, project: str) -> str:
    """What the project, or with "" the department, lacks for the next grade, as one sentence; "" with the best one.

    Where there is no total because the points do not make full marks, that is said.
    """
    places = workspace.pack.rounding.places
    if not project:
        total = workspace.assessment.department.total
        better = better_grade(total, workspace.pack) if total is not None else None
        if better is None or total is None:
            return ""
        lacking, grade, capped = better.at_least - total, better, False
    elif workspace.result(project).undecided:
        return words(undecided(workspace.result(project)))
    else:
        following = next_grade(workspace.result(project), workspace.pack)
        if following is None:
            return ""
        lacking, grade, capped = following.points, following.grade, following.capped
    said = msg(
        "To the next higher grade: {points} points more reach “{grade}”.",
        points=points(lacking, places),
        grade=grade.name,
    )
    return words(msg("{said} The execution rate caps the total below it.", said=said) if capped else said)


def _grade_rows(words: Words, result: ProjectResult, following: NextGrade, places: int, room: int) -> Iterator[Row]:
    grade, key, lacking = following.grade, f"{result.project.id}{BETWEEN}", points(following.points, places)
    said = msg("with {points} more: “{grade}”", points=lacking, grade=grade.name)
    if following.capped:
        said = msg("{said}; only with a higher execution rate, which caps the total", said=said)
    if result.reviewed is not None:
        said = msg("{said}; the reviewer's grade takes points off", said=said)
    cells = (one_line(result.project.title), lacking, "", words(said))
    yield Row(f"{key}{BETWEEN}next", cells, tone="title")
    for loss in following.losses[:MOST_LOSSES]:
        name = result.scored(loss.indicator).indicator.tier3 if loss.indicator else words(msg("Budget execution rate"))
        of = words(msg("lost of {weight} points", weight=plain(loss.weight)))
        lost = f"-{points(loss.points, places)}"
        row = (f"    {one_line(name)}", lost, _lost_bar(loss.points, loss.weight, room), of)
        yield Row(f"{key}{loss.indicator}{BETWEEN}next", row, {1: "warn", 3: "dim"})


def _lost_bar(lost: Decimal, weight: Decimal, room: int) -> str:
    return bar(Fraction(lost) / Fraction(weight), bar_cells(room), mark=LOW) if weight else ""


def distribution_rows(words: Words, workspace: Workspace, room: int) -> list[Row]:
    """How many rows earned what share of their points, then, with several projects, how many have which grade."""
    pack, projects = workspace.pack, workspace.assessment.projects
    bands = [band for band in score_bands(workspace.assessment) if band.count]
    every = sum(band.count for band in bands) or 1
    rows = [Row("head-bands", (words(msg("How the scores of all rows lie")),), fixed=True)] if bands else []
    for number, band in enumerate(bands):
        spot = band.spots[0]
        said = words(msg("{points} points lost", points=points(band.lost, pack.rounding.places))) if band.lost else ""
        mark = LOW if band.low else PART if band.lost else FULL
        cells = (words(band.name), str(band.count), bar(Fraction(band.count, every), bar_cells(room), mark=mark), said)
        key = BETWEEN.join((spot.project, spot.indicator, f"band-{number}"))
        rows.append(Row(key, cells, {3: "dim"}))
    grades = [one for one in grade_counts(workspace.assessment) if one.projects]
    if len(projects) < MANY or not grades:
        return rows
    rows.append(Row("head-grades", (words(msg("Projects by grade")),), fixed=True))
    for one in grades:
        name, size = one.grade or words(msg("no grade yet")), len(one.projects)
        share = bar(Fraction(size, len(projects)), bar_cells(room), mark=PART)
        key = BETWEEN.join((one.projects[0], "", f"grade-{one.grade}"))
        rows.append(Row(key, (name, str(size), share, ""), {0: grade_tone(pack, one.grade)}))
    return rows


def deviation_rows(words: Words, workspace: Workspace, room: int) -> list[Row]:
    """Where points were lost, or far more was reached than asked: points, and the reason or that there is none."""
    rows, places = list[Row](), workspace.pack.rounding.places
    for result in workspace.assessment.projects:
        rows += [row for scored in result.indicators if (row := _deviation_row(words, workspace, result, scored, room))]
        execution = result.execution
        if execution.score is not None and execution.score < execution.weight:
            lost = execution.weight - execution.score
            named = msg("Budget execution rate: {project}", project=one_line(result.project.title))
            name = words(named)
            reason = one_line(workspace.evaluation.value(result.project, "budget_reason"))
            told = _reason(words, reason, lacking=needs_budget_reason(workspace, result))
            cells = (name, f"-{points(lost, places)}", _lost_bar(lost, execution.weight, room), told[0])
            rows.append(Row(f"{result.project.id}{BETWEEN}", cells, {1: "warn", 3: told[1]}))
        if result.undecided or result.note:
            said = words(undecided(result) if result.undecided else result.note)
            cells = (one_line(result.project.title), "", "", said)
            rows.append(Row(f"{result.project.id}{BETWEEN}", cells, {3: "bad" if result.undecided else ""}))
    if rows:
        rows.insert(0, Row("head-lost", (f"{words(msg('Points lost, and why'))}  {len(rows)}",), fixed=True))
    return rows


def _deviation_row(words: Words, workspace: Workspace, result: ProjectResult, scored: Scored, room: int) -> Row | None:
    lacking = needs_reason(workspace.evaluation, result, scored)
    reason = one_line(workspace.evaluation.indicator_value(result.project, scored.indicator, "reason"))
    if scored.lost <= 0 and not lacking and not reason:
        return None
    lost = f"-{points(scored.lost, workspace.pack.rounding.places)}" if scored.lost > 0 else ""
    drawn = _lost_bar(scored.lost, scored.weight.effective, room) if scored.lost > 0 else ""
    told = _reason(words, reason, lacking=lacking)
    cells = (one_line(scored.indicator.tier3), lost, drawn, told[0])
    return Row(f"{result.project.id}{BETWEEN}{scored.indicator.id}", cells, {1: "warn", 3: told[1]})


def _reason(words: Words, reason: str, *, lacking: bool) -> tuple[str, str]:
    """The reason of a row or that there is none, and its tone."""
    return (words(msg("no reason given yet")), "bad") if lacking else (reason, "dim")
