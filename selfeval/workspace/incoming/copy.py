"""Rows as text for the clipboard, what cutting them clears, and one outcome filled into the rows below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from selfeval.core.evaluation import FactKey, Step
from selfeval.core.fact_labels import AMOUNT_LABELS, FACT_LABELS, SOURCE_LABELS
from selfeval.core.model import AMOUNTS, CHECKPOINTS, SOURCES
from selfeval.core.numbers import parse_number, plain
from selfeval.core.problems import msg
from selfeval.core.scoring.scored import Scored
from selfeval.core.units import same_unit
from selfeval.workspace.incoming.paste import How, Line
from selfeval.workspace.incoming.row import FACTS
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

HEADINGS = (
    *(FACT_LABELS[name] for name in ("tier1", "tier2", "tier3")),
    "指标值",
    *(FACT_LABELS[name] for name in ("actual", "share", "weight", "score", "reason", "evidence")),
    "不适用说明",
    FACT_LABELS["deduction"],
    FACT_LABELS["survey"],
)
"""Columns of copied rows, in the words by which a paste knows them again."""

CELL = ("actual", "share")
"""Facts that are copied and cleared by cutting one row: its outcome; of several rows it is all `FACTS`."""


def copied(workspace: Workspace, places: Sequence[Place]) -> str:
    """The outcome of one indicator; several rows, or a budget, as a tab-separated table with headings."""
    if len(places) == 1 and places[0].indicator:
        return _safe(_fact(workspace, places[0], "actual"))
    rows: list[Sequence[str]] = [HEADINGS]
    for place in places:
        rows += _budget(workspace, place.project) if not place.indicator else [_row(workspace, place)]
    return "\n".join("\t".join(map(_cell, row)) for row in rows)


def _fact(workspace: Workspace, place: Place, name: str) -> str:
    result = workspace.result(place.project)
    return workspace.evaluation.indicator_value(result.project, result.scored(place.indicator).indicator, name)


def _row(workspace: Workspace, place: Place) -> list[str]:
    scored = workspace.scored(place.project, place.indicator)
    item = scored.indicator
    actual, share, *rest = (_fact(workspace, place, name) for name in FACTS)
    score = "" if scored.score is None else plain(scored.score)
    figures = [plain(scored.weight.effective), score]
    return [item.tier1, item.tier2, item.tier3, item.target, actual, share, *figures, *rest]


def _budget(workspace: Workspace, project: str) -> list[list[str]]:
    """One row for each amount and checkpoint that is known."""
    result = workspace.result(project)
    names = [(amount, "", AMOUNT_LABELS[amount]) for amount in AMOUNTS]
    names += [
        (f"{amount}.{source}", SOURCE_LABELS[source], AMOUNT_LABELS[amount]) for amount in AMOUNTS for source in SOURCES
    ]
    names += [(f"checkpoint.{month}", "", f"{month}月底") for month in CHECKPOINTS]
    rows = []
    for field, source, name in names:
        if text := workspace.evaluation.value(result.project, field):
            rows.append(["预算", source, name, "", text, *[""] * (len(HEADINGS) - 5)])
    return rows


def _cell(text: str) -> str:
    """A cell as spreadsheets put it on the clipboard."""
    text = _safe(text)
    if any(sign in text for sign in '\t\r\n"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _safe(text: str) -> str:
    """A text that a spreadsheet takes as text, not as a formula; numbers stay numbers."""
    if text.startswith(("=", "+", "-", "@")) and parse_number(text.rstrip("%")) is None:
        return f"'{text}"
    return text


def clear(workspace: Workspace, places: Iterable[Place], names: Sequence[str]) -> Step | None:
    """Clear facts of indicators as one step that can be undone; None if they are blank. Errors as for `enter`."""
    values = [
        (FactKey(place.project, place.indicator, name), "")
        for place in places
        if place.indicator
        for name in names
        if _fact(workspace, place, name)
    ]
    return workspace.enter(values, kind="clear")


def fill_down(workspace: Workspace, places: Sequence[Place]) -> tuple[Line, ...]:
    """The outcome of the first row as lines for the rows below it; what does not fit there is noted."""
    rows = [place for place in places if place.indicator]
    if not rows:
        return ()
    first = workspace.scored(rows[0].project, rows[0].indicator)
    values = tuple((name, text) for name in CELL if (text := _fact(workspace, rows[0], name)))
    if not values:
        return ()
    lines = []
    for number, place in enumerate(rows[1:], 1):
        other = workspace.scored(place.project, place.indicator)
        notes = () if _alike(first, other) else (
            msg("The target of this row is of another kind or unit: {target}.", target=other.target.text),
        )  # fmt: skip
        lines.append(Line(number, other.indicator.tier3, values, place, How.FILL, notes=notes))
    return tuple(lines)


def _alike(one: Scored, other: Scored) -> bool:
    return one.target.kind is other.target.kind and (
        one.target.unit == other.target.unit or same_unit(one.target.unit, other.target.unit)
    )
