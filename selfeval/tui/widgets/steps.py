"""One sentence that says what a step changed, for undo and redo."""

from __future__ import annotations

from selfeval.core.evaluation import Change, Step
from selfeval.core.problems import Message, msg
from selfeval.tui.text import Words, clip, one_line
from selfeval.workspace.live import Workspace
from selfeval.workspace.names import field_name


def told(words: Words, workspace: Workspace, step: Step, *, undone: bool) -> Message:
    """`Undone: 信访群众满意度, actual: 95% -> empty`; a step of several changes is told by its first."""
    change = step.changes[0]
    before, after = (change.new, change.old) if undone else (change.old, change.new)
    said = {
        "row": _row(words, workspace, change),
        "field": words(field_name(change.key.field)),
        "before": _text(words, before),
        "after": _text(words, after),
    }
    if undone:
        return msg("Undone: {row}, {field}: {before} -> {after}", **said)
    return msg("Done again: {row}, {field}: {before} -> {after}", **said)


def _row(words: Words, workspace: Workspace, change: Change) -> str:
    key = change.key
    if not key.project:
        return words(msg("Whole work"))
    result = workspace.result(key.project)
    if not key.indicator:
        return clip(one_line(result.project.title), 30)
    return clip(one_line(result.scored(key.indicator).indicator.tier3), 30)


def _text(words: Words, text: str | None) -> str:
    return clip(one_line(text), 24) if text else words(msg("empty"))
