"""Makes the copy of a scored workbook for publication (公开)."""

from __future__ import annotations

from pathlib import Path

from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.excel.book.any_kind import opened
from selfeval.excel.scored.publish import Public, publish
from selfeval.excel.scored.read import read_scored
from selfeval.excel.scored.verify.expected import evaluation_of, figures_of
from selfeval.excel.scored.verify.workbook import matched_sheets
from selfeval.excel.tables.result import ReadResult


def public_copy(path: Path, pack: RulePack) -> tuple[Public, ReadResult, Assessment]:
    """The copy for publication of a scored workbook that verifies clean, what was read in it, and that scored."""
    book, data, _ = opened(path)
    result = read_scored(book)
    assessment = assess(evaluation_of(result), pack)
    sheets = matched_sheets(book, assessment, result)
    public = publish(book, data, assessment, sheets, figures_of(assessment, live=False))
    return public, result, assessment
