"""Units that say the same or another thing, harms that are wanted few, what lasts, and words that are no number."""

from decimal import Decimal

import pytest

from selfeval.core.readings import ActualKind, Comparator, Kind
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.read import read_target
from tests.core.test_plain_forms import asked, read


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [
        ("≥15台（套）", "15台套", "15"),
        ("≥15台(套)", "16套", "16"),
        ("≥15台/套", "15台（套）", "15"),
        ("≥500人（次）", "520人次", "520"),
        ("全县23个村", "23个", "23"),
        ("≥5个", "5个项目", "5"),
        ("≥3家企业", "4家", "4"),
        ("≥300名", "312人", "312"),
        ("≥20名教师", "20名", "20"),
        ("≥12场次", "12场", "12"),
        ("≤10批次", "9批", "9"),
        ("9成以上", "95%", "9.5"),
        ("≥2万", "2.3万人次", "2.3"),
    ],
)
def test_units_that_say_the_same(target, actual, value):
    found = read(actual, target, tier2="数量指标")
    assert (found.kind, found.value, asked(found), found.doubts) == (ActualKind.NUMBER, Decimal(value), {}, ())


@pytest.mark.parametrize(
    ("target", "actual", "offer"),
    [
        ("≤500元/人", "480元", "480元/人"),
        ("≥10套", "480台", "480套"),
        ("≤500元/人·天", "480元", "480元/人·天"),
        ("≥1.5万株", "15000棵", "15000株"),
        ("≥1.5万株", "1.6万棵", "1.6万株"),
        ("≥15000株", "1.6万棵", "1.6万株"),
        ("≥2.3万人次", "23456人", "23456人次"),
        ("≥100万千瓦时", "100万度", "100万千瓦时"),
    ],
)
def test_the_unit_of_the_target_is_offered(target, actual, offer):
    assert asked(read(actual, target, tier2="成本指标"))["unit"] == offer


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥5个", "5个月"),
        ("≥5个", "5个百分点"),
        ("≥5个", "5个工作日"),
        ("≥500人", "500人次"),
        ("≥500人（次）", "500人"),
        ("≥10户", "10户次"),
        ("≤10批次", "12人"),
        ("≥10台", "10台次"),
        ("≥3场", "3天"),
        ("≥5家", "5户"),
    ],
)
def test_units_that_say_another_thing(target, actual):
    assert "A106" in read(actual, target, tier2="数量指标").doubts


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("PM2.5平均浓度", "38微克/立方米", "≤ 38微克/立方米"),
        ("区域环境噪声", "55分贝", "≤ 55分贝"),
        ("负氧离子浓度", "1500个/立方厘米", "≥ 1500个/立方厘米"),
    ],
)
def test_what_pollutes_is_at_most_so_much(name, text, expected):
    assert canonical(read_target(text, tier2="生态效益指标", name=name)) == expected


@pytest.mark.parametrize("text", ["一批", "一系列"])
def test_some_of_them_is_no_number(text):
    assert read_target(text, tier2="数量指标").kind is Kind.QUALITATIVE


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("婴儿死亡率", "0.5‰", "≤ 0.5‰"),
        ("交通事故起数", "3起", "≤ 3起"),
        ("群众投诉件数", "2件", "≤ 2件"),
        ("辍学率", "1%", "≤ 1%"),
        ("交通事故救援次数", "3次", "≥ 3次"),
        ("投诉处理率", "95%", "≥ 95%"),
        ("网站访问量", "5万次", "≥ 5万次"),
        ("接访量", "300人次", "≥ 300人次"),
    ],
)
def test_a_bare_number_of_a_harm_is_at_most_so_much(name, text, expected):
    target = read_target(text, tier2="社会效益指标", name=name)
    assert canonical(target) == expected
    assert bool(asked(target)) is expected.startswith("≤")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("图书馆开馆时间", "2800小时", "≥ 2800小时"),
        ("博物馆年开馆天数", "300天", "≥ 300天"),
        ("发热门诊开诊天数", "365天", "≥ 365天"),
        ("设备无故障运行时间", "2000小时", "≥ 2000小时"),
        ("人均体育锻炼时间", "1小时", "≥ 1小时"),
        ("故障修复时间", "2小时", "≤ 2小时"),
        ("开工所需时间", "10天", "≤ 10天"),
    ],
)
def test_what_is_open_lasts(name, text, expected):
    assert canonical(read_target(text, tier2="时效指标", name=name)) == expected


@pytest.mark.parametrize("text", ["零发生率", "零事故率", "零投诉率", "零发生"])
def test_a_rate_of_none_is_none(text):
    target = read_target(text, tier2="社会效益指标", name="安全生产")
    assert (target.comparator, target.value) == (Comparator.LE, 0)


@pytest.mark.parametrize("text", ["＃＃人", "##%", "≥##人", "??人", "？？", "≥＊＊%"])
def test_signs_to_be_replaced_are_no_target(text):
    assert asked(read_target(text, tier2="数量指标")) == {"blank": ""}


@pytest.mark.parametrize(
    "word", ["事故", "投诉", "违规", "延误", "挪用", "隐患", "欠薪", "负面舆情", "重大火灾", "数据泄露"]
)
def test_a_harm_is_known_to_targets_and_questions_alike(word):
    assert (read_target(f"无{word}").comparator, read_target(f"零{word}").value) == (Comparator.LE, 0)
    asked_whether = read_target(f"是否发生{word}")
    assert asked_whether.kind is Kind.BOOLEAN
    assert read("否", f"是否发生{word}").yes is True and read(f"发生{word}", f"是否发生{word}").yes is False


@pytest.mark.parametrize("actual", ["完成12场，参训500人次", "参训500人次，共12场"])
def test_the_number_that_the_target_counts_is_taken_and_asked_about(actual):
    found = read(actual, "≥12场", tier2="数量指标")
    assert (found.value, asked(found)) == (12, {"embedded": ""})


@pytest.mark.parametrize("actual", ["12场，县级3场", "12场，500"])
def test_two_numbers_that_could_be_meant_are_none(actual):
    assert read(actual, "≥12场", tier2="数量指标").kind is ActualKind.UNREADABLE


@pytest.mark.parametrize(("actual", "about"), [("节约12万元", False), ("约12万元", True), ("12万余元", True)])
def test_about_is_a_word_of_its_own(actual, about):
    assert ("approximate" in asked(read(actual, "≥10万元", tier2="成本指标"))) is about
