"""What belongs to the list of findings: the field to look for some of them, and the filter in words."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from selfeval.core.problems import Message, verbatim
from selfeval.workspace.looking.findings import GROUPS, FindingFilter
from selfeval.workspace.work.workspace import Workspace


class FindingText(Input):
    """The arrows move in the list under it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.move(-1)", show=False),
        Binding("down", "screen.move(1)", show=False),
    ]


def said_of(workspace: Workspace, only: FindingFilter) -> Message:
    """A filter in words: `errors; T101; 信访专项资金; cost`."""
    titles = {result.project.id: result.project.title for result in workspace.assessment.projects}
    texts = (only.code, titles.get(only.project, only.project), only.text.strip())
    parts = [GROUPS[only.severity]] if only.severity else []
    parts += [verbatim(text) for text in texts if text]
    return verbatim(tuple(parts))
