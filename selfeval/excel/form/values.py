"""What belongs into each field of a bureau's form, and how a cell's number format wants it written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from selfeval.core.model import AMOUNTS, KEPT_MONEY, SOURCES, WRITTEN, Project
from selfeval.core.numbers import parse_money, parse_number, plain, round_half_up
from selfeval.core.patterns import lazy
from selfeval.core.readings import Comparator, Kind, Origin
from selfeval.core.records import dataclass
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.units import convert
from selfeval.excel.book.numfmt import shown
from selfeval.excel.form.parts.patch import Value
from selfeval.excel.paper.labels import COMPARATORS, NOT_APPLICABLE
from selfeval.excel.scored.entries import actual_entry, reason_shown
from selfeval.excel.scored.form_sheet.foot import kept_rows

_QUOTED = lazy(r'"[^"]*"|\\.|\[[^\]]*\]')
_DATE = lazy(r"[yd]", re.IGNORECASE)
_PLAIN = frozenset("#,0.")
RATE_PLACES = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a field is to say.

    Attributes:
        text: as people write it.
        number: the number that may stand for it; of a percentage the fraction, of a date its serial number.
        kind: `text`, `number`, `points` (in a percent cell 10 points are 10%), `percent` or `date`.
        format: the number format under which a cell without one shows the text, "" where none is needed.
    """

    text: str
    number: Decimal | None = None
    kind: str = "text"
    format: str = ""

    def takes_format(self, code: str) -> bool:
        """Whether a cell with this number format, one without words of its own, is to show the unit by another."""
        return bool(self.format) and (code == "General" or set(code) <= _PLAIN)

    def value(self, code: str, *, date1904: bool) -> Value:
        """What to write into a cell with this number format."""
        percent = "%" in _QUOTED.sub("", code)
        dated = not percent and bool(_DATE.search(_QUOTED.sub("", code))) and code != "General"
        if self.number is None:
            return self.text
        if self.takes_format(code):
            return self.number
        if self.format and self.kind == "number":
            return self.number / 100 if percent and self.format.endswith('"%"') else self.text
        if self.kind == "percent":
            return self.number if percent else self.text
        if self.kind == "date":
            return self.number if dated and not date1904 else self.text
        if self.kind == "points" and percent:
            return self.number / 100
        return self.text if percent or dated else self.number


def text_wanted(text: str) -> Wanted:
    """A text; nothing else may become of it."""
    return Wanted(text)


def points_wanted(points: Decimal | None) -> Wanted:
    """Points, nothing where there are none yet."""
    return Wanted("") if points is None else Wanted(plain(points), points, "points")


def percent_wanted(percent: Decimal | None, text: str = "") -> Wanted:
    """A percentage given as a number of 100."""
    if percent is None:
        return Wanted(text)
    return Wanted(f"{plain(percent)}%", percent / 100, "percent")


def project_values(assessment: Assessment, result: ProjectResult, unit: str) -> dict[str, Wanted]:
    """The fields above the indicators and the totals below; amounts in the form's own `unit` of money."""
    project, evaluation = result.project, assessment.evaluation
    texts = {
        "name": project.name or project.title,
        "code": project.code,
        "department": project.department or evaluation.department.name,
        "unit": project.unit,
        "purpose": project.purpose,
        "goals": "\n".join(project.goals),
        **{name: evaluation.value(project, name) for name in ("goal_actual", "budget_reason", "finished")},
        "grade": result.grade,
        **{name: text for name, text in kept_rows(assessment, project).items() if name in WRITTEN},
    }
    wanted = {name: text_wanted(text.strip()) for name, text in texts.items()}
    for name in (*AMOUNTS, *(f"{amount}.{source}" for amount in AMOUNTS for source in SOURCES)):
        wanted[name] = _amount(result, name, unit)
    for name in KEPT_MONEY:
        wanted[name] = _kept_amount(project, name, unit)
    for month in result.budget.plan:
        wanted[f"plan.{month}"] = percent_wanted(result.budget.plan[month])
    for month in result.budget.checkpoints:
        wanted[f"checkpoint.{month}"] = percent_wanted(result.budget.checkpoints[month])
    return {**wanted, **_execution(result), **_totals(result)}


def _amount(result: ProjectResult, name: str, unit: str) -> Wanted:
    amount = result.budget.amount(name)
    if amount is None:
        return Wanted(result.budget.texts.get(name, ""))
    converted = convert(amount, result.budget.unit, unit)
    return Wanted(plain(amount) + result.budget.unit) if converted is None else _number(converted)


def _kept_amount(project: Project, name: str, unit: str) -> Wanted:
    """An amount that nobody scores, in the form's unit."""
    text = project.budget.get(name, "").strip()
    amount = parse_money(text, project.money_unit) if text else None
    converted = None if amount is None else convert(amount, project.money_unit, unit)
    return Wanted(text) if converted is None else _number(converted)


def _number(number: Decimal) -> Wanted:
    return Wanted(plain(number), number, "number")


def _execution(result: ProjectResult) -> dict[str, Wanted]:
    execution = result.execution
    if not execution.applies:
        return {"execution_score": Wanted(NOT_APPLICABLE)}
    rate = None if execution.rate is None else round_half_up(execution.rate, RATE_PLACES)
    return {
        "execution_weight": points_wanted(execution.weight),
        "rate": percent_wanted(None if rate is None else rate * 100),
        "execution_score": points_wanted(execution.score),
    }


def _totals(result: ProjectResult) -> dict[str, Wanted]:
    weights = sum((item.weight.effective for item in result.indicators), result.execution.weight)
    return {"total": points_wanted(result.total), "weight_sum": points_wanted(weights)}


def indicator_values(
    assessment: Assessment, result: ProjectResult, scored: Scored, columns: frozenset[str]
) -> Mapping[str, Wanted]:
    """The fields of one row of a form that has these columns."""
    item, evaluation = scored.indicator, assessment.evaluation

    def fact(name: str) -> str:
        return evaluation.indicator_value(result.project, item, name).strip()

    share = "" if scored.share is None else plain(scored.share)
    return {
        **{name: text_wanted(getattr(item, name)) for name in ("tier1", "tier2", "tier3", "description", "basis")},
        **_target(scored, columns),
        "actual": _actual(scored, fact("actual") or scored.actual.text),
        "weight": points_wanted(scored.weight.effective),
        "score": points_wanted(scored.score),
        "share": percent_wanted(None if scored.share is None else scored.share, share),
        "reason": text_wanted(reason_shown(fact("reason"), scored.not_applicable, fact("deduction"))),
        "evidence": text_wanted(fact("evidence")),
    }


def _actual(scored: Scored, text: str) -> Wanted:
    entry = actual_entry(scored, text)
    number = entry.number
    if number is None:
        return text_wanted(entry.text)
    if number.is_date:
        return Wanted(entry.text, number.value, "date")
    if '"' in number.format:
        return Wanted(shown(number.value, number.format)[0], number.value, "number", number.format)
    if entry.text.rstrip().endswith(("%", "％")):
        return Wanted(entry.text, number.value, "percent", number.format)
    bare = parse_number(entry.text)
    return Wanted(entry.text, bare, "number") if bare is not None else text_wanted(entry.text)


def _target(scored: Scored, columns: frozenset[str]) -> dict[str, Wanted]:
    """The target in one cell, or taken apart where the form has cells for its sign and its unit."""
    target = scored.target
    whole = {"target": text_wanted(scored.indicator.target)}
    comparator = target.comparator
    single = target.kind is Kind.QUANTITY and comparator is not None and comparator is not Comparator.BETWEEN
    if not single or target.value is None or comparator is None or not columns & {"sign", "unit"}:
        return whole
    sign = "" if target.origin is Origin.ASSUMED else COMPARATORS[comparator.value]
    in_front = "" if "sign" in columns else sign
    behind = "" if "unit" in columns else target.unit
    value = Wanted(f"{in_front}{plain(target.value)}{behind}", None if in_front or behind else target.value, "number")
    return {"target": value, "sign": text_wanted(sign), "unit": text_wanted(target.unit)}
