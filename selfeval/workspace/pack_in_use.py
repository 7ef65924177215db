"""The rule pack that an evaluation is scored by, and whether it is meant for its year."""

from __future__ import annotations

from pathlib import Path

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import budget_year
from selfeval.workspace.packs.places import tested_pack

DEFAULT_PACK = "cn-mof-2020-10"


def pack_for(evaluation: Evaluation, wanted: str | None = None, *, workbook: Path | None = None) -> RulePack:
    """The rule pack asked for, else the evaluation's own, else the national one; looked for beside `workbook` too."""
    return tested_pack(wanted or evaluation.setting("rules") or DEFAULT_PACK, workbook)


def check_year(evaluation: Evaluation, pack: RulePack) -> None:
    """Refuse a pack that is meant for other years, unless somebody has accepted it for this one (R165)."""
    year = budget_year(evaluation)
    if year is None or pack.is_for(year) or evaluation.setting("year_mismatch") == mismatch(pack, year):
        return
    raise SelfEvalError(
        msg("Rule pack of another year"),
        msg(
            "The rule pack {id} is meant for {years}, and this is the evaluation of {year}.",
            id=pack.id,
            years=f"{pack.first_year or '…'}–{pack.last_year or '…'}",
            year=str(year),
        ),
        msg("Make the pack of the year with “selfeval rules new”, or say --year-mismatch ok to use it all the same."),
        "R165",
    )


def accept_year(evaluation: Evaluation, pack: RulePack) -> tuple[FactKey, str] | None:
    """The fact that records that a pack of other years is used all the same; None where its years fit."""
    year = budget_year(evaluation)
    if year is None or pack.is_for(year):
        return None
    return FactKey("", "", "year_mismatch"), mismatch(pack, year)


def mismatch(pack: RulePack, year: int) -> str:
    """What is recorded: for which pack and year it was accepted."""
    return f"{pack.id} {year}"
