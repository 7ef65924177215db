"""Which month is watched, what it shows, and its form on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from selfeval.core.checks.months.findings import month_problems
from selfeval.core.evaluation import Evaluation
from selfeval.core.monitoring.fields import months_entered
from selfeval.core.monitoring.monitor import monitor, monitor_project
from selfeval.core.monitoring.results import Monitoring, MonthProject
from selfeval.core.problems import Message, Problem, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import budget_year
from selfeval.excel.monitoring.write import monitoring_workbook
from selfeval.i18n import translator
from selfeval.store.atomic import write_bytes
from selfeval.workspace import clock
from selfeval.workspace.output.scored import default_path, free_name
from selfeval.workspace.output.target import checked_workbook
from selfeval.workspace.work.workspace import Workspace

_MARCH = 3


@dataclass(frozen=True, slots=True)
class Watched:
    """A month with its findings."""

    month: Monitoring
    problems: tuple[Problem, ...]


def watch(evaluation: Evaluation, pack: RulePack, month: int) -> Watched:
    """What is known at the end of a month, with its lights and findings."""
    found = monitor(evaluation, pack, month)
    return Watched(found, month_problems(found))


def watch_project(evaluation: Evaluation, pack: RulePack, project: str, month: int) -> MonthProject:
    """One project at the end of a month, without the findings, which speak of all."""
    return monitor_project(Monitoring(evaluation, pack, budget_year(evaluation), month, ()), project, month)


def usual_month(evaluation: Evaluation, pack: RulePack) -> int:
    """The month to look at where none is named: the last one entered, else the last of the pack's that is over."""
    entered = months_entered(evaluation)
    if entered:
        return entered[-1]
    months = [one.month for one in pack.monitoring.months] or [_MARCH]
    today, year = clock.today(), budget_year(evaluation)
    if year is not None and today.year > year:
        return months[-1]
    return max((one for one in months if one < today.month), default=months[0])


def form_path(workbook: Path, year: int | None, month: int, wanted: Path | None = None, *,
              inputs: Sequence[Path] = (), force: bool = False) -> Path:  # fmt: skip
    """Where the form goes: `<stem>-监控6月-<year>.xlsx` beside the workbook; errors as for scored workbooks."""
    usual = default_path(workbook, year, f"监控{month}月")
    return checked_workbook(wanted or usual, (workbook, *inputs), force=force)


def write_form(watched: Watched, target: Path, *, force: bool = False) -> Message | None:
    """Write the form; a word where a text is too long for its cell.

    Raises:
        SelfEvalError: F301 … F305 it cannot be written.
    """
    data, left_out = monitoring_workbook(watched.month, watched.problems, translator("zh"))
    write_bytes(target, data, overwrite=force)
    if not left_out:
        return None
    return msg("These texts are too long for a cell and end early there: {cells}", cells="、".join(left_out))


def write_form_of(workspace: Workspace, month: int) -> tuple[Path, Message | None]:
    """Write the form of a work in progress beside its workbook, under a name that is free; errors as `write_form`."""
    watched = watch(workspace.evaluation, workspace.pack, month)
    target = free_name(default_path(workspace.source.path, workspace.assessment.year, f"监控{month}月"))
    return target, write_form(watched, target)
