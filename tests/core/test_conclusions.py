"""The text of a conclusion: which total and which grade it says of itself, and when that is another than computed."""

from decimal import Decimal as D

import pytest

from selfeval.core.checks.findings import all_problems
from selfeval.core.scoring.assessment import assess
from selfeval.core.texts.conclusions import read_conclusion
from tests.core.cases import PACK, evaluation, project, row

SAYS = [
    ("自评结论为优", (), ("优",)),
    ("自评得分95分，等级为优。", ("95",), ("优",)),
    ("经自评，本项目得分95分，自评等级为“优”。", ("95",), ("优",)),
    ("综合得分为 92.35 分，评价结果为良好", ("92.35",), ("良好",)),
    ("自评总分九十五分", ("95",), ()),
    ("经综合评定,得分为八十七点五分", ("87.5",), ()),
    ("得 ９５ 分", ("95",), ()),
    ("总得分：86.5", ("86.5",), ()),
    ("自评总体得分95", ("95",), ()),
    ("项目自评得满分", ("100",), ()),
    ("优（95分）", ("95",), ("优",)),
    ("评价等级：良（85.5分）", ("85.5",), ("良",)),
    ("优秀。项目按计划完成。", (), ("优秀",)),
    ("属于“优”等次，综合得分96.8分", ("96.8",), ("优",)),
    ("综合评定为“优”", (), ("优",)),
    ("最终得分：88分；评价等次：良", ("88",), ("良",)),
    ("扣2分，得98分", ("98",), ()),
    ("全年指标总得分95分", ("95",), ()),
    ("我单位自评总分为 97.5 分，自评等次为优。", ("97.5",), ("优",)),
    # full marks, parts, other years, other people's points
    ("总分100分，自评得分95分", ("95",), ()),
    ("满分100分，得分78分", ("78",), ()),
    ("产出指标得50分，效益指标得30分，预算执行率得9.5分，总分89.5分", ("89.5",), ()),
    ("项目执行率100%，得10分；满意度指标得10分；合计96分", ("96",), ()),
    ("上年得分90分，等级为优，今年得分85分，等级为良", ("85",), ("良",)),
    ("2024年度自评得分90分，等级为优", (), ()),
    ("2025年度自评得分90分", ("90",), ()),
    ("复核得分80分", (), ()),
    ("数量指标得分20分", (), ()),
    ("各项指标均得满分", (), ()),
    ("自评得分95分，距满分差5分", ("95",), ()),
    ("自评得分由78分提高到95分", (), ()),
    # lines and rates are no total
    ("自评得分在90分以上", (), ()),
    ("得分率95%", (), ()),
    ("执行率95%，扣2分", (), ()),
    ("90-100分为优，本项目得分95分", ("95",), ()),
    ("现场办理共30分钟", (), ()),
    # praise is no grade
    ("群众评价良好，社会效益显著", (), ()),
    ("服务对象满意度评价结果为优", (), ()),
    ("水质等级为优", (), ()),
    ("目标完成良好", (), ()),
    ("未达到优", (), ()),
    ("", (), ()),
]


@pytest.mark.parametrize(("text", "totals", "grades"), SAYS)
def test_what_a_conclusion_says(text, totals, grades):
    said = read_conclusion(text, 2025)
    assert tuple(str(value) for value, _ in said.totals) == totals
    assert tuple(word for word, _ in said.grades) == grades


def objections(conclusion, total, pack=PACK):
    """The codes about a conclusion of a project with this total; 10 points are those of its execution rate."""
    target, weight = D(100), D(90)
    actual = (total - 10) / weight * target
    item = row("任务", "≥100件", actual=f"{actual}件", weight=weight, reason="实际办理件数少于计划，已调整。")
    money = {"initial": "100", "executed": "100"}
    made = assess(evaluation(project(item, budget=money, kept={"conclusion": conclusion})), pack)
    assert made.projects[0].total == total
    return {one.code for one in all_problems(made) if one.code in {"S126", "S127"}}


@pytest.mark.parametrize(
    ("conclusion", "total", "codes"),
    [
        ("自评结论为优", D(82), {"S126"}),
        ("自评结论为优秀", D(82), {"S126"}),
        ("自评得分95分", D(82), {"S127"}),
        ("自评得分95分，等级为优", D(82), {"S126", "S127"}),
        ("自评得分82分，等级为良好", D(82), set()),
        ("自评得分82.0分", D(82), set()),
        ("得分82分，为优", D(82), {"S126"}),
        ("自评得分95.5分", D("95.5"), set()),
        ("自评得分96分，等级为优", D("95.5"), set()),
        ("自评得分95分，等级为优", D("95.5"), {"S127"}),
        ("项目按计划完成，群众评价良好", D(91), set()),
        ("", D(82), set()),
    ],
)
def test_a_conclusion_with_another_result_is_objected_to(conclusion, total, codes):
    assert objections(conclusion, total) == codes
