"""The layout of the department's own form (部门整体支出绩效自评表) as a pack states it: rows and amounts."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.numbers import halfwidth
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import AmountSource, FormRow


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """One row of the layout.

    Attributes:
        tier1, tier2, name: 一级, 二级, 三级指标; for `FormRow.DUTIES` the name of the row where the workbook has none.
        kind: how it gets its points.
        points: 分值; None where it has a `coefficient`.
        coefficient: its share in what the rows with points leave of 100, against the other coefficients.
        target: 指标值, of measured and computed rows.
        explanation: 指标解释.
        standard: 评分标准.
        formula: of a computed row; a share where the target is a percentage.
    """

    tier1: str
    name: str
    kind: FormRow
    tier2: str = ""
    points: Decimal | None = None
    coefficient: Decimal | None = None
    target: str = ""
    explanation: str = ""
    standard: str = ""
    formula: str = ""


@dataclass(frozen=True, slots=True)
class DepartmentAmount:
    """A named amount that formulas compute with, in `unit`; `source` tells what it is without an entry."""

    name: str
    unit: str = ""
    source: AmountSource = AmountSource.ENTERED


def same_name(text: str) -> str:
    """A name as rows of a filled form and of a layout are held together by: without spaces, widths and a final 分值."""
    bare = "".join(halfwidth(text).split())
    head, bracket, tail = bare.rpartition("(")
    return head if bracket and tail.rstrip(")").rstrip("分%").replace(".", "").isdecimal() and head else bare
