"""The findings as a person looks through them: filtered, counted with what is switched off, written to a text file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from pathlib import Path

from selfeval.core.checks.findings import switched_off
from selfeval.core.checks.registry import Stage
from selfeval.core.checks.selection import Selected, Selection
from selfeval.core.problems import Message, Owner, Problem, Severity, labelled, msg
from selfeval.core.records import dataclass
from selfeval.store.atomic import NAME_LIMIT, clipped, free_name, write_bytes
from selfeval.textgrid import harmless
from selfeval.version import __version__
from selfeval.workspace import clock
from selfeval.workspace.looking.rows import folded
from selfeval.workspace.work.findings import NOT_YET
from selfeval.workspace.work.workspace import Workspace

WAITING = "waiting"
"""Stands beside the severities for what has only not been entered yet."""

Render = Callable[[Message], str]


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which findings are shown; "" stands for all.

    Attributes:
        severity: a severity's value, or `WAITING`.
        about: an owner's value.
        code: a problem code.
        project: a project's id.
        text: words that all have to stand in code, cell, text read, sentence or project.
    """

    severity: str = ""
    about: str = ""
    code: str = ""
    project: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.severity or self.about or self.code or self.project or self.text.strip())


@dataclass
class View:
    """How somebody looks at the findings, kept while they are away.

    Attributes:
        selection: what the command line leaves out.
        only: the filter.
        here: the finding that was looked at last.
    """

    selection: Selection = field(default_factory=Selection)
    only: FindingFilter = field(default_factory=FindingFilter)
    here: Problem | None = None


def group_of(problem: Problem) -> str:
    """A severity's value, or `WAITING`."""
    return WAITING if problem.code in NOT_YET else problem.severity.value


def shown(workspace: Workspace, problems: Iterable[Problem], only: FindingFilter, render: Render) -> list[Problem]:
    """The findings that a filter leaves, in their order."""
    words = [folded(word) for word in only.text.split()]
    titles = {result.project.id: result.project.title for result in workspace.assessment.projects}

    def fits(problem: Problem) -> bool:
        if only.severity not in {"", group_of(problem)} or only.code not in {"", problem.code}:
            return False
        if only.about not in {"", problem.about.value}:
            return False
        if only.project not in {"", problem.project}:
            return False
        texts = (problem.code, str(problem.where or ""), problem.input, titles.get(problem.project, ""))
        held = "\n".join(map(folded, (*texts, render(problem.message)))) if words else ""
        return all(word in held for word in words)

    return [problem for problem in problems if fits(problem)]


def nearest(problems: list[Problem], here: Problem | None) -> int | None:
    """The place of the finding looked at last: itself, else the same code in its row, else its row; None for none."""
    if here is None:
        return None

    def likeness(problem: Problem) -> int:
        row = (problem.project, problem.indicator) == (here.project, here.indicator)
        return 3 * (problem == here) + 2 * (row and problem.code == here.code) + row

    likest = max(range(len(problems)), key=lambda number: likeness(problems[number]), default=0)
    return likest if problems and likeness(problems[likest]) else None


def left_out(workspace: Workspace, selected: Selected) -> list[Message]:
    """One sentence for each thing that keeps findings from being shown."""
    off = len(switched_off(workspace.assessment, Stage.FILLED, reading=workspace.reading_problems))
    notes = list(selected.notes())
    return [*notes, msg("{count} findings left out by the rule pack", count=off)] if off else notes


def as_text(workspace: Workspace, found: list[Problem], notes: Iterable[Message], render: Render) -> str:
    """The findings as plain text: what was looked at, how many of what, and each one in full."""
    department = workspace.evaluation.department.name
    year = workspace.assessment.year
    lines = [
        " ".join(part for part in (department, str(year or ""), render(msg("Findings"))) if part),
        workspace.source.path.name,
        render(msg("Rule pack: {id}, version {version}", id=workspace.pack.id, version=workspace.pack.version)),
        f"selfeval {__version__}  {clock.shown(clock.now())}",
        counted(found, render),
        *(render(note) for note in notes),
    ]
    groups: list[tuple[str, Owner | None, str]] = [
        (render(labelled(title, GROUPS[one.value])), owner, one.value)
        for owner, title in OWNERS.items()
        for one in Severity
    ]
    groups.append((render(GROUPS[WAITING]), None, WAITING))
    for heading, whose, group in groups:
        mine = [p for p in found if group_of(p) == group and whose in {None, p.about}]
        if mine:
            lines += ["", f"== {heading} ({len(mine)})"]
        for problem in mine:
            lines += ["", *_lines(workspace, problem, render)]
    return "\n".join(lines) + "\n"


OWNERS = {
    Owner.EVALUATION: msg("This evaluation"),
    Owner.TARGETS: msg("Approved targets"),
}
"""Whose a finding is, what can be dealt with first."""

GROUPS = {
    Severity.ERROR.value: msg("Errors"),
    Severity.WARNING.value: msg("Warnings"),
    Severity.INFO.value: msg("Notes"),
    WAITING: msg("Not entered yet"),
}


def counted(found: Iterable[Problem], render: Render) -> str:
    """How many there are of each group."""
    groups = [group_of(problem) for problem in found]
    return "  ".join(f"{render(title)} {groups.count(name)}" for name, title in GROUPS.items())


def _lines(workspace: Workspace, problem: Problem, render: Render) -> list[str]:
    place = [str(problem.where)] if problem.where else []
    row = row_name(workspace, problem)
    lines = ["  ".join((problem.code, *place, *([row] if row and row not in place else [])))]
    lines.append(f"  {render(problem.message)}")
    if problem.input.strip():
        lines.append(f"  {render(labelled(msg('As written'), problem.input))}")
    if problem.hint:
        lines.append(f"  {render(labelled(msg('What to do'), problem.hint))}")
    return [" ".join(line.splitlines()) for line in lines]


def row_name(workspace: Workspace, problem: Problem) -> str:
    """The name of the row or project that a finding concerns, "" for the workbook as a whole."""
    if not problem.project:
        return ""
    try:
        result = workspace.result(problem.project)
        return result.scored(problem.indicator).indicator.tier3 if problem.indicator else result.project.title
    except KeyError:
        return ""


def write_text(workspace: Workspace, text: str, mark: str) -> Path:
    """Write a text beside the workbook as `<stem>-<mark>.txt`, under a free name; `SelfEvalError` where impossible.

    With a byte order mark and Windows line ends: the older Notepad reads nothing else rightly.
    """
    path, tail = workspace.source.path, f"-{mark}.txt"
    target = free_name(path.with_name(clipped(path.stem, NAME_LIMIT - len(tail.encode("utf-8"))) + tail))
    # Whoever prints the file on a terminal must not have it obey what a workbook says.
    write_bytes(target, harmless(text).replace("\n", "\r\n").encode("utf-8-sig", "replace"), overwrite=False)
    return target
