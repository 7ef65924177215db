"""What is handed in or published by when, for a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.publication import approved_on
from selfeval.workspace.headless import load
from selfeval.workspace.output.due import DueList, due_of


def due_of_file(path: Path, *, rules: str | None = None, approved: str = "", day: date | None = None) -> DueList:
    """The list of a workbook; `approved` is the day on which the accounts were approved, instead of the one entered.

    Raises:
        SelfEvalError: as for reading a workbook and choosing its rule pack; where `approved` is no
            day after the budget year.
    """
    assessment = load(path, rules=rules).assessment
    if approved:
        facts = {**assessment.evaluation.facts, FactKey("", "", "approved_on"): approved}
        assessment = assess(replace(assessment.evaluation, facts=facts), assessment.pack)
        if approved_on(assessment) is None:
            raise SelfEvalError(
                msg("Bad argument"),
                msg("“{value}” is no day after the budget year.", value=approved),
                msg("Write the day on which the accounts were approved, such as 2026-08-31."),
            )
    return due_of(assessment, path.name, day)
