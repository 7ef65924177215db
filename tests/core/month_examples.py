"""For every check of monitoring a month that it must object to, and a neighbouring one that it must not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.monitoring.fields import PROJECT_FACTS, field
from tests.core.cases import evaluation, project, row

SOUND = {"actual": "60件", "forecast": "100件", "likelihood": "确定能"}
MONEY = {"executed": "90", "forecast": "180"}
PLAN = {f"plan.{month}": text for month, text in ((3, "25%"), (6, "50%"), (10, "75%"), (12, "100%"))}


def month(number: int = 6, target: str = "≥100件", before: Evaluation | None = None, **facts: Any) -> Evaluation:
    """A project of one indicator with the facts of a month; `money` those of the project, None for none at all."""
    money = facts.pop("money", MONEY)
    if before is None:
        initial = facts.pop("initial", "180")
        only = project(row("办件", target), budget={"initial": initial, **facts.pop("plan", PLAN)})
        before = evaluation(only)
    only = before.department.projects[0]
    values = [(FactKey(only.id, "", field(number, name)), text) for name, text in (money or {}).items()]
    item = only.indicators[0]
    values += [(FactKey(only.id, item.id, field(number, name)), text) for name, text in facts.items() if text]
    assert set(money or {}) <= set(PROJECT_FACTS)
    step = before.step(values)
    return before.enter(step) if step else before


MARCH = month(3, actual="50件", likelihood="确定能", money={"executed": "45"})


@dataclass(frozen=True)
class MonthExample:
    """`hit` raises the code in June, `miss` does not."""

    code: str
    hit: Evaluation
    miss: Evaluation


MONTH_EXAMPLES = (
    MonthExample("B140", month(**SOUND, money={"forecast": "180"}), month(**SOUND)),
    MonthExample("B140", month(actual="60件", money={}), month(money={})),
    MonthExample("B140", month(actual="60件", money={}), month(**SOUND, money={"executed.fiscal": "90"})),
    MonthExample("B141", month(**SOUND, money={"executed": "185"}), month(**SOUND, money={"executed": "180"})),
    MonthExample("B142", month(**SOUND, money={**MONEY, "forecast": "180.01"}), month(**SOUND)),
    MonthExample("B142", month(**SOUND, money={"executed": "1", "forecast": "1900000元"}), month(**SOUND)),
    MonthExample("B143", month(6, before=MARCH, **SOUND, money={"executed": "44.9"}),
                 month(6, before=MARCH, **SOUND, money={"executed": "45"})),
    MonthExample("B144", month(**SOUND, money={"executed": "90", "forecast": "85"}),
                 month(**SOUND, money={"executed": "90", "forecast": "90"})),
    MonthExample("B145", month(**SOUND, money={"executed": "90", "executed.fiscal": "80", "executed.other": "15"}),
                 month(**SOUND, money={"executed": "90", "executed.fiscal": "80", "executed.other": "10"})),
    MonthExample("B145", month(**SOUND, money={"executed": "90", "executed.fiscal": "95"}),
                 month(**SOUND, money={"executed": "90", "executed.fiscal": "80"})),
    MonthExample("B146", month(**SOUND, money={"executed": "约八十"}), month(**SOUND, money={"executed": "80万元"})),
    MonthExample("A130", month(**SOUND | {"likelihood": ""}), month(**SOUND)),
    MonthExample("A130", month(money={"executed": "90"}), month(likelihood="有可能")),
    MonthExample("A131", month(**SOUND | {"likelihood": "看情况"}), month(**SOUND | {"likelihood": "能完成"})),
    MonthExample("A132", month(**SOUND | {"likelihood": "完全不可能", "causes": "人员"}),
                 month(**SOUND | {"likelihood": "完全不可能", "reason": "两名干部借调到七月"})),
    MonthExample("A132", month(**SOUND | {"likelihood": "不可能", "reason": "无"}), month(**SOUND)),
    MonthExample("A133", month(6, before=MARCH, **SOUND | {"actual": "49件"}),
                 month(6, before=MARCH, **SOUND | {"actual": "50件"})),
    MonthExample("A133", month(6, before=MARCH, **SOUND | {"actual": "四十九件"}),
                 month(6, before=month(3, "≥90%", actual="95%"), **SOUND | {"actual": "93%"})),
    MonthExample("A134", month(**SOUND | {"actual": "120件"}), month(**SOUND | {"actual": "99件"})),
    MonthExample("A134", month(**SOUND | {"actual": "100件"}), month(target="≥90%", **SOUND | {"actual": "95%"})),
    MonthExample("A135", month(**SOUND | {"forecast": "95件"}),
                 month(**SOUND | {"forecast": "95件", "likelihood": "有可能"})),
    MonthExample("A135", month(**SOUND | {"likelihood": "完全不可能"}),
                 month(**SOUND | {"likelihood": "完全不可能", "forecast": "80件"})),
    MonthExample("A136", month(**SOUND | {"actual": ""}), month(**SOUND | {"actual": "0件"})),
    MonthExample("A137", month(**SOUND | {"likelihood": "有可能"}),
                 month(**SOUND | {"likelihood": "有可能", "measures": "七月起增派两人"})),
    MonthExample("A138", month(**SOUND | {"causes": "人员、天气"}), month(**SOUND | {"causes": "人员，硬件条件"})),
)  # fmt: skip
