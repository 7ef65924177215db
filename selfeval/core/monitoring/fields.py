"""The facts of one month, by fields of their own: they lie in the evaluation beside those of the year's end.

`monitor.7.actual` is what an indicator had reached by the end of July. All go through the same entering, undoing and
journal as any other fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import SOURCES
from selfeval.core.problems import SelfEvalError, msg

MONTHS = range(1, 12)
"""Months to whose end the year may be watched; December is the self-evaluation itself."""

_HEAD = "monitor"
MONEY = ("executed", "forecast")
"""1–N月执行数, 全年预计执行数; each may stand by source too (`executed.fiscal`)."""
PROJECT_FACTS = (*MONEY, *(f"{amount}.{source}" for amount in MONEY for source in SOURCES))
ROW_FACTS = ("actual", "forecast", "likelihood", "causes", "reason", "measures")
"""1–N月完成情况, 全年预计完成情况, 完成目标可能性, 偏差原因 by kind, 原因说明, 备注 (what will be done about it)."""

FORM_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "executed": "执行数",
        "forecast_money": "全年预计执行数",
        "rate": "执行率",
        "actual": "执行情况",
        "forecast": "全年预计完成情况",
        "likelihood": "完成目标可能性",
        "causes": "偏差原因分析",
        "reason": "原因说明",
        "measures": "备注",
    }
)
"""What the form calls the facts; the first months stand before some of them, `1-6月执行数`."""


class MonthField(NamedTuple):
    """The month and the name of a fact of monitoring."""

    month: int
    name: str


def field(month: int, name: str) -> str:
    """The field of a fact: (7, `actual`) → `monitor.7.actual`."""
    return f"{_HEAD}.{month}.{name}"


def month_field(name: str) -> MonthField | None:
    """The month and name of a field; None for a fact that is none of monitoring."""
    head, _, rest = name.partition(".")
    month, _, fact = rest.partition(".")
    if head != _HEAD or not month.isascii() or not month.isdecimal() or int(month) not in MONTHS:
        return None
    return MonthField(int(month), fact)


def span(month: int) -> str:
    """The months of the form's headings: `1-6月`, `1月`."""
    return f"1-{month}月" if month > 1 else "1月"


def month_named(text: str) -> int:
    """The month that somebody names: `7`, `7月`, `07`.

    Raises:
        SelfEvalError: F126 it is none from 1 to 11.
    """
    bare = text.strip().removesuffix("月")
    if bare.isascii() and bare.isdecimal() and int(bare) in MONTHS:
        return int(bare)
    raise SelfEvalError(
        msg("No month of monitoring"),
        msg("“{text}” is no month from 1 to 11.", text=text),
        msg("Name the month to whose end the figures go, such as 7; December is the self-evaluation itself."),
        "F126",
    )


def months_entered(evaluation: Evaluation) -> tuple[int, ...]:
    """The months of which anything is known, in order."""
    return tuple(sorted({found.month for name, text in _facts(evaluation) if text and (found := month_field(name))}))


def _facts(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    """Every fact by its field, the workbook's own ones that nothing entered hides among them."""
    for key, text in evaluation.facts.items():
        yield key.field, text.strip()
    for project in evaluation.department.listed:
        for name in project.monitored:
            yield name, evaluation.value(project, name).strip()
        for row in project.indicators:
            for name in row.monitored:
                yield name, evaluation.indicator_value(project, row, name).strip()
