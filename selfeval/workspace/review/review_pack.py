"""The rule pack of a review: the one that the form is scored by, with the kinds that reviewers may deduct by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.rules.layers import Stated
from selfeval.core.rules.pack import RulePack
from selfeval.workspace.packs.places import tested_pack

USUAL = "variant-review-checklist"
"""Whose kinds are used where the form's own pack has none; a district's practice, not verified."""
_TABLES = ("deductions", "review", "recheck", "form_quality")


def review_pack(pack: RulePack, wanted: str | None, workbook: Path) -> tuple[RulePack, Message]:
    """The pack for a review, and a word where its kinds come from another pack than the scores.

    `wanted` names a pack whose kinds, discount and form quality are used instead of the form's own.

    Raises:
        SelfEvalError: R… the wanted pack cannot be used.
    """
    if not wanted and (pack.deductions or pack.review or pack.form_quality):
        return pack, NOTHING
    other = tested_pack(wanted or USUAL, workbook)
    if other.id == pack.id:
        return pack, NOTHING
    said = msg("Scores by {pack}; deductions, discount and form quality by {other}.", pack=pack.id, other=other.id)
    if not wanted:
        said = msg(
            "The rule pack {pack} has no kinds of deduction; those of {other} are used, a district's practice that "
            "nobody has verified (--review-rules names another).",
            pack=pack.id,
            other=other.id,
        )
    return with_tables(pack, other), said


def with_tables(pack: RulePack, other: RulePack) -> RulePack:
    """The pack with the review's tables of the other, whose citations keep names of their own."""

    def own(name: str) -> str:
        return f"{other.id}:{name}" if name else ""

    stated: Mapping[str, Stated] = {
        path: replace(said, citation=own(said.citation))
        for path, said in other.stated.items()
        if path.partition(".")[0].partition("[")[0] in {*_TABLES, "review_cite"}
    }
    kept = {path: said for path, said in pack.stated.items() if path.partition(".")[0].partition("[")[0] not in _TABLES}
    return replace(
        pack,
        citations={**pack.citations, **{own(name): one for name, one in other.citations.items()}},
        stated={**kept, **stated},
        deductions=tuple(replace(rule, citation=own(rule.citation)) for rule in other.deductions),
        review=other.review,
        review_citation=own(other.review_citation),
        recheck=replace(other.recheck, citation=own(other.recheck.citation)),
        form_quality=tuple(replace(item, citation=own(item.citation)) for item in other.form_quality),
    )
