"""The rows and details of monitoring: a line for the money of each project, one for each of its indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from selfeval.core.monitoring.results import Monitoring, MonthProject, MonthRow, lights_told
from selfeval.core.monitoring.words import LIGHT_MARKS, LIKELIHOOD_NAMES
from selfeval.core.numbers import plain, round_half_up
from selfeval.core.problems import Problem, msg
from selfeval.core.rules.choices import Light
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import Words, facts, one_line, spaced
from selfeval.workspace.looking.fact_names import month_fact_name
from selfeval.workspace.work.places import Place

_BETWEEN = "\t"
_TONES = {Light.RED: "bad", Light.YELLOW: "warn", Light.GREEN: "good", Light.NONE: "dim"}


def month_key(place: Place) -> str:
    """The list key of a place."""
    return f"{place.project}{_BETWEEN}{place.indicator}"


def month_place(key: str) -> Place:
    """The place of a list key."""
    project, _, indicator = key.partition(_BETWEEN)
    return Place(project, indicator)


def month_columns(words: Words, month: int) -> tuple[Column, ...]:
    """Light, name, target, what was reached, what is expected, likelihood."""
    return (
        Column(words(msg("Light")), 8),
        Column(words(msg("Project or indicator")), 20, 4, names=True),
        Column(words(msg("Target")), 9, 2),
        Column(words(msg("By month {month}", month=str(month))), 11, 2),
        Column(words(msg("Whole year")), 11, 2),
        Column(words(msg("Likelihood")), 10, 1),
    )


def month_rows(words: Words, watched: Monitoring) -> Iterator[Row]:
    """Every project with its indicators below it."""
    for one in watched.projects:
        yield project_row(words, one)
        yield from (indicator_row(words, one, row) for row in one.rows if row.applies)


def _mark(words: Words, light: Light) -> str:
    """The colour in words; a dash where nothing can be judged."""
    return "-" if light is Light.NONE else words(LIGHT_MARKS[light])


def project_row(words: Words, one: MonthProject) -> Row:
    """The money of a project."""
    executed, expected = one.budget.amount("executed"), one.expected.amount("executed")
    cells = (
        _mark(words, one.light),
        one_line(one.project.title),
        "" if one.base is None else plain(one.base),
        "" if executed is None else plain(executed),
        "" if expected is None else plain(expected),
        "",
    )
    return Row(month_key(Place(one.project.id, "")), cells, {0: _TONES[one.light], 1: "title"})


def indicator_row(words: Words, one: MonthProject, row: MonthRow) -> Row:
    """One indicator."""
    said = words(LIKELIHOOD_NAMES[row.likelihood]) if row.likelihood else spaced(row.texts["likelihood"])
    cells = (
        _mark(words, row.light),
        f"  {one_line(row.indicator.tier3)}",
        spaced(row.indicator.target),
        spaced(row.texts["actual"] or row.reached.actual.text),
        spaced(row.texts["forecast"]),
        said,
    )
    return Row(month_key(Place(one.project.id, row.indicator.id)), cells, {0: _TONES[row.light]})


def month_details(words: Words, one: MonthProject, place: Place, objections: Iterable[Problem]) -> Content:
    """What stands behind the lights of a place, its reasons, and what of the project's objections is about it."""
    if place.indicator:
        pairs, lights = list(_of_row(words, one.row(place.indicator))), one.row(place.indicator).lights
    else:
        pairs, lights = list(_of_project(words, one)), one.lights
    pairs += [(words(LIGHT_MARKS[light]), spaced(words(why))) for light, why in lights_told(lights)]
    pairs += [
        ("!", one_line(f"{found.code} {words.together((found.message, found.hint))}"))
        for found in objections
        if found.indicator == place.indicator
    ]
    return facts(pairs)


def _of_project(words: Words, one: MonthProject) -> Iterator[tuple[str, str]]:
    yield "", one_line(one.project.title)
    if one.planned is not None:
        yield words(msg("planned by then")), f"{plain(round_half_up(one.planned, 2))}%"


def _of_row(words: Words, row: MonthRow) -> Iterator[tuple[str, str]]:
    yield "", one_line(f"{row.indicator.tier2} / {row.indicator.tier3}")
    for name in ("causes", "reason", "measures"):
        if row.texts[name].strip():
            yield words(month_fact_name(name)), one_line(row.texts[name])
