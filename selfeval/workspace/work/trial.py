"""What if: other facts or another rule pack tried on a copy of the work. It has no journal and cannot be exported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from selfeval.core.evaluation import Step
from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.records import dataclass
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.workspace import pack_in_use
from selfeval.workspace.output import scored
from selfeval.workspace.work.workspace import Workspace, rescored


@dataclass(frozen=True, slots=True)
class Tried:
    """One thing that was tried, and all results before and after it."""

    step: Step
    before: Assessment
    after: Assessment


class Trial(Workspace):
    """A copy of the work; everything entered in it is forgotten with it.

    Attributes:
        base: the real work, which is never changed from here.
    """

    trial = True

    def __init__(self, base: Workspace) -> None:
        start = replace(base.evaluation, done=(), undone=())
        self.base = base
        self.start = replace(base.assessment, evaluation=start)
        super().__init__(base.source, start, base.pack, None, base.reading_problems, assessment=self.start)

    def tried(self) -> Iterator[Tried]:
        """Everything that was tried and not taken back, in order."""
        before = self.start
        for step in self.evaluation.done:
            after = _after(before, step, self.source.path)
            yield Tried(step, before, after)
            before = after

    def export(
        self,
        path: Path | None = None,
        *,
        force: bool = False,
        values_only: bool = False,
        progress: scored.Progress | None = None,
    ) -> Path:
        """Nothing can be written from here."""
        raise SelfEvalError(
            msg("Only tried"),
            msg("This is what-if: nothing of it is saved or exported."),
            msg("Leave what-if with Esc; the real result is exported there."),
        )


def _after(before: Assessment, step: Step, workbook: Path) -> Assessment:
    evaluation = before.evaluation.enter(step)
    keys = [change.key for change in step.changes]
    if all(key.project for key in keys):
        return rescored(before, evaluation, keys)
    same = evaluation.setting("rules") == before.evaluation.setting("rules")
    return assess(evaluation, before.pack if same else pack_in_use.pack_for(evaluation, workbook=workbook))
