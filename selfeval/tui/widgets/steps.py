"""One sentence that says what a step changed, for undo and redo."""

from __future__ import annotations

from selfeval.core.evaluation import Change, Evaluation, FactKey, Step
from selfeval.core.problems import Message, msg
from selfeval.tui.text import Words, clip, one_line
from selfeval.workspace.live import Workspace
from selfeval.workspace.names import field_name
from selfeval.workspace.opening import DEFAULT_PACK


def told(words: Words, workspace: Workspace, step: Step, *, undone: bool) -> Message:
    """`Undone: 信访群众满意度, actual: 95% -> empty`; a step of several changes is told by its first."""
    first = step.changes[0]
    change = told_change(words, workspace, Change(first.key, first.new, first.old) if undone else first)
    return msg("Undone: {change}", change=change) if undone else msg("Done again: {change}", change=change)


def told_change(words: Words, workspace: Workspace, change: Change) -> Message:
    """`信访群众满意度, actual: empty -> 95%`."""
    return msg(
        "{row}, {field}: {before} -> {after}",
        row=_row(words, workspace, change),
        field=field_name(change.key.field),
        before=_text(words, workspace, change.key, change.old),
        after=_text(words, workspace, change.key, change.new),
    )


def _row(words: Words, workspace: Workspace, change: Change) -> str:
    key = change.key
    if not key.project:
        return words(msg("Whole work"))
    result = workspace.result(key.project)
    if not key.indicator:
        return clip(one_line(result.project.title), 30)
    return clip(one_line(result.scored(key.indicator).indicator.tier3), 30)


def _text(words: Words, workspace: Workspace, key: FactKey, text: str | None) -> str:
    if key.field == "rules":
        return text or DEFAULT_PACK
    shown = one_line(_in_workbook(workspace, key) if text is None else text)
    return clip(shown, 24) if shown else words(msg("empty"))


def _in_workbook(workspace: Workspace, key: FactKey) -> str:
    """What the workbook itself says where nothing was entered."""
    if not key.project:
        return ""
    blank, result = Evaluation(workspace.evaluation.department), workspace.result(key.project)
    if not key.indicator:
        return blank.value(result.project, key.field)
    return blank.indicator_value(result.project, result.scored(key.indicator).indicator, key.field)
