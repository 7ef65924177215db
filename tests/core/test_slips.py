"""Slips of percent and sign in ordinary rows: asked about with what may have been meant, and silence where none is."""

from decimal import Decimal

import pytest

from selfeval.core.readings import Confidence
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.read import apply_reading, read_target
from tests.core.test_actuals import ANSWERS


def asked(read, code):
    """What is offered for a doubt of this code; None where there is no such doubt."""
    found = [one for one in read.assumptions if one.code == code and one.confidence is Confidence.LOW]
    return found[0].offer if found else None


@pytest.mark.parametrize(
    ("text", "sign", "name", "tier2", "offer"),
    [
        ("0.9", "", "验收合格率", "质量指标", "≥ 90%"),
        ("0.9", "≥", "验收合格率", "质量指标", "≥ 90%"),
        ("≥0.9", "", "验收合格率", "质量指标", "≥ 90%"),
        ("1", "", "资金到位率", "时效指标", "≥ 100%"),
        ("＝１", "", "系统覆盖率", "数量指标", "= 100%"),
        ("0.85", "≥", "农户", "服务对象满意度指标", "≥ 85%"),
        ("0.85—0.95", "", "参保率", "质量指标", "85—95%"),
        ("0.3", "", "绿化面积占比", "生态效益指标", "≥ 30%"),
        ("0.98", "", "", "", "≥ 98%"),
    ],
)
def test_a_share_beside_a_percent_cell_is_asked_about(text, sign, name, tier2, offer):
    read = read_target(text, sign=sign, unit="%", name=name, tier2=tier2, year=2025)
    assert asked(read, "ratio") == offer
    confirmed = apply_reading(read, offer, name=name, tier2=tier2, year=2025)
    assert (confirmed.assumptions, canonical(confirmed)) == ((), offer)


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("0.3 | %", "≥ 30%"),
        ("≥ | 0.3 | %", "≥ 30%"),
        ("≥0.3 | %", "≥ 30%"),
        ("正向 | 大于等于 | 0.3 | 百分比", "≥ 30%"),
    ],
)
def test_cells_of_their_own_are_known_in_one_text(text, offer):
    assert asked(read_target(text, name="绿化面积占比", tier2="生态效益指标", year=2025), "ratio") == offer


@pytest.mark.parametrize(
    ("text", "name", "tier2"),
    [
        ("≥0.95%", "群众满意度", "服务对象满意度指标"),
        ("0.98%", "产品合格率", "质量指标"),
        ("≥1%", "按期办结率", "时效指标"),
    ],
)
def test_nobody_asks_for_so_little_of_a_success(text, name, tier2):
    read = read_target(text, name=name, tier2=tier2, year=2025)
    assert asked(read, "ratio") == canonical(read).replace("0.95", "95").replace("0.98", "98").replace(" 1%", " 100%")


@pytest.mark.parametrize(
    ("text", "unit", "name", "tier1", "tier2"),
    [
        ("90", "%", "验收合格率", "产出指标", "质量指标"),
        ("90%", "%", "验收合格率", "产出指标", "质量指标"),
        ("0.5", "%", "投诉率", "效益指标", "社会效益指标"),
        ("≤0.5", "%", "差错率", "产出指标", "质量指标"),
        ("0.8", "%", "粮食产量增长率", "效益指标", "经济效益指标"),
        ("0.9", "‰", "森林火灾受害率", "效益指标", "生态效益指标"),
        ("0.9", "比例", "验收合格率", "产出指标", "质量指标"),
        ("0.9", "万人", "培训人数", "产出指标", "数量指标"),
        ("0.5%", "", "占地比例", "效益指标", "社会效益指标"),
        ("0.5", "%", "管理费占比", "成本指标", "经济成本指标"),
        ("≤0.3%", "", "事故率", "效益指标", "社会效益指标"),
        ("0", "%", "投诉率", "效益指标", "社会效益指标"),
        ("下降0.5", "%", "能耗", "效益指标", "生态效益指标"),
    ],
)
def test_an_ordinary_percentage_is_not_asked_about(text, unit, name, tier1, tier2):
    read = read_target(text, unit=unit, name=name, tier1=tier1, tier2=tier2, year=2025)
    assert asked(read, "ratio") is None and asked(read, "negative") is None


@pytest.mark.parametrize(
    ("text", "name", "tier2", "offer"),
    [
        ("-100万元", "项目成本", "经济成本指标", "≤ 100万元"),
        ("≤-100万元", "项目成本", "经济成本指标", "≤ 100万元"),
        ("－２０", "项目总投资", "成本指标", "≤ 20"),
        ("-500元/人", "培训费用", "成本指标", "≤ 500元/人"),
        ("-20人", "培训人数", "数量指标", "≥ 20人"),
        ("≥-95%", "验收合格率", "质量指标", "≥ 95%"),
        ("-3批次", "抽检", "数量指标", "≥ 3批次"),
    ],
)
def test_less_than_nothing_is_asked_about(text, name, tier2, offer):
    read = read_target(text, name=name, tier2=tier2, year=2025)
    assert asked(read, "negative") == offer


@pytest.mark.parametrize(
    ("text", "name", "tier2"),
    [
        ("-100万元", "利润增减额", "经济效益指标"),
        ("≥-5%", "产值变动率", "经济效益指标"),
        ("-2℃", "冷库温度", "质量指标"),
        ("下降5%", "发案率", "社会效益指标"),
        ("±3%", "误差", "质量指标"),
        ("100万元", "项目成本", "成本指标"),
        ("-5%", "单位GDP能耗", "生态效益指标"),
    ],
)
def test_what_may_lie_below_nothing_is_not_asked_about(text, name, tier2):
    assert asked(read_target(text, name=name, tier2=tier2, year=2025), "negative") is None


RATE = {"name": "验收合格率", "tier2": "质量指标"}
PLAN = {"name": "招生计划完成率", "tier2": "数量指标"}
SATISFIED = {"name": "受益农户", "tier1": "满意度指标", "tier2": "服务对象满意度指标"}


def outcome(target, actual, where):
    unit = where.get("unit", "")
    cells = {name: text for name, text in where.items() if name != "unit"}
    return read_actual(actual, read_target(target, year=2025, unit=unit, **cells), answers=ANSWERS, year=2025)


@pytest.mark.parametrize(
    ("target", "actual", "where", "code", "value", "offer"),
    [
        ("≥95%", "106%", RATE, "A113", "106", ""),
        ("≥95%", "106", RATE, "A113", "106", ""),
        ("95", "100.5", {**RATE, "unit": "%"}, "A113", "100.5", ""),
        ("≥90%", "196%", SATISFIED, "A113", "196", ""),
        ("≥100%", "101%", {"name": "资金到位率"}, "A113", "101", ""),
        ("≥95%", "120%", {"name": "预算资金执行率"}, "A113", "120", ""),
        ("≤5%", "106%", {"name": "不合格率"}, "A113", "106", ""),
        ("≥0.95", "1.2", RATE, "A113", "1.2", ""),
        ("≥96%", "-96%", RATE, "A113", "-96", "96%"),
        ("≥90%", "106%", {"name": "政策知晓度"}, "A113", "106", ""),
        ("≥96%", "-96", RATE, "A113", "-96", "96"),
        ("≥96%", "0.96%", RATE, "A104", "0.96", "96%"),
        ("≥96%", "0.96%", {}, "A104", "0.96", "96%"),
        ("≥96%", "1%", RATE, "A104", "1", "100%"),
        ("≥90%", "0.88％", SATISFIED, "A104", "0.88", "88%"),
        ("96", "0.96%", {**RATE, "unit": "%"}, "A104", "0.96", "96%"),
        ("≥95", "0.96", RATE, "A104", "0.96", "96%"),
        ("≥0.95", "96", RATE, "A104", "96", "96%"),
        ("≥95%", "96‰", RATE, "A104", "9.6", "96%"),
        ("≤5‰", "4%", {"name": "死亡率"}, "A104", "40", "4‰"),
        ("≥0.95", "0.96%", RATE, "A104", "0.0096", "96%"),
    ],
)
def test_slips_of_an_outcome_are_asked_about_and_scored_as_written(target, actual, where, code, value, offer):
    read = outcome(target, actual, where)
    assert code in read.doubts and read.value == Decimal(value)
    note = next(one for one in read.assumptions if one.code in {"ratio", "negative", "whole"})
    assert (note.confidence, note.offer) == (Confidence.LOW, offer)


@pytest.mark.parametrize(
    ("target", "actual", "where"),
    [
        ("≥90", "106", {**SATISFIED, "name": "回收问卷"}),
        ("≥50", "106", {"name": "贷款额度"}),
        ("≥90%", "106%", {"name": "资金支持力度"}),
        ("≥95%", "100%", RATE),
        ("≤1‰", "0.05%", {"name": "差错率"}),
        ("≥95%", "970‰", RATE),
        ("≥95%", "100", RATE),
        ("≥95%", "60%", RATE),
        ("≥95%", "0%", RATE),
        ("≥100%", "106%", PLAN),
        ("≥85%", "105%", {"name": "病床使用率"}),
        ("≥100%", "108%", {"name": "国有资产保值增值率"}),
        ("≥5%", "106%", {"name": "产值增长率"}),
        ("≥5%", "-3%", {"name": "产值增长率"}),
        ("≤30%", "0.5%", {"name": "差错率"}),
        ("≥10%", "0.5%", {"name": "税收增长率"}),
        ("≥0.95", "0.98", RATE),
        ("≥0.95", "96%", RATE),
        ("≥100人", "106人", {"name": "培训人数"}),
        ("≤90%", "86%", {"name": "成本控制率"}),
        ("≥120%", "130%", {"name": "计划完成率"}),
    ],
)
def test_an_ordinary_outcome_is_not_asked_about(target, actual, where):
    read = outcome(target, actual, where)
    doubted = {one.code for one in read.assumptions if one.confidence is Confidence.LOW}
    assert not doubted & {"ratio", "negative", "whole"} and not read.doubts


def test_a_loss_without_a_whole_is_asked_about_where_it_mirrors_the_target():
    assert asked(outcome("≥90%", "-91%", {}), "negative") == "91%"
    assert asked(outcome("≥90%", "-3%", {}), "negative") is None
    assert asked(outcome("≥10人", "-12人", {}), "negative") == "12人"
