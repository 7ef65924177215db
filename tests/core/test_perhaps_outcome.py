"""Numbers whose words may make them no outcome, both ways: refused, kept with a doubt, or plainly the outcome."""

from datetime import date
from decimal import Decimal

import pytest

from tests.core.test_plain_forms import asked, read


@pytest.mark.parametrize(
    ("target", "actual", "name", "offer"),
    [
        ("≥100人次", "计划100人次，较上年增加5人次", "培训", ""),
        ("≥100人次", "计划培训100人次，完成率95%", "培训", ""),
        ("≥100人次", "预计培训100人次，出勤率95%", "培训", ""),
        ("≥100人次", "未完成20人次，完成率80%", "培训", "80人次"),
        ("≥100人次", "还差20人次，完成率80%", "培训", "80人次"),
        ("≤100万元", "超支10万元，较上年增长5%", "总成本", "110万元"),
        ("≤100万元", "节约10万元，节约率10%", "总成本", "90万元"),
        ("≤90天", "延期10天，较上年增加5天", "工期", "100天"),
    ],
)
def test_the_only_level_is_no_outcome_where_its_words_say_so(target, actual, name, offer):
    found = read(actual, target, tier2="数量指标", name=name)
    assert (found.doubts, asked(found)) == (("A102",), {"no_outcome": offer})


@pytest.mark.parametrize(
    ("target", "actual", "name", "value", "sure"),
    [
        ("5座", "计划5座，其中建成3座", "公厕", "3", True),
        ("≥15个", "共20个项目，其中已完成12个，在建8个", "完成项目数", "12", False),
        ("≥15个", "20个（其中已完成12个）", "项目数", "12", False),
        ("≥110件", "受理120件，其中办结105件", "案件", "105", False),
        ("≥110件", "受理120件，其中办结105件", "受理件数", "120", True),
        ("≥110件", "受理120件，其中办结105件", "案件办结数", "105", False),
        ("≥100处", "排查120处，其中整改95处", "隐患整改", "95", False),
        ("≥100处", "排查120处，其中整改95处", "隐患排查", "120", True),
        ("≥40人", "培训120人，其中女性50人", "女性参训", "50", False),
        ("≥40人", "培训120人，其中女50人", "女职工参训", "50", False),
        ("≥100人", "培训120人，其中女性50人", "培训人数", "120", True),
        ("≥1000人", "受益1200人，其中脱贫人口300人", "受益人口数", "1200", False),
        ("≥500亩", "植树520亩，其中经济林200亩", "造林面积", "520", True),
        ("≥10个", "安排项目15个，其中民生项目12个", "民生项目", "12", False),
        ("≥150亩", "植树520亩，其中经济林200亩", "经济林面积", "200", False),
        ("≥5座", "覆盖10个乡镇，其中新建公厕5座", "新建公厕", "5", False),
        ("≥100人次", "举办活动12场，其中培训105人次", "培训人次", "105", False),
        ("≥12场", "举办活动12场，其中培训105人次", "活动", "12", False),
        ("≥10000人", "覆盖12个村，其中受益人口1.2万人", "受益人口", "12000", False),
    ],
)
def test_a_part_is_in_the_unit_of_the_whole_and_answers_its_own_row(target, actual, name, value, sure):
    found = read(actual, target, tier2="数量指标", name=name)
    assert (found.value, asked(found)) == (Decimal(value), {} if sure else {"embedded": ""})


def test_of_two_finished_parts_none_is_taken():
    found = read("受理120件，其中办结80件、解决30件", "≥110件", tier2="数量指标", name="信访")
    assert (found.value, found.doubts) == (None, ("A102",))


@pytest.mark.parametrize(
    ("target", "actual", "value", "sure"),
    [
        ("≥5座", "新建3座，其余2座为改建", "3", False),
        ("≥5座", "已完成3座，剩余2座已于12月全部完工", "3", False),
        ("≥5座", "2024年新建3座，2025年新建2座", "2", False),
        ("≥500人", "2024年秋季260人，2025年春季260人", "260", False),
        ("≥500人", "2025年春季260人，秋季260人", "260", False),
        ("≤100万元", "已支付95万元，未支付10万元", "95", False),
        ("≤100万元", "已支付95万元，尚欠40万", "95", False),
        ("≤100万元", "已支付95万元，尾款10万元", "95", False),
        ("≤100万元", "已支付95万元，质保金10万", "95", False),
        ("≤100万元", "已支付85万元，尾款10万元", "85", True),
        ("≥3次", "完成2次，未完成1次", "2", True),
        ("≥3次", "完成2次，还差1次", "2", True),
        ("≥12次", "去年8次，今年11次", "11", True),
        ("≥1000人", "2024年秋季500人、2025年春季520人，共1020人", "1020", False),
        ("≥3座", "调整为3座，已完成3座", "3", True),
        ("≥3座", "原计划4座，调整为3座，完成3座", "3", True),
        ("≥12次", "2024年8次，2025年11次", "11", False),
        ("≥10次", "2024年8次，2025年11次", "11", True),
    ],
)
def test_what_was_put_aside_is_a_doubt_where_it_may_belong_to_the_outcome(target, actual, value, sure):
    found = read(actual, target, tier2="数量指标", name="建设")
    assert (found.value, asked(found)) == (Decimal(value), {} if sure else {"embedded": ""})


@pytest.mark.parametrize("actual", ["每人均已发放，共计50000元", "每人均享受，50000元", "每人发放，合计50000元"])
def test_an_amount_of_all_together_is_none_for_each(actual):
    assert read(actual, "500元/人", tier2="经济效益指标", name="补助").doubts == ("A106",)


@pytest.mark.parametrize("actual", ["每人500元", "人均500元", "每人发放500元", "每人均发放500元", "平均每人500元"])
def test_an_amount_said_for_each_is_one(actual):
    assert read(actual, "500元/人", tier2="经济效益指标", name="补助").value == 500


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [
        ("≥20个", "完成2024年度绩效评价项目22个", "22"),
        ("≥50个", "编制2026年部门预算52个", "52"),
        ("≥50个", "审核2024年决算52个", "52"),
        ("≥50个", "批复2026年预算52个", "52"),
        ("≥50家", "2024年度考核52家", "52"),
        ("≥50份", "汇总2024年财务报告52份", "52"),
        ("≥1部", "编纂2024年鉴1部", "1"),
        ("≥1项", "编制2026-2030年规划1项", "1"),
        ("≥1项", "编制2025-2030年发展规划1项", "1"),
        ("≥20处", "治理多年淤积河道22处", "22"),
        ("≥500人", "完成招生计划520人", "520"),
        ("≥500亩", "落实轮作计划520亩", "520"),
        ("≥100人", "三年级学生120人", "120"),
        ("≥50人", "五年制学生52人", "52"),
        ("≥50人", "两年期学员52人", "52"),
        ("≥5项", "完成国企改革三年行动任务5项", "5"),
        ("≥500亩", "种植多年生牧草520亩", "520"),
        ("≥20人", "慰问五十年党龄党员22人", "22"),
        ("≥50家", "审核上年决算52家", "52"),
        ("≥100万平方米", "2024-2025年供暖季供暖105万平方米", "105"),
        ("≥100万平方米", "2024-2025年度供暖105万平方米", "105"),
        ("≥2000人", "残疾人均享受补贴2010人", "2010"),
        ("≥30场", "各村均开展活动30场", "30"),
        ("≥2000户", "农户均已参保2010户", "2010"),
        ("≥100人次", "按年度计划培训105人次", "105"),
        ("≥100人次", "根据工作计划完成105人次", "105"),
        ("≥100人次", "按照年初计划完成105人次", "105"),
        ("≥5份", "草拟文件5份", "5"),
        ("≥5份", "拟订5份", "5"),
        ("≥5份", "拟写5份", "5"),
        ("≥50户", "动态调整52户", "52"),
        ("≥5000亩", "种植结构调整5100亩", "5100"),
        ("≥500吨", "供应520吨", "520"),
        ("≥3次", "应急响应3次", "3"),
        ("≥50例", "药品不良反应52例", "52"),
        ("≥10台", "设备到位10台", "10"),
        ("≥20人", "新招聘教师到位20人", "20"),
        ("≥500件", "受理申请520件", "520"),
        ("≥50户", "审核低保申请52户", "52"),
        ("≥50个", "环评批复52个", "52"),
        ("≥9个", "设备中标9个", "9"),
        ("≥500万元", "争取到位资金520万元", "520"),
        ("≥100万元", "收回120万元未使用资金", "120"),
        ("≥50个", "督办52个未办结事项", "52"),
    ],
)
def test_a_good_outcome_with_such_a_word_in_it_is_one(target, actual, value):
    found = read(actual, target, tier2="数量指标", name="活动")
    assert (found.value, found.doubts, asked(found)) == (Decimal(value), (), {})


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥8次", "2024年完成8次"),
        ("≥8次", "2024年8次"),
        ("≥8次", "2024年度共8次"),
        ("≥8公里", "道路2024年建成12公里"),
        ("≥8公里", "我县2024年度完成12公里"),
        ("≥8公里", "去年新建12公里"),
        ("≥8公里", "2021年至2025年累计30公里"),
        ("≥8公里", "两年内建成12公里"),
        ("≥5次", "年初计划5次"),
        ("≥5次", "项目计划5次"),
        ("≥5次", "今年拟开展5次"),
        ("≥5次", "应完成5次"),
        ("≥5次", "年中调整为5次"),
        ("≥5次", "预算调整5次"),
        ("≥50个", "尚有52个未办结事项"),
        ("≥50个", "共52个未完成任务"),
        ("≥120次", "每村3次"),
        ("≥12000人", "月均保障1020人"),
        ("≥500万元", "预算批复500万元"),
        ("≥500万元", "资金下达500万"),
    ],
)
def test_such_words_where_they_say_it_of_the_number_still_refuse_it(target, actual):
    found = read(actual, target, tier2="数量指标", name="活动")
    assert (found.doubts, asked(found)) == (("A102",), {"no_outcome": ""})


@pytest.mark.parametrize(
    ("target", "name", "actual", "value"),
    [
        ("≥2000元", "带动农户增收", "户均增收2300元", "2300"),
        ("≥500元", "农民增收", "人均增收550元", "550"),
        ("≤500元", "补助金额", "每人500元", "500"),
        ("≤5天", "办理时限", "平均每件3天", "3"),
        ("≤5天", "办理时限", "平均每件1天", "1"),
        ("≤5个工作日", "办理时限", "平均每件1个工作日", "1"),
        ("≤45人", "班额", "班均42人", "42"),
        ("≥1万吨", "日处理污水", "每天1.1万吨", "1.1"),
        ("≥1000人", "供餐", "每天1020人", "1020"),
        ("≥56小时", "图书馆开放", "每周56小时", "56"),
        ("≥1000人", "低保人数", "月均保障1020人", "1020"),
        ("700元", "低保金", "每月700元", "700"),
        ("≥100人次", "培训", "年度计划完成105人次", "105"),
        ("≥500人", "补助", "雨露计划补助520人", "520"),
        ("≥20名", "招聘教师", "特岗计划教师20名", "20"),
        ("≥20个", "评价", "完成2024年培训22个", "22"),
        ("≥5个", "项目", "上年结转项目5个", "5"),
        ("≥8座", "泵站", "调整为8座", "8"),
        ("≥100人", "就业", "近三年毕业生就业120人", "120"),
    ],
)
def test_what_may_be_no_outcome_is_kept_and_asked_about(target, name, actual, value):
    found = read(actual, target, tier2="数量指标", name=name)
    assert (found.value, found.doubts, asked(found)) == (Decimal(value), (), {"no_outcome": ""})


@pytest.mark.parametrize(
    ("target", "name", "actual", "value"),
    [
        ("≥10年", "使用年限", "预计使用年限15年", "15"),
        ("≥3年", "管护年限", "计划管护3年", "3"),
        ("≥20年", "设计使用寿命", "预计20年", "20"),
        ("≤5张", "作废票据", "作废3张", "3"),
        ("≤5天", "耽误天数", "耽误3天", "3"),
    ],
)
def test_a_row_that_asks_for_what_is_to_come_or_was_lost_is_answered_by_it(target, name, actual, value):
    found = read(actual, target, tier2="可持续影响指标", name=name)
    assert (found.value, asked(found)) == (Decimal(value), {})


@pytest.mark.parametrize(
    ("name", "actual", "value"),
    [
        ("经济效益", "节约12万元", 12),
        ("经济效益", "节约8万元", 8),
        ("产值", "节约12万元", 12),
        ("产值", "节约8万元", None),
    ],
)
def test_what_was_saved_is_a_benefit(name, actual, value):
    found = read(actual, "≥10万元", tier2="经济效益指标", name=name)
    assert found.value == value and "no_outcome" in asked(found)


def test_less_than_the_target_is_no_benefit():
    assert read("比目标少2万元", "≥10万元", tier2="经济效益指标", name="经济效益").doubts == ("A102",)


@pytest.mark.parametrize("actual", ["12月20日，无未完成事项", "按年度计划12月20日完成", "根据计划12月20日竣工"])
def test_a_day_after_a_plan_or_with_nothing_left_is_the_day(actual):
    assert read(actual, "2025年12月31日前", tier2="时效指标", name="完成时间").day == date(2025, 12, 20)


@pytest.mark.parametrize(
    "actual", ["预计12月底完成", "12月20日尚有未完成事项", "年度计划12月20日完成", "12月20日没有完成"]
)
def test_a_day_to_come_or_with_something_left_is_none(actual):
    assert read(actual, "2025年12月31日前", tier2="时效指标", name="完成时间").day is None
