"""Numbers and days that an outcome only mentions: planned, left, by how much; numbers of another unit or of several."""

from datetime import date
from decimal import Decimal

import pytest

from selfeval.core.readings import ActualKind
from tests.core.test_plain_forms import asked, read

PEOPLE = {"tier2": "数量指标", "name": "培训人数"}


@pytest.mark.parametrize(
    ("target", "actual", "offer"),
    [
        ("≥1000人", "超额完成50人", "1050人"),
        ("≥1000人", "比目标多50人", "1050人"),
        ("≥1000人", "较年初计划增加50人", "1050人"),
        ("≥1000人", "超目标值50人", "1050人"),
        ("≥1000人", "还差50人", "950人"),
        ("≥1000人", "尚缺约50人", "950人"),
        ("≥1000人", "未完成50人", "950人"),
        ("≥1000人", "剩余50人未完成", "950人"),
        ("≥1000人", "50人尚未参加培训", "950人"),
        ("≥1000人", "未达到1000人", ""),
        ("≥1000人", "拟培训1000人", ""),
        ("≥1000人", "预计年底前培训1000人", ""),
        ("≥1000人", "年度目标1000人", ""),
        ("≤120万元", "节约1.5万元", "118.5万元"),
        ("≤120万元", "结余1.5万元", "118.5万元"),
        ("≤120万元", "超支5万元", "125万元"),
        ("≤90天", "提前5天", "85天"),
        ("≤90天", "延期10天", "100天"),
        ("≤5个工作日", "压缩2个工作日", "3个工作日"),
        ("≥120次", "每月10次", "120次"),
        ("≥120次", "月均开展10次", "120次"),
        ("≥120次", "平均每季度30次", "120次"),
        ("≥120次", "每周2次", ""),
        ("≥120次", "每村3次", ""),
        ("≥12公里", "三年累计30公里", ""),
        ("≥12公里", "2023-2025年累计30公里", ""),
        ("≥12公里", "近三年共30公里", ""),
        ("≥12公里", "上年完成13公里", ""),
        ("≥12公里", "2024年完成13公里", ""),
        ("≥12公里", "取消3公里", "9公里"),
        ("≥12公里", "正在建设3公里", "9公里"),
        ("≥12公里", "合同约定12公里", ""),
        ("≥12公里", "已招标12公里", ""),
        ("≥12公里", "指标值为12公里", ""),
    ],
)
def test_what_is_planned_left_or_only_differs_is_not_what_was_achieved(target, actual, offer):
    found = read(actual, target, **PEOPLE)
    assert (found.kind, found.doubts, asked(found)) == (ActualKind.UNREADABLE, ("A102",), {"no_outcome": offer})


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [
        ("≥1000人", "未完成，因洪灾只培训了800人", "800"),
        ("≥1000人", "950人，未达标", "950"),
        ("≥1000人", "950人（未完成原因：洪灾）", "950"),
        ("≥1000人", "接待1200人", "1200"),
        ("≥1000人", "按计划完成1000人", "1000"),
        ("≥1000人", "完成年度计划1000人", "1000"),
        ("≥1000人", "超额完成1050人", "1050"),
        ("≥1000人", "超额完成，实际培训1050人", "1050"),
        ("≥1000人", "1000人 未完成原因：无", "1000"),
        ("≥12个", "引进急需紧缺人才12个", "12"),
        ("≥3次", "应急演练3次", "3"),
        ("≥3次", "模拟演练3次", "3"),
        ("≥95%", "达到预期95%", "95"),
        ("≥1000人", "全年累计培训1000人", "1000"),
        ("≥1000人", "2025年培训1000人", "1000"),
        ("≥1000人", "2024-2025学年资助1000人", "1000"),
        ("≥1000人", "安排就业1000人", "1000"),
        ("≥1000人", "平均1000人", "1000"),
        ("≥3次", "每年3次", "3"),
    ],
)
def test_the_same_words_elsewhere_take_nothing_away(target, actual, value):
    found = read(actual, target, tier2="数量指标", name="活动")
    assert (found.kind, found.value, asked(found)) == (ActualKind.NUMBER, Decimal(value), {})


@pytest.mark.parametrize(
    ("name", "target", "actual", "value"),
    [
        ("结余资金", "≤5万元", "结余3万元", "3"),
        ("节约资金", "≥5万元", "节约6万元", "6"),
        ("延期天数", "≤5天", "延期2天", "2"),
        ("提前完工天数", "≥5天", "提前6天", "6"),
        ("剩余工程量", "≤5项", "剩余3项", "3"),
        ("未办结件数", "≤5件", "未办结3件", "3"),
        ("超标次数", "≤2次", "超标1次", "1"),
        ("招生计划数", "≥300人", "招生计划300人", "300"),
        ("月均巡查次数", "≥10次", "月均10次", "10"),
        ("巡查频次", "≥10次", "每月10次", "10"),
        ("申报专利数", "≥10项", "已申报10项", "10"),
        ("签订合同额", "≥10万元", "签订合同10万元", "10"),
        ("累计受益人数", "≥3000人", "历年累计3000人", "3000"),
        ("在建项目数", "≥3个", "在建3个", "3"),
    ],
)
def test_a_row_about_a_rest_or_a_delay_is_answered_by_one(name, target, actual, value):
    found = read(actual, target, tier2="数量指标", name=name)
    assert (found.value, asked(found)) == (Decimal(value), {})


@pytest.mark.parametrize(
    ("target", "actual", "value", "sure"),
    [
        ("≥3次", "上半年2次，下半年2次，共4次", "4", True),
        ("≥1000人", "男600人，女450人，合计1050人", "1050", True),
        ("≥500亩", "共植树520亩，其中经济林200亩", "520", True),
        ("≥10万人次", "10.5万人次，同比增长5%", "10.5", True),
        ("≤50起", "同比下降8%，共46起", "46", True),
        ("≥95%", "较上年提高3个百分点，达到98%", "98", True),
        ("≥3次", "计划3次，实际完成2次", "2", True),
        ("≥3次", "上年8次，今年11次", "11", True),
        ("≥3次", "2024年8次，2025年11次", "11", True),
        ("≥12次", "年初目标12次，年中调整为8次，实际完成11次", "11", True),
        ("≥12次", "累计30次，本年11次", "11", True),
        ("≥12次", "任务12次，已完成11次，完成率91.67%", "11", True),
        ("≥12次", "11次，完成率91.67%", "11", True),
        ("≥12次", "11次，含补办3次", "11", True),
        ("≥1000人", "应到1000人，实到950人", "950", True),
        ("≥3次", "参训80人，共4次", "4", False),
        ("≥3次", "目标3次，完成4次", "4", True),
        ("≥3次", "完成2次，未完成1次", "2", True),
        ("≤120万元", "118.5万元，节约1.5万元", "118.5", True),
        ("≥1000人", "已培训950人，50人未培训", "950", True),
    ],
)
def test_the_one_of_several_numbers_that_was_achieved(target, actual, value, sure):
    found = read(actual, target, tier2="数量指标", name="活动")
    assert (found.value, asked(found)) == (Decimal(value), {} if sure else {"embedded": ""})


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥3次", "上半年2次，下半年2次，共5次"),
        ("≥3次", "线上2次、线下2次"),
        ("≥3次", "甲乡3次，乙乡2次"),
        ("≥1000人", "男600人，女450人"),
        ("≥95%", "合格率98%，优良率60%"),
        ("≥95%", "98。5%"),
        ("≥95%", "98·5%"),
        ("≥95%", "98点5%"),
        ("≥1000人", "1 050人"),
    ],
)
def test_numbers_that_nobody_can_tell_apart_are_none(target, actual):
    assert read(actual, target, tier2="数量指标", name="活动").doubts == ("A102",)


@pytest.mark.parametrize("actual", ["近1000人", "将近1000人", "接近1000人", "≈1000人", "大概1000人", "几乎1000人"])
def test_nearly_is_about(actual):
    assert "approximate" in asked(read(actual, "≥1000人", **PEOPLE))


@pytest.mark.parametrize("actual", ["最近培训1000人", "附近村民1000人"])
def test_near_in_other_words_is_not_about(actual):
    assert "approximate" not in asked(read(actual, "≥1000人", **PEOPLE))


@pytest.mark.parametrize(("actual", "base"), [("较上年增加1次", True), ("同比增加3次", True), ("新增3次", False)])
def test_a_growth_is_no_level(actual, base):
    assert ("trend" in asked(read(actual, "≥3次", tier2="数量指标", name="培训次数"))) is base


@pytest.mark.parametrize(
    ("target", "actual", "offer"),
    [
        ("≥2万人次", "15000", "15000人次"),
        ("≥23000人次", "2.3", "2.3万人次"),
        ("≥5.2公里", "5200", "5200米"),
        ("≥30吨", "30000", "30000公斤"),
        ("≤2小时", "100", "100分钟"),
        ("≤30分钟", "0.5", "0.5小时"),
    ],
)
def test_a_bare_number_far_off_may_be_of_another_unit(target, actual, offer):
    assert asked(read(actual, target, tier2="数量指标", name="活动")) == {"unit": offer}


@pytest.mark.parametrize(
    ("target", "actual"), [("≥2万人次", "2.1"), ("≥3次", "60"), ("≤2小时", "1.5"), ("≥500米", "520")]
)
def test_a_bare_number_near_the_target_is_in_its_unit(target, actual):
    assert asked(read(actual, target, tier2="数量指标", name="活动")) == {}


@pytest.mark.parametrize(("actual", "value"), [("3天", 3), ("5日", 5), ("6天", None), ("5个自然日", 5)])
def test_calendar_days_prove_that_working_days_were_kept(actual, value):
    assert read(actual, "5个工作日内", tier2="时效指标", name="办理时限").value == value


@pytest.mark.parametrize(("actual", "offer"), [("48次", "4次/月"), ("50次", "")])
def test_a_years_count_is_offered_for_each_month(actual, offer):
    assert asked(read(actual, "≥4次/月", tier2="数量指标", name="巡查频次")) == {"unit": offer}


@pytest.mark.parametrize("actual", ["0", "0万元", "0.00"])
def test_a_cost_of_nothing_is_asked_about(actual):
    found = read(actual, "≤120万元", tier2="成本指标", name="项目总成本")
    assert found.value == 0 and "zero" in asked(found)
    assert "zero" not in asked(read(actual, "≤0万元", tier2="成本指标", name="超支额"))


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        *((name, True) for name in ("公务接待费", "因公出国（境）费", "三公经费", "公车购置费", "罚款支出", "超支额")),
        *((name, False) for name in ("培训成本", "会议费", "设备购置费", "工程造价", "征地赔偿费", "损失挽回成本")),
    ],
)
def test_an_expense_of_which_none_is_good_may_be_nothing(name, plain):
    assert ("zero" not in asked(read("0万元", "≤5万元", tier2="成本指标", name=name))) is plain


@pytest.mark.parametrize(
    "actual",
    [
        "预计2026年3月完成",
        "计划2025年12月20日完成",
        "未完成，预计2025年12月底完成",
        "2025年12月20日未完成",
        "部分于12月20日完成",
        "拟于2025年12月完工",
        "尚未验收，2025年12月20日完工",
        "2025年12月20日（未完工）",
    ],
)
def test_a_day_that_is_planned_or_on_which_nothing_was_done_is_none(actual):
    found = read(actual, "2025年12月31日前", tier2="时效指标", name="完成时间")
    assert (found.day, found.doubts, list(asked(found))) == (None, ("A102",), ["no_outcome"])


@pytest.mark.parametrize(
    "actual",
    [
        "已按计划于2025年12月20日完成",
        "2025年12月20日，按计划完成",
        "2025年12月20日（按期完成）",
        "2025年12月20日完工，未超工期",
        "2025年12月20日全部完成，未完成原因：无",
        "2025年12月20日（因国库集中支付提前关账）",
    ],
)
def test_a_day_with_a_remark_is_the_day(actual):
    found = read(actual, "2025年12月31日前", tier2="时效指标", name="完成时间")
    assert (found.day, asked(found)) == (date(2025, 12, 20), {})


@pytest.mark.parametrize(
    ("target", "actual", "asks"),
    [
        ("12月31日前", "1月5日", True),
        ("2025年11月底前", "2月", True),
        ("12月31日前", "3月5日", False),
        ("6月30日前", "1月5日", False),
        ("12月31日前", "2025年1月5日", False),
    ],
)
def test_an_early_day_without_a_year_may_be_of_the_next_one(target, actual, asks):
    assert ("year" in asked(read(actual, target, tier2="时效指标", name="完成时间"))) is asks


@pytest.mark.parametrize(
    ("actual", "value"),
    [
        ("预算120万元，支出118万元", "118"),
        ("预算120万元，实际118万元，节约2万元", "118"),
        ("批复资金120万元，已支出118万元", "118"),
        ("中央60万元、省级58万元，合计118万元", "118"),
        ("合同价118万元", "118"),
        ("结算价118万元", "118"),
    ],
)
def test_what_was_spent_beside_what_was_budgeted(actual, value):
    found = read(actual, "≤120万元", tier1="成本指标", tier2="经济成本指标", name="项目总成本")
    assert (found.value, found.doubts) == (Decimal(value), ())


@pytest.mark.parametrize(
    "actual",
    [
        "预算批复120万元",
        "中标价118万元",
        "招标控制价120万元",
        "到位资金120万元",
        "尾款18万元",
        "追加5万元",
        "单价0.5万元",
    ],
)
def test_money_that_is_no_cost(actual):
    found = read(actual, "≤120万元", tier1="成本指标", tier2="经济成本指标", name="项目总成本")
    assert (found.kind, list(asked(found))) == (ActualKind.UNREADABLE, ["no_outcome"])


@pytest.mark.parametrize(
    ("target", "name", "actual", "offer"),
    [
        ("≤2%", "差错率", "准确率98.5%", "1.5%"),
        ("≤2%", "差错率", "98.5%", "1.5%"),
        ("≥95%", "群众满意度", "3%", "97%"),
        ("≥95%", "群众满意度", "4.85", "97%"),
        ("≥95%", "群众满意度", "9.7", "97%"),
    ],
)
def test_the_other_part_of_a_whole_and_a_mark_are_asked_about(target, name, actual, offer):
    assert asked(read(actual, target, tier2="质量指标", name=name)) == {"ratio": offer}


@pytest.mark.parametrize(("target", "name", "actual"), [("≤2%", "差错率", "3%"), ("≥95%", "群众满意度", "70%")])
def test_a_share_that_only_misses_is_not(target, name, actual):
    assert asked(read(actual, target, tier2="质量指标", name=name)) == {}


@pytest.mark.parametrize(
    ("actual", "value"), [("97%满意", "97"), ("问卷回收率98%，满意度97%", "97"), ("发放问卷100份，满意率97%", "97")]
)
def test_how_many_are_content(actual, value):
    assert read(actual, "≥95%", tier1="满意度指标", name="群众满意度").value == Decimal(value)


@pytest.mark.parametrize(
    ("actual", "day", "asks"),
    [
        ("10月15日通过验收", "2025-10-15", False),
        ("推迟至11月15日", "2025-11-15", False),
        ("延期至11月", "2025-11-30", False),
        ("3月1日开工，10月15日完工", "2025-10-15", True),
        ("开工：3月1日；完工：10月15日", "2025-10-15", True),
        ("计划10月15日，实际10月20日", "2025-10-20", True),
        ("10月15日基本完成", "2025-10-15", True),
        ("主体10月15日完工", "2025-10-15", True),
    ],
)
def test_the_day_on_which_it_was_finished(actual, day, asks):
    found = read(actual, "2025年10月底前", tier2="时效指标", name="完成时间")
    assert (str(found.day), bool(asked(found))) == (day, asks)


@pytest.mark.parametrize(("name", "day"), [("完成时间", None), ("开工时间", date(2025, 10, 15))])
def test_a_day_on_which_work_began_ends_nothing(name, day):
    assert read("10月15日开工", "2025年10月底前", tier2="时效指标", name=name).day == day


@pytest.mark.parametrize("actual", ["9月15日、10月15日", "10月15日，附属工程未完成"])
def test_several_days_of_which_none_is_the_end_are_none(actual):
    assert read(actual, "2025年10月底前", tier2="时效指标", name="完成时间").day is None


@pytest.mark.parametrize("actual", ["停工10天", "顺延10天", "合同工期90天", "满分100分", "空缺3人"])
def test_other_numbers_beside_an_outcome_are_none(actual):
    unit = actual[-1]
    assert "no_outcome" in asked(read(actual, f"≤90{unit}", tier2="时效指标", name="建设"))


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [
        ("≥2.5万元/亩", "亩均2.6万元", "2.6"),
        ("≥2.5万元/亩", "每亩26000元", "2.6"),
        ("≥2.5万元/亩", "2.6万元每亩", "2.6"),
        ("≥400元/人·天", "每人每天380元", "380"),
        ("≥2.5万元/亩", "2.6万元", None),
        ("≥400元/人·天", "每天380元", None),
    ],
)
def test_for_each_in_words_is_the_unit_of_the_target(target, actual, value):
    assert read(actual, target, tier2="经济效益指标", name="产值").value == (value and Decimal(value))


@pytest.mark.parametrize(("actual", "value"), [("同比-2%", -2), ("增长率为-2%", -2), ("税收—2%", 2), ("增长9%", 9)])
def test_a_minus_behind_a_word_is_no_dash(actual, value):
    assert read(actual, "增长8%以上", tier2="经济效益指标", name="税收增长率").value == value


@pytest.mark.parametrize(
    ("actual", "value"), [("合格率-98%", 98), ("满意率-98%", 98), ("合格率为-98%", -98), ("合格率98%", 98)]
)
def test_a_dash_behind_a_share_is_no_minus(actual, value):
    found = read(actual, "≥95%", tier2="质量指标", name="合格率")
    assert found.value == value and ("A113" in found.doubts) is (value < 0)


@pytest.mark.parametrize("target", ["下降10%", "下降≥10%", "同比降低10%以上", "≥10%"])
@pytest.mark.parametrize(
    ("actual", "value", "sure"),
    [
        ("同比-12%", 12, True),
        ("变动-12%", 12, True),
        ("较上年-12%", 12, True),
        ("增长-12%", 12, True),
        ("增速为-12%", 12, True),
        ("下降率为-12%", 12, False),
        ("下降-12%", 12, True),
        ("下降12%", 12, True),
        ("增长12%", -12, True),
        ("-12%", -12, False),
    ],
)
def test_a_change_below_nothing_is_a_decrease(target, actual, value, sure):
    found = read(actual, target, tier2="生态效益指标", name="单位产值能耗下降率")
    assert (found.value, "trend" not in asked(found)) == (value, sure)
    assert "A113" not in found.doubts or value < 0


@pytest.mark.parametrize(("actual", "value"), [("较上年-2%", -2), ("较去年同期-2%", -2), ("变动率-2%", -2)])
def test_a_change_below_nothing_is_no_increase(actual, value):
    assert read(actual, "增长8%以上", tier2="经济效益指标", name="税收增长率").value == value
    assert read(actual, "≤0%", tier2="成本指标", name="三公经费变动率").value == value


@pytest.mark.parametrize(("target", "actual"), [("增长8%以上", "0.09"), ("下降5%", "0.06")])
def test_a_change_as_a_share_is_asked_about(target, actual):
    assert "A104" in read(actual, target, tier2="经济效益指标", name="增速").doubts


def test_an_amount_before_a_word_of_work_is_read():
    assert read("提前5天，85天完工", "≤90天", tier2="时效指标", name="建设工期").value == 85


@pytest.mark.parametrize(
    ("name", "actual"),
    [
        ("差错更正数", "还差5个"),
        ("停车场个数", "停工5个"),
        ("退役军人服务站", "退回5个"),
        ("未成年人保护站", "未完成5个"),
        ("超市监管数", "超额完成5个"),
        ("应急演练个数", "应完成10个"),
        ("视频点位数", "每村5个"),
        ("少年宫个数", "缺5个"),
        ("供应站点", "计划10个"),
    ],
)
def test_a_name_with_such_a_sign_by_chance_asks_for_nothing_else(name, actual):
    assert "no_outcome" in asked(read(actual, "≥10个", tier2="数量指标", name=name))


@pytest.mark.parametrize(
    ("name", "actual", "day"),
    [
        ("启动时间", "3月15日启动", date(2025, 3, 15)),
        ("公示时间", "已于3月15日公示", date(2025, 3, 15)),
        ("会议召开时间", "2025年3月15日召开会议", date(2025, 3, 15)),
        ("完成时间", "3月15日启动", None),
        ("公示时间", "3月15日至今公示", None),
        ("公示时间", "3月15日未公示", None),
        ("公示时间", "计划3月15日公示", None),
    ],
)
def test_a_day_with_what_was_done_on_it(name, actual, day):
    assert read(actual, "2025年3月底前", tier2="时效指标", name=name).day == day
