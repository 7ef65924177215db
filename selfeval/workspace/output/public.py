"""Writes the copy of a scored workbook for publication (公开), if the workbook is what its own facts give."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from selfeval.core.problems import Message, Problem, SelfEvalError, Severity, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack
from selfeval.excel.book.inventory import Removed
from selfeval.store.atomic import write_bytes
from selfeval.store.places import public_path
from selfeval.workspace.output.target import checked_workbook
from selfeval.workspace.output.verification import in_groups
from selfeval.workspace.source import journal_entries


@dataclass(frozen=True, slots=True)
class Published:
    """What came of it.

    Attributes:
        path: the copy; None where nothing was written because of `differences`.
        differences: what keeps the workbook from verifying clean.
        removed: what was left out, in words, with counts.
        problems: visible texts that should be looked at before the copy goes out (F308).
        notices: what else the person should know.
    """

    path: Path | None
    differences: tuple[Problem, ...] = ()
    removed: tuple[Removed, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[Message, ...] = ()


NOT_COPIED = frozenset({"S518"})
"""Links, names and settings of the workbook: the copy is written anew, without them."""

HIDDEN, OTHER_LAYOUT, NO_RECORD = "F213", "S522", "S521"


def publish_file(
    path: Path,
    wanted: Path | None = None,
    *,
    rules: str | None = None,
    pack: RulePack | None = None,
    force: bool = False,
    without_hidden: bool = False,
) -> Published:
    """Write the copy of a scored workbook to `wanted`, by default `<stem>-公开.xlsx` beside it.

    It is verified by `pack` if one is given, and never published if it does not verify clean. `force` allows
    overwriting an existing file. With `without_hidden` what is hidden was hidden on purpose: it is left out, and the
    copy says so.

    Raises:
        SelfEvalError: F101 … F114 and R… as for `verify_file`, F301 … F306 as for writing, F309 everything is hidden.
    """
    from selfeval.workspace.output import public_copy, verify  # xlsxwriter, pydantic

    target = checked_workbook(wanted or public_path(path), (path,), force=force)
    verified = verify.verify_file(path, rules, pack=pack)
    passed = NOT_COPIED | ({HIDDEN} if without_hidden else frozenset())
    differences = tuple(found for found in verified.differences if stands_against(found, passed))
    if differences:
        return Published(None, in_groups(differences))
    public, _, assessment = public_copy.public_copy(path, verified.pack)
    complete = all(result.complete for result in assessment.projects)
    write_bytes(target, public.data, overwrite=force)
    unheld = [found.message for found in verified.differences if found.code == NO_RECORD]
    return Published(target, (), public.removed, public.problems, (*unheld, *_notices(path, complete)))


def stands_against(found: Problem, passed: Collection[str]) -> bool:
    """Whether a finding keeps a workbook from being copied; codes that are `passed` do not.

    In a workbook of another layout nobody knows which rows of the copy the hidden ones would be.
    """
    return found.code == OTHER_LAYOUT or (found.severity is not Severity.INFO and found.code not in passed)


def refused(path: Path, differences: Sequence[Problem]) -> SelfEvalError:
    """F307: the workbook is not what its facts give, or hides a part of it."""
    hint = msg("Open the workbook in the program, write it again, and publish that.")
    if all(found.code == HIDDEN for found in differences):
        hint = msg("Show what is hidden; if it must not be published, say so: --without-hidden leaves it out.")
    if all(found.code == OTHER_LAYOUT for found in differences):
        message = msg("Another version wrote {name} in another layout; nothing was written.", name=path.name)
        return SelfEvalError(msg("Not published"), message, hint, "F307")
    return SelfEvalError(
        msg("Not published"),
        msg(
            "{name} is not what its own facts give ({count} differences, listed above); nothing was written.",
            name=path.name,
            count=len(differences),
        ),
        hint,
        "F307",
    )


def _notices(path: Path, complete: bool) -> list[Message]:
    notices = []
    if not complete:
        notices.append(msg("The evaluation is not complete; the copy says so."))
    if journal_entries(path):
        notices.append(msg("Entries made in the program since are not in this workbook, and so not in the copy."))
    return notices
