"""The program's findings as proposals that a reviewer takes or leaves; none of them is a judgement by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.problems import Problem
from selfeval.core.records import dataclass
from selfeval.core.review.facts import LEFT, TAKEN, verdict_field
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.deductions import DeductionRule, read_deductions

_VERDICT = verdict_field("")


class Verdict(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    TAKEN = TAKEN
    LEFT = LEFT


@dataclass(frozen=True, slots=True)
class Proposal:
    """A finding in front of the reviewer.

    Attributes:
        finding: as `check` lists it.
        kind: the deduction that the pack proposes for it, None where it proposes none.
        verdict: what the reviewer said; the same for all findings of one code in one row.
        why: the reviewer's words with it.
    """

    finding: Problem
    kind: DeductionRule | None
    verdict: Verdict
    why: str


def proposals(findings: Iterable[Problem], reviewer: Evaluation, pack: RulePack) -> tuple[Proposal, ...]:
    """The findings in their order, each with the deduction that it suggests and what the reviewer made of it."""
    return tuple(_proposal(finding, reviewer, pack) for finding in findings)


def _proposal(finding: Problem, reviewer: Evaluation, pack: RulePack) -> Proposal:
    kind = next((rule for rule in pack.deductions if finding.code in rule.codes), None) if finding.indicator else None
    text = reviewer.facts.get(verdict_key(finding), "")
    word, _, why = text.partition("：")
    verdict = Verdict(word) if word in {TAKEN, LEFT} else Verdict.OPEN
    if kind is not None and verdict is Verdict.OPEN and _struck(finding, kind, reviewer, pack):
        verdict = Verdict.TAKEN
    return Proposal(finding, kind, verdict, why)


def _struck(finding: Problem, kind: DeductionRule, reviewer: Evaluation, pack: RulePack) -> bool:
    """Whether the reviewer has entered the proposed deduction for the row by hand."""
    text = reviewer.facts.get(FactKey(finding.project, finding.indicator, "deduction"), "")
    return any(one.rule is kind for one in read_deductions(text, pack.deductions)[0])


def without_finding(
    values: Iterable[tuple[FactKey, str | None]], findings: Iterable[Problem]
) -> dict[FactKey, tuple[Problem, ...]]:
    """Verdicts on what was not found in their row or project, each with the findings of its code elsewhere in it."""
    found = tuple(findings)
    known = {verdict_key(one) for one in found}
    lost = [key for key, text in values if key.field.startswith(_VERDICT) and text and key not in known]
    return {
        key: tuple(one for one in found if one.project == key.project and verdict_field(one.code) == key.field)
        for key in lost
    }


def verdict_key(finding: Problem) -> FactKey:
    """Where the verdict on a finding is kept."""
    return FactKey(finding.project, finding.indicator, verdict_field(finding.code))


def verdict_text(verdict: Verdict, why: str) -> str:
    """A verdict as it is kept."""
    return f"{verdict.value}：{why}" if why else verdict.value


def open_ones(found: Iterable[Proposal]) -> Iterator[Proposal]:
    """Those on which nothing was said yet."""
    return (one for one in found if one.verdict is Verdict.OPEN)
