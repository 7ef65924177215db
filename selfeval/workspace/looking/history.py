"""The history of one work: who entered what and when, what was undone, and the way back to any point.

The journal only ever grows. Going back to a point enters the facts as they stood then, as one step of kind `restore`:
points that were left by undoing and entering something else are reached like any other, and undo takes it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.core.evaluation import Change, Evaluation, FactKey, Step, apply_to, inverse
from selfeval.core.keys import key
from selfeval.core.problems import Message, Translate, msg
from selfeval.core.records import dataclass
from selfeval.store.journal.lines import LogEntry
from selfeval.store.journal.replay import replay
from selfeval.workspace import source
from selfeval.workspace.looking.change_text import row_name
from selfeval.workspace.looking.fact_names import field_name
from selfeval.workspace.source import journal_entries

if TYPE_CHECKING:
    from selfeval.workspace.work.workspace import Workspace

SCHEMA = "selfeval.history/1"

_KINDS = {
    "clear": msg("cleared"),
    "paste": msg("pasted"),
    "import": msg("imported"),
    "rules": msg("rule pack"),
    "restore": msg("restored"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One row of the journal.

    Attributes:
        number: its place in the journal, from 1; 0 is the workbook before anything was entered.
        at: when, as ISO 8601 text.
        who: the user's name.
        action: `enter`, `undo`, `redo`, or `begin` for number 0.
        kind: of the step, as `Step.kind`.
        changes: what it did to the facts, in the direction in which it was done.
        undone: whether this was entered and does not count now, because it was undone.
    """

    number: int
    at: str
    who: str
    action: str
    kind: str
    changes: tuple[Change, ...]
    undone: bool = False

    def touches(self, project: str, indicator: str) -> bool:
        """Whether something of this row of the evaluation was changed."""
        return any((change.key.project, change.key.indicator) == (project, indicator) for change in self.changes)


def points(entries: Iterable[LogEntry]) -> tuple[Point, ...]:
    """The rows of a journal in order, each with what has become of it since."""
    found: list[Point] = []
    done: list[tuple[int, Step]] = []
    undone: list[tuple[int, Step]] = []
    for number, entry in enumerate(entries, start=1):
        step = entry.step
        if entry.action == "undo" and done and done[-1][1] == step:
            undone.append(done.pop())
        elif entry.action == "redo" and undone and undone[-1][1] == step:
            done.append(undone.pop())
        else:
            done.append((number, inverse(step) if entry.action == "undo" else step))
            undone.clear()
        changes = (inverse(step) if entry.action == "undo" else step).changes
        found.append(Point(number, entry.at, entry.who, entry.action, step.kind, changes))
    standing = {number for number, _ in done}
    return tuple(
        replace(point, undone=True) if point.action == "enter" and point.number not in standing else point
        for point in found
    )


def beginning(evaluation: Evaluation) -> Mapping[FactKey, str]:
    """The facts before the first step: settings that a scored workbook brings along, else none."""
    facts = dict(evaluation.facts)
    for step in reversed(evaluation.done):
        apply_to(facts, inverse(step))
    return facts


def facts_at(evaluation: Evaluation, found: Sequence[Point], number: int) -> Mapping[FactKey, str]:
    """The facts as they stood after the journal's row `number`; 0 for before the first."""
    facts = dict(beginning(evaluation))
    for point in found[:number]:
        apply_to(facts, Step(point.kind, point.changes))
    return facts


def way_back(evaluation: Evaluation, found: Sequence[Point], number: int) -> Step | None:
    """The step that makes the facts what they were after row `number`; None if they are that already."""
    then = facts_at(evaluation, found, number)
    keys = dict.fromkeys((*evaluation.facts, *then))
    return evaluation.step([(key, then.get(key)) for key in keys], "restore")


def restore(workspace: Workspace, found: Sequence[Point], number: int) -> Step | None:
    """Go back to a point, as one step that undo takes back; None if nothing changes.

    Raises:
        SelfEvalError: what `Workspace.enter` raises; R… where the rule pack of that point cannot be used now.
    """
    step = way_back(workspace.evaluation, found, number)
    if step is None:
        return None
    return workspace.enter([(change.key, change.new) for change in step.changes], step.kind)


def of_file(path: Path, row: str = "") -> tuple[Evaluation, tuple[Point, ...]]:
    """A workbook with its entries and their history, by looking only; with `row`, what rows of such a name had.

    Raises:
        SelfEvalError: F… the workbook or its journal cannot be read.
    """
    reading = source.read_source(path.absolute())
    entries = journal_entries(path.absolute())
    evaluation = replay(source.fresh(reading), entries)
    wanted = key(row)

    def named(change: Change) -> bool:
        name = row_name(evaluation, change.key)
        return isinstance(name, str) and wanted in key(name)

    found = points(entries)
    if not wanted:
        return evaluation, found
    mine = (replace(point, changes=tuple(filter(named, point.changes))) for point in found)
    return evaluation, tuple(point for point in mine if point.changes)


def happened(point: Point) -> Message:
    """What a row of the journal is about, in a word: entered, cleared, pasted, undone and so on."""
    if point.action == "begin":
        return msg("begun")
    if point.action == "undo":
        return msg("undo")
    if point.action == "redo":
        return msg("redo")
    if point.kind == "enter" and all(not change.new for change in point.changes):
        return _KINDS["clear"]
    return _KINDS.get(point.kind, msg("entered"))


def state(point: Point) -> Message:
    """`undone` for what does not count now, nothing for everything else."""
    return msg("undone") if point.undone else Message("")


def to_json(evaluation: Evaluation, found: Sequence[Point], translate: Translate) -> dict[str, object]:
    """The history as `selfeval.history/1`; null for a text means that nothing is entered."""
    return {"schema": SCHEMA, "entries": [_plain(evaluation, point, translate) for point in found]}


def _plain(evaluation: Evaluation, point: Point, translate: Translate) -> dict[str, object]:
    return {
        "number": point.number,
        "at": point.at,
        "who": point.who,
        "action": point.action,
        "kind": point.kind,
        "undone": point.undone,
        "changes": [
            {
                "project": change.key.project or None,
                "indicator": change.key.indicator or None,
                "row": _rendered(row_name(evaluation, change.key), translate),
                "field": change.key.field,
                "name": field_name(change.key.field).render(translate),
                "old": change.old,
                "new": change.new,
            }
            for change in point.changes
        ],
    }


def _rendered(text: Message | str, translate: Translate) -> str:
    return text if isinstance(text, str) else text.render(translate)
