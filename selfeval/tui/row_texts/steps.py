"""One sentence that says what a step changed, for undo and redo."""

from __future__ import annotations

from selfeval.core.evaluation import Change, FactKey, Step
from selfeval.core.problems import Message, msg
from selfeval.tui.text import Words, clip, one_line
from selfeval.workspace.looking.change_text import change_line, row_name, shown_text
from selfeval.workspace.work.workspace import Workspace


def step_shown(words: Words, workspace: Workspace, step: Step, *, undone: bool) -> Message:
    """`Undone: 信访群众满意度, actual: 95% -> empty (and 6 rows more)`; a step is told by its first change."""
    first = step.changes[0]
    change = change_shown(words, workspace, Change(first.key, first.new, first.old) if undone else first)
    if more := len({(one.key.project, one.key.indicator) for one in step.changes}) - 1:
        change = msg("{change} (and {count} rows more)", change=change, count=more)
    return msg("Undone: {change}", change=change) if undone else msg("Done again: {change}", change=change)


def change_shown(words: Words, workspace: Workspace, change: Change) -> Message:
    """`信访群众满意度, actual: empty -> 95%`."""
    before, after = (
        clip(one_line(shown_text(workspace.evaluation, change.key, text)), 24) for text in (change.old, change.new)
    )
    return change_line(row_shown(words, workspace, change.key, 30), change.key.field, before, after)


def row_shown(words: Words, workspace: Workspace, key: FactKey, cells: int) -> str:
    """The row of a fact on one line of at most so many cells."""
    name = row_name(workspace.evaluation, key)
    return clip(one_line(name if isinstance(name, str) else words(name)), cells)
