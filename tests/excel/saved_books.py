"""Scored workbooks of every kind that the product writes, for tests that save them again with another program."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from itertools import product

from selfeval.core.evaluation import FactKey
from selfeval.core.model import Indicator
from selfeval.core.scoring.results import Assessment
from selfeval.excel.scored.write import write_workbook
from selfeval.i18n import translator
from tests.excel.scored_books import (
    ACTUALS,
    ODD_TEXTS,
    ORIGIN,
    ROOT,
    TARGETS,
    VARIANTS,
    assessed,
    filled,
    pack,
    project,
    row,
    variant,
)

PACKS = tuple(
    path.stem for path in sorted((ROOT / "scoring_rules").glob("*.toml")) if not path.name.endswith(".cases.toml")
)


_ODD = tuple(text for text in ODD_TEXTS if not text.startswith("_x"))
"""What looks like an escape of the file format is another text once openpyxl has saved it."""


def _all_kinds() -> list[Indicator]:
    pairs = list(product(TARGETS, ACTUALS))[::7]
    return [row(f"指标{number}", target, actual, reason="因故") for number, (target, actual) in enumerate(pairs)]


def _few() -> list[Indicator]:
    return [
        row("甲", "≥90%", "85%", reason="受疫情影响"),
        row("乙", "≤10批次", "15批次", evidence="台账"),
        row("丙", "有效改善", "部分达成 70%", "效益指标", "社会效益指标"),
        row("丁", "≥5次", "", "效益指标", "社会效益指标", not_applicable="未开展"),
        row("戊", "2025年12月底前", "2025-11-30", tier2="时效指标"),
    ]


def _long() -> Assessment:
    return assessed(
        project(
            row("长", "≥90%", "85%", reason="很长的理由。" * 900, evidence="证" * 40_000), goal_actual="完成。" * 700
        )
    )


def _units() -> Assessment:
    return assessed(
        project(*_few(), title="元", money_unit="元", budget={"initial": "1,800,000", "executed": "1754000.50"}),
        project(
            *_few(), title="亿", money_unit="亿元", budget={"initial": "0.018", "plan.3": "25%", "checkpoint.3": "20"}
        ),
    )


def _signed() -> Assessment:
    names = {FactKey("", "", "preparer"): "张三", FactKey("", "", "leader"): "李四"}
    weighed = [row("重", "≥3次", "3次", weight=Decimal("33.333")), row("轻", "≥3次", "2次", weight=Decimal("6.667"))]
    return assessed(project(*weighed, budget_reason="调整" * 40), facts=names)


_MADE: dict[str, Callable[[], Assessment]] = {
    **{f"pack-{name}": (lambda name=name: assessed(project(*_few()), rules=pack(name))) for name in PACKS},  # type: ignore[misc]
    **{f"variant-{name}": (lambda name=name: assessed(project(*_few()), rules=variant(name))) for name in VARIANTS},  # type: ignore[misc]
    "filled": filled,
    "kinds": lambda: assessed(project(*_all_kinds())),
    "odd": lambda: assessed(project(*(row(text, "≥1次", text, reason=text) for text in _ODD), goals=_ODD)),
    "long": _long,
    "many": lambda: assessed(*(project(*_few(), title=f"项目{number}") for number in range(25))),
    "empty": lambda: assessed(project(budget={})),
    "units": _units,
    "signed": _signed,
}
NAMES = tuple(_MADE)


@lru_cache(maxsize=64)
def assessment(name: str) -> Assessment:
    """One of each pack that is shipped, of each variant, and of each odd thing that may stand in a workbook."""
    return _MADE[name]()


@lru_cache(maxsize=64)
def book(name: str, *, values_only: bool = False) -> bytes:
    """The workbook of one of them, as the product writes it."""
    return write_workbook(assessment(name), (), ORIGIN, translate=translator("zh"), values_only=values_only)


__all__ = ["NAMES", "PACKS", "assessment", "book"]
