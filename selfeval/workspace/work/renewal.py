"""Going on with a workbook that has changed on the disk, and what it was before."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Protocol

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Department
from selfeval.core.problems import Problem, SelfEvalError
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.department_form import without_form
from selfeval.core.scoring.results import Assessment
from selfeval.workspace import pack_in_use
from selfeval.workspace.source import Reading, Source, on_another
from selfeval.workspace.work.kept_reading import LOOKED_AT, keep_reading

if TYPE_CHECKING:
    from selfeval.store.journal.journal import Journal


class _Work(Protocol):
    """The work in progress, as far as it changes with its workbook."""

    source: Source
    evaluation: Evaluation
    pack: RulePack
    assessment: Assessment
    reading_problems: tuple[Problem, ...]


class WorkbookRenewal:
    """The workbook of a work, before and after it changed.

    Attributes:
        earlier: the workbook before the change that was noticed since the work was opened.
    """

    earlier: Department | None = None

    def __init__(self, work: _Work, journal: Journal | None) -> None:
        self._work, self._journal = work, journal

    @property
    def before(self) -> Department | None:
        """The workbook as it was before it last changed, None if it never did."""
        return self.earlier or (self._journal.before() if self._journal is not None else None)

    def changes_seen(self) -> None:
        """Note that somebody has looked at what changed; the next comparison begins with the workbook of now."""
        if self._journal is not None and not self._journal.read_only:
            with contextlib.suppress(SelfEvalError):  # then they are shown once more
                if self.before is not None:
                    self._journal.set_meta(LOOKED_AT, self._work.source.sha256)

    def renew(self, reading: Reading) -> None:
        """Go on with the workbook as it has been read anew; every entry and every step stays.

        Raises:
            SelfEvalError: F303 … F318 it cannot be kept; then nothing has changed.
        """
        work = self._work
        evaluation = on_another(reading, work.evaluation)
        pack = pack_in_use.pack_for(evaluation, workbook=reading.source.path)
        pack_in_use.check_year(evaluation, pack)
        if self._journal is not None and not self._journal.read_only:
            keep_reading(self._journal, reading, without_form(work.evaluation.department))
        self.earlier = without_form(work.evaluation.department)
        work.source, work.reading_problems = reading.source, reading.problems
        work.pack = pack
        work.assessment = assess(evaluation, pack)
        work.evaluation = work.assessment.evaluation
