"""Reasons of a scored workbook that are no longer those it was written with: the forms against 偏差分析."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.problems import CellRef, Problem, Severity, msg, untranslated
from selfeval.core.report.tables import deviations
from selfeval.core.scoring.results import Assessment
from selfeval.excel.book.grid import Grid
from selfeval.excel.paper.cells import fitting, safe_text
from selfeval.excel.scored.lists_write import NO_REASON, NOT_NEEDED
from selfeval.excel.scored.verify.figures import BLANK

_FIRST, _PROJECT, _NAME, _REASON = 4, 1, 3, 9


def changed_reasons(assessment: Assessment, grid: Grid) -> Iterator[Problem]:
    """S507 for each indicator whose reason on its form differs from the one in 偏差分析, the list of points lost."""
    places = {
        (result.project.title, scored.indicator.tier3): (result.project.id, scored.indicator)
        for result in assessment.projects
        for scored in result.indicators
    }
    for place, cells in enumerate(deviations(assessment, untranslated).rows, start=_FIRST):
        names = (str(cells[0]), str(cells[2] or ""))
        found = (grid.text(place, _PROJECT), grid.text(place, _NAME))
        if cells[1] is None or names not in places or _plain(found[0]) + _plain(found[1]) != _plain("".join(names)):
            continue
        now, before = str(cells[8] or ""), grid.text(place, _REASON)
        if _plain(now) == _plain(before):
            continue
        project, item = places[names]
        message = msg(
            "A fact was changed after scoring: {what} is {now} here, and {before} in {cell}.",
            what=msg("the reason"),
            now=now.strip() or BLANK,
            before=BLANK if before in {NO_REASON, NOT_NEEDED} else before or BLANK,
            cell=str(grid.ref(place, _REASON)),
        )
        hint = msg("If the new reason is right, open the workbook in the program and write it again; else restore it.")
        where = item.cells.get("reason") or CellRef(grid.title, grid.ref(place, _REASON).cell)
        yield Problem("S507", Severity.ERROR, message, hint, where, now, project, item.id)


def _plain(text: str) -> str:
    """A text as its cell holds it, whatever was made of its blanks; "" for what the list says where there is none."""
    plain = "".join(fitting(safe_text(text))[0].split())
    return "" if plain in {NO_REASON, NOT_NEEDED} else plain
