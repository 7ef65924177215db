"""`--select`, `--ignore` and `--severity`: which findings a command shows, and how it says what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from selfeval.commands.shared.usage import option
from selfeval.console import Console
from selfeval.core.checks.selection import OFF, Selected, Selection, selection
from selfeval.core.finding_counts import Counts, counts
from selfeval.core.problems import Message, Owner, msg

if TYPE_CHECKING:
    from selfeval.workspace.loaded import Loaded

Function = TypeVar("Function", bound=Callable[..., Any])


class Choice(TypedDict):
    """The values of the three options."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    severity: tuple[str, ...]


def select_options(command: Function) -> Function:
    """Give a command the three options, each of which may stand more than once."""
    options = (
        ("--severity", "CODE=LEVEL", msg("count findings of a code as error, warning or note, or leave them out: off")),
        ("--ignore", "CODES", msg("leave findings out whose codes begin so")),
        ("--select", "CODES", msg("only findings whose codes begin so, such as T1,A103")),
    )
    for name, metavar, about in options:
        command = option(name, metavar=metavar, multiple=True, about=about)(command)
    return command


def chosen(choice: Choice) -> Selection:
    """The selection that was asked for; `SelfEvalError` for a code or severity that there is not."""
    return selection(choice["select"], choice["ignore"], choice["severity"])


def counted(console: Console, found: Selected, loaded: Loaded) -> str:
    """How many findings there are, those of the targets and those of the evaluation, and what was left out by what."""
    off = len(loaded.switched_off)
    notes = [*found.notes(), *([msg("{count} findings left out by the rule pack", count=off)] if off else [])]
    parted = [f"  {console.text(line)}" for line in parted_lines(counts(found.problems))] if found.problems else []
    return "\n".join([console.counted(found.problems), *parted, *(console.text(note) for note in notes)])


OWNER_WORDS: Mapping[Owner, Message] = {
    Owner.TARGETS: msg("Of the approved targets: {counts}"),
    Owner.EVALUATION: msg("Of this evaluation: {counts}"),
}


def parted_lines(found: Mapping[Owner, Counts]) -> list[Message]:
    """One line for the findings of the approved targets, one for those of the evaluation."""
    lines = []
    for owner, one in found.items():
        said = msg(
            "{errors} errors, {warnings} warnings, {notes} notes",
            errors=one.errors,
            warnings=one.warnings,
            notes=one.notes,
        )
        lines.append(Message(OWNER_WORDS[owner].template, (("counts", said if one.all else msg("none")),)))
    return lines


def plain(wanted: Selection) -> dict[str, object]:
    """The selection for JSON."""
    severities = {code: level.value if level else OFF for code, level in wanted.severities.items()}
    return {"select": list(wanted.select), "ignore": list(wanted.ignore), "severities": severities}


def left_out(found: Selected, loaded: Loaded) -> dict[str, int]:
    """How many findings each option, and the rule pack, left out, for JSON."""
    return {
        "select": found.by_select,
        "ignore": found.by_ignore,
        "severity": found.by_severity,
        "rules": len(loaded.switched_off),
    }
