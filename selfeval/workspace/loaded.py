"""A workbook with its facts, scored: what the command line prints."""

from __future__ import annotations

from pathlib import Path

from selfeval.core.checks.registry import Stage
from selfeval.core.evaluation import Evaluation
from selfeval.core.problems import Message, Problem
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.handing_in import ToDo, still_to_do
from selfeval.core.scoring.results import Assessment
from selfeval.excel.tables.recognised import Recognised
from selfeval.workspace.packs.choice import PackChoice
from selfeval.workspace.source import Source


@dataclass(frozen=True, slots=True)
class Loaded:
    """A workbook with its facts, scored.

    Attributes:
        stage: whether only the targets were checked, or the outcomes as well.
        problems: all findings, those made while reading included, in the order of the workbook.
        notices: what the person should know about how it was loaded.
        actuals: the files that the actuals came from, empty for none.
        switched_off: the findings that the rule pack leaves out.
        recognised: how the workbook's tables were understood.
        choice: why this rule pack was taken, and which others fit.
    """

    evaluation: Evaluation
    pack: RulePack
    assessment: Assessment
    problems: tuple[Problem, ...]
    source: Source
    stage: Stage
    notices: tuple[Message, ...] = ()
    actuals: tuple[Path, ...] = ()
    switched_off: tuple[Problem, ...] = ()
    recognised: Recognised | None = None
    choice: PackChoice | None = None

    @property
    def to_do(self) -> tuple[ToDo, ...]:
        """What is left before the evaluation can be handed in, as the rule pack weighs the findings."""
        return still_to_do(self.assessment, self.problems)
