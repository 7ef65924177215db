"""Where the points of an indicator go when it does not apply, before anything is entered."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.evaluation import FactKey
from selfeval.core.records import dataclass
from selfeval.core.scoring.assessment import rescored
from selfeval.core.scoring.results import ProjectResult
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Move:
    """Points of one row: indicator id ("" for the budget), its name, points now and afterwards."""

    indicator: str
    name: str
    before: Decimal
    after: Decimal


def moved(workspace: Workspace, place: Place, why: str) -> tuple[Move, ...]:
    """The rows whose points change when the indicator is marked with `why`, in reading order.

    Before is the indicator as one that applies; with "" (the mark is taken away) before is as it stands now.
    """
    before = _marked(workspace, place, "") if why else workspace.result(place.project)
    pairs = zip(_points(before), _points(_marked(workspace, place, why)), strict=True)
    return tuple(Move(row, name, old, new) for (row, name, old), (_, _, new) in pairs if old != new)


def _marked(workspace: Workspace, place: Place, why: str) -> ProjectResult:
    step = workspace.evaluation.step([(FactKey(place.project, place.indicator, "not_applicable"), why)])
    now = workspace.result(place.project)
    return now if step is None else rescored(workspace.evaluation.enter(step), now, workspace.pack)


def _points(result: ProjectResult) -> list[tuple[str, str, Decimal]]:
    rows = [(item.indicator.id, item.indicator.tier3, item.weight.effective) for item in result.indicators]
    return [("", "", result.execution.weight), *rows]
