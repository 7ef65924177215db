"""T130: a target that is less demanding than what was achieved last year, in both directions and in both languages."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from selfeval.core.checks.findings import all_problems
from selfeval.core.scoring.assessment import assess
from selfeval.i18n import translator
from tests.core.cases import PACK, evaluation, project, row

CASES = [
    # target, last year's actual, whether it is less demanding
    ("≥90%", "96%", True),
    ("≥90%", "90%", False),
    ("≥90%", "85%", False),
    ("≤10批次", "8批次", True),
    ("≤10批次", "10批次", False),
    ("≤10批次", "12批次", False),
    ("＜5%", "3%", True),
    ("＞5%", "7%", True),
    ("≤185万元", "1753000元", True),
    ("不超过3个工作日", "2个工作日", True),
    ("≥1.5万元", "较好", False),
]


@pytest.mark.parametrize(("target", "last", "wanted"), CASES)
def test_less_demanding_is_said_in_words_that_hold_for_both_directions(target, last, wanted):
    item = replace(row("某指标", target), weight=D(90))
    case = evaluation(project(item), facts={("甲", item.id, "last.actual"): last})
    found = [problem for problem in all_problems(assess(case, PACK)) if problem.code == "T130"]
    assert bool(found) == wanted
    for problem in found:
        assert "要求比上年实际完成水平" in problem.message.render(translator("zh"))
        assert "宽松" in problem.message.render(translator("zh"))
        assert "less demanding" in problem.message.render(translator("en"))
        assert "低于" not in problem.message.render(translator("zh"))
