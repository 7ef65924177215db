"""The lists of sentences of a report, and where points were lost, which its tables show as well."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from selfeval.core.model import STANDARD
from selfeval.core.numbers import plain
from selfeval.core.report.facts import About, percent, score_text
from selfeval.core.report.outline import ListName
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.surveys import read_survey, with_rates

EXECUTION = "预算执行率"


def lost_points(result: ProjectResult) -> list[Scored]:
    """Indicators with a score below their weight, in the order of the form."""
    return [one for one in result.indicators if one.score is not None and one.lost > 0]


def execution_lost(result: ProjectResult) -> Decimal | None:
    """Points that the execution rate lost; None where it lost none."""
    execution = result.execution
    if not execution.applies or execution.score is None or execution.score >= execution.weight:
        return None
    return execution.weight - execution.score


def fact(about: About, one: Scored, name: str) -> str:
    """A fact of an indicator as it is entered now; of the department's form also a figure that was worked out."""
    entered = about.assessment.evaluation.indicator_value(about.project.project, one.indicator, name)
    return one.actual.text if name == "actual" and one.indicator.kind and not entered.strip() else entered


def lines_of(name: ListName, about: About) -> str:
    """Sentences one below the other, "" for none."""
    if name is ListName.GOALS:
        return "\n".join(about.project.project.goals)
    if name is ListName.SAFEGUARDS:
        return "\n".join(about.assessment.evaluation.department.safeguards)
    sentences = _surveys if name is ListName.SURVEYS else _reasons
    return "\n".join(sentences(about)) if about.result else ""


def _surveys(about: About) -> Iterator[str]:
    """One sentence for each survey, its counts and rates."""
    for one in about.project.indicators:
        if text := fact(about, one, "survey").strip():
            survey = read_survey(text)
            yield _ended(f"“{one.indicator.tier3}”问卷调查：{with_rates(survey) if survey is not None else text}")


def _reasons(about: About) -> Iterator[str]:
    """One sentence for each indicator that lost points, and for the execution rate."""
    result = about.project
    for one in lost_points(result):
        actual, reason = fact(about, one, "actual") or "未填报", fact(about, one, "reason")
        head = f"“{one.indicator.tier3}”：指标值{one.indicator.target}，实际完成值{actual}"
        if one.indicator.kind == STANDARD:
            head = f"“{one.indicator.tier3}”：按标准评分，分值{plain(one.weight.effective)}分"
        yield _because(f"{head}，扣{score_text(one.lost, about.places)}分", reason or "未填报")
    if (lost := execution_lost(result)) is not None:
        reason = about.assessment.evaluation.value(result.project, "budget_reason")
        head = f"{EXECUTION}{percent(result.execution.rate)}，扣{score_text(lost, about.places)}分"
        yield _because(head, reason) if reason else f"{head}。"
    if result.missing:
        yield f"尚有{len(result.missing)}项没有得分，未计入扣分。"
    elif not lost_points(result) and execution_lost(result) is None:
        yield "各项指标均未扣分。"


def _because(head: str, reason: str) -> str:
    return _ended(f"{head}。偏差原因及改进措施：{reason}")


def _ended(said: str) -> str:
    """A sentence with its stop, once."""
    return said if said.endswith(("。", "！", "？", "；", ".")) else f"{said}。"
