"""What follows when a reviewer takes a finding: the deduction that the pack proposes for it, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.problems import Problem, Translate
from selfeval.core.review.facts import TAKEN
from selfeval.core.review.proposals import Verdict, proposals, verdict_key
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.deductions import Deduction, read_deductions, with_one


def with_taken(
    values: Iterable[tuple[FactKey, str | None]],
    findings: Iterable[Problem],
    reviewer: Evaluation,
    pack: RulePack,
    translate: Translate,
) -> Mapping[FactKey, str | None]:
    """The values, and for each finding taken among them its deduction, unless the values state that kind themselves.

    Its reason is what the reviewer wrote with the verdict, else the finding in the language of `translate`.
    """
    given = dict(values)
    for one in proposals(findings, reviewer, pack):
        said = given.get(verdict_key(one.finding)) or ""
        word, _, why = said.partition("：")
        if one.kind is None or word != TAKEN or one.verdict is Verdict.TAKEN:
            continue
        key = FactKey(one.finding.project, one.finding.indicator, "deduction")
        now = given.get(key)
        if now is None:
            now = _standing(reviewer, key)
        if any(other.rule is one.kind for other in read_deductions(now, pack.deductions)[0]):
            continue
        reason = why or one.finding.message.render(translate)
        given[key] = with_one(now, pack.deductions, Deduction(one.kind, 0, reason))
    return given


def _standing(reviewer: Evaluation, key: FactKey) -> str:
    project = reviewer.department.project(key.project)
    row = next((item for item in project.indicators if item.id == key.indicator), None)
    return reviewer.indicator_value(project, row, "deduction") if row is not None else ""
