"""Families of texts that forms are full of: none of it, time that is taken, changes, rows that do not apply, marks."""

from decimal import Decimal

import pytest

from selfeval.core.checks.findings import all_problems
from selfeval.core.problems import Severity
from selfeval.core.readings import ActualKind, Comparator, Confidence, Kind, Origin
from selfeval.core.scoring.assessment import assess
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.read import apply_reading, read_target
from selfeval.core.texts.words.absence import says_not_applicable
from tests.core.cases import PACK, evaluation, project, row

QUANTITY, QUALITY, TIME, COST = "数量指标", "质量指标", "时效指标", "成本指标"


def outcome(target, actual, name="任务", tier2=QUANTITY, **fields):
    """The scored row of 10 points and the codes of what is objected to in it."""
    item = row(name, target, tier2=tier2, actual=actual, weight=Decimal(10), **fields)
    assessment = assess(evaluation(project(item)), PACK)
    codes = {problem.code for problem in all_problems(assessment) if problem.indicator}
    return assessment.projects[0].indicators[0], codes


def doubted(target):
    return any(note.confidence is Confidence.LOW for note in target.assumptions)


NONE = [
    *("0起", "0次", "0", "0%", "0件", "0万元", "0.00%", "０次", "0 例", "零", "零起", "〇", "无", "没有", "零发生"),
    *("不发生", "未发生", "零事故", "无事故", "杜绝发生", "无安全责任事故发生", "全年未发生", "不发生群体性事件"),
    *("零投诉", "没有发生", "0起（安全事故）", "确保不发生", "力争零事故", "实现零事故", "未发现"),
    *("杜绝", "为零", "保持为零", "降至零", "无此类情况", "未发生一起", "没有发生任何一起事故", "未发生上述问题"),
]


@pytest.mark.parametrize("text", NONE)
@pytest.mark.parametrize("tier2", [QUANTITY, QUALITY, TIME, COST, "社会效益指标", ""])
def test_a_bare_zero_asks_for_none_of_it(text, tier2):
    target = read_target(text, tier1="产出指标", tier2=tier2, name="安全事故", year=2025)
    assert (target.kind, target.comparator, target.value) == (Kind.QUANTITY, Comparator.LE, 0)
    assert target.origin is Origin.ASSUMED and doubted(target)
    assert apply_reading(target, canonical(target)).origin is Origin.CONFIRMED


@pytest.mark.parametrize(
    ("actual", "points"),
    [
        *(
            (text, 10)
            for text in (
                "0",
                "0起",
                "无",
                "未发生",
                "零",
                "零起",
                "没有",
                "没有发生",
                "未发生安全事故",
                "无事故",
                "无人死亡",
                "未发现",
                "未发生一起",
                "无此类情况",
                "没有发生一例",
            )
        ),
        *((text, 0) for text in ("1", "1起", "发生1起", "3起", "发生两起", "共发生过三起", "全年发生一起")),
    ],
)
@pytest.mark.parametrize("target", ["0起", "无", "零事故", "≤0起", "=0起", "次数为0"])
def test_what_happened_against_none_of_it(target, actual, points):
    item, codes = outcome(target, actual, name="安全生产事故起数")
    assert item.score == points
    assert not codes & {"T101", "T105", "T108", "A102", "S108", "S104"}


def test_the_sign_written_out_is_another_thing():
    assert "T101" in outcome("≥0起", "0", name="安全事故")[1]
    assert not doubted(read_target("≤0起")) and not doubted(read_target("0起以下"))
    assert read_target("0次", tier2=QUANTITY, name="培训次数").comparator is Comparator.EQ


@pytest.mark.parametrize(("target", "actual"), [("≤5起", "无"), ("≤5起", "未发生"), ("≤3%", "零"), ("<2例", "没有")])
def test_none_is_a_number_under_every_limit_of_harm(target, actual):
    item, codes = outcome(target, actual, name="事故")
    assert (item.actual.value, item.score) == (0, 10) and "A102" not in codes


@pytest.mark.parametrize(
    ("target", "actual"), [("≥5次", "无"), ("≥5次", "未发生"), ("≤10万元", "无"), ("≥90%", "没有")]
)
def test_none_is_no_number_where_something_is_wanted(target, actual):
    assert "A102" in outcome(target, actual)[1]


@pytest.mark.parametrize(
    "text", ["零容忍", "动态清零", "杜绝浪费", "无缝衔接", "零距离服务", "未完成", "一次性发放", "零星采购"]
)
def test_words_that_only_begin_like_none_stay_words(text):
    assert read_target(text, tier2=QUANTITY, name="服务").kind is Kind.QUALITATIVE


ABSENT = [
    "不适用",
    "本项目不适用此指标",
    "该指标不适用",
    "不涉及",
    "/",
    "／",
    "—",
    "——",
    "-",
    "N/A",
    "不适用（项目取消）",
    *(
        "无此项指标",
        "无相关内容",
        "无该项任务",
        "未设置该指标",
        "无需设置",
        "不设此项",
        "本年无此项工作",
        "本项目无需填报",
    ),
    *("该指标不考核", "无对应指标", "没有此项内容", "无要求", "本单位不涉及该业务"),
]


@pytest.mark.parametrize("text", [*ABSENT, "无"])
def test_a_row_that_does_not_apply_is_asked_about(text):
    item, codes = outcome(text, "无", name="培训人数")
    assert (item.target.kind, item.score) == (Kind.UNREADABLE, None)
    assert "T125" in codes and not codes & {"T108", "T124", "A102", "A107", "T106"}
    marked, later = outcome(text, "无", name="培训人数", not_applicable="指标调整")
    assert marked.not_applicable and not later & {"T108", "T124", "T125", "A102"}


@pytest.mark.parametrize(
    "text",
    ["无事故", "未发生", "无障碍设施", "不设上限", "未设置围挡起数为0", "无任务遗漏", "没有工作失误", "不评价等次"],
)
def test_other_words_say_no_such_thing(text):
    assert not says_not_applicable(text)


@pytest.mark.parametrize("actual", ABSENT)
def test_an_actual_that_says_so_is_asked_about_too(actual):
    item, codes = outcome("≥5次", actual)
    assert item.score is None and "A102" not in codes and "A107" in codes
    assert "does not apply" in item.why.render()


SHORT = [
    *(("3个工作日", "办结时限"), ("90日历天", "工期"), ("2小时", "响应时间"), ("30分钟", "平均等待时间")),
    *(("12个月", "建设周期"), ("1年", "项目实施周期"), ("2周", "反馈时间"), ("5日", "送达天数"), ("20天", "审批时限")),
    *(
        ("3个季度", "施工工期"),
        ("90秒", "接警响应"),
        ("半年", "工期"),
        ("五个工作日", "处置时长"),
        ("3天", "服务响应时间"),
    ),
    ("15分钟/件", "办理时长"),
    *(("2季度", "施工周期"), ("2个半小时", "办理用时"), ("1个半月", "审批时限"), ("三天半", "到货时间")),
    *(("2h", "工单处理"), ("24H", "响应时间"), ("30min", "响应时间")),
    *(
        ("30", "合同履约时限"),
        ("90", "工期（天）"),
        ("12", "建设工期(月)"),
        ("15分", "群众等待时间"),
        ("45", "平均耗时（分钟）"),
    ),
]
LONG = [
    *(("12小时", "开放时间"), ("8小时", "服务时长"), ("10年", "档案保存期"), ("20年", "使用年限"), ("2年", "质保期")),
    *(
        ("300天", "运行天数"),
        ("5天", "培训天数"),
        ("300天", "空气质量优良天数"),
        ("7天", "公示期"),
        ("365天", "值班天数"),
    ),
    *(("300", "开放天数"), ("5", "培训天数"), ("30", "保存年限（年）")),
    *(("1年", "影响持续时间"), ("3年", "证书有效期"), ("20年", "房屋修复后使用年限"), ("3天", "办理时间缩短")),
]


@pytest.mark.parametrize("tier2", [TIME, QUALITY])
@pytest.mark.parametrize(("text", "name"), SHORT)
def test_time_that_something_takes_is_a_limit(text, name, tier2):
    target = read_target(text, tier1="产出指标", tier2=tier2, name=name, year=2025)
    assert target.comparator is Comparator.LE and doubted(target)
    assert target.assumptions[0].offer.startswith("≥")


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        *(("合同签订后90天内完工", "≤ 90天"), ("发现后24小时内处置", "≤ 24小时"), ("收到文件30日内", "≤ 30日")),
        *(
            ("批复后20日内公开", "≤ 20日"),
            ("受理后5个工作日内办结", "≤ 5个工作日"),
            ("接报后30分钟之内到达现场", "≤ 30分钟"),
        ),
        *(("自受理之日起15日内答复", "≤ 15日"), ("验收后2年内质保", "≤ 2年"), ("到货后1周内安装", "≤ 1周")),
        ("报修后2小时内上门", "≤ 2小时"),
    ],
)
@pytest.mark.parametrize("tier2", [TIME, QUALITY])
def test_within_some_time_is_a_limit_whatever_is_done_then(text, reading, tier2):
    target = read_target(text, tier1="产出指标", tier2=tier2, name="办理", year=2025)
    assert canonical(target) == reading and not doubted(target)


@pytest.mark.parametrize("text", ["2025年6月30日内完成", "12月20日前", "每月10日内报送", "第3日内部验收"])
def test_a_day_of_the_calendar_is_no_span(text):
    assert read_target(text, tier1="产出指标", tier2=TIME, name="办理", year=2025).kind is not Kind.QUANTITY


@pytest.mark.parametrize("tier2", [TIME, QUALITY])
@pytest.mark.parametrize(("text", "name"), LONG)
def test_time_that_something_lasts_is_not(text, name, tier2):
    target = read_target(text, tier1="产出指标", tier2=tier2, name=name, year=2025)
    assert target.comparator is Comparator.GE and not doubted(target)


@pytest.mark.parametrize(
    ("text", "name"), [("100%", "办结及时率"), ("12次/年", "更新频次"), ("4次", "巡查"), ("95%", "")]
)
def test_a_rate_or_a_count_is_no_span_of_time(text, name):
    assert read_target(text, tier2=TIME, name=name, year=2025).comparator is Comparator.GE


@pytest.mark.parametrize(
    ("target", "actual", "name"),
    [
        ("3个工作日", "2", "办结"),
        ("90日历天", "80日历天", "工期"),
        ("90日历天", "80天", "工期"),
        ("2周", "10天", "反馈"),
    ],
)
def test_quicker_than_asked_earns_every_point(target, actual, name):
    item, codes = outcome(target, actual, name=name, tier2=TIME, claimed_score=Decimal(10))
    assert item.score == 10 and not codes & {"S103", "S104", "S105", "A106", "T101"}


AGAINST = [
    *(("下降5%", "上升2%"), ("下降5%", "同比增长2%"), ("降低5%", "增加2%"), ("减少5%", "增幅2%"), ("压减5%", "上涨2%")),
    *(("增长5%", "下降2%"), ("提高5%", "负增长2%"), ("同比下降10%以上", "上升2%"), ("较上年减少20%以上", "反弹2%")),
    *(
        ("下降5个百分点", "上升2个百分点"),
        ("降5%", "升2%"),
        ("减少5%", "多了2%"),
        ("增收5%", "减收2%"),
        ("节约5%", "超支2%"),
    ),
    *(("增长5%", "萎缩2%"), ("增长5%", "跌2%"), ("增长5%", "少了2%"), ("缩短5天", "延长2天"), ("增产5%", "减产2%")),
]


@pytest.mark.parametrize(("target", "actual"), AGAINST)
def test_a_change_the_other_way_counts_below_nothing(target, actual):
    item, codes = outcome(target, actual, name="总量")
    assert (item.actual.value, item.score) == (-2, 0)
    assert "A112" in codes


@pytest.mark.parametrize(
    ("target", "actual", "value", "points"),
    [
        ("下降5%", "下降3%", 3, "6"),
        ("下降5%", "降幅5%", 5, "10"),
        ("下降5%", "6%", 6, "10"),
        ("下降5%", "持平", 0, "0"),
        ("增长5%", "零增长", 0, "0"),
        ("增收5%", "增收6%", 6, "10"),
        ("增长5%", "增长4%", 4, "8"),
        ("≥5%", "增长4%", 4, "8"),
        ("下降10%以上", "下降12%", 12, "10"),
        ("≥下降5%", "下降6%", 6, "10"),
        ("≥同比增长5%", "增长4%", 4, "8"),
    ],
)
def test_a_change_the_same_way_is_measured_as_before(target, actual, value, points):
    item, codes = outcome(target, actual, name="总量")
    assert (item.actual.value, item.score) == (value, Decimal(points)) and "A112" not in codes


def test_the_name_may_say_which_way():
    assert outcome("≥5%", "上升2%", name="事故下降率")[0].actual.value == -2
    assert outcome("≥5%", "下降2%", name="游客增长率")[0].actual.value == -2
    assert "A109" in outcome("下降5%", "-6%", name="发案")[1]
    assert "A109" in outcome("≤10批次", "减少3批次", name="进京访批次")[1]
    assert outcome("降至10起以下", "下降到9起", name="事故")[0].actual.value == 9


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("减少", "增加3起"),
        ("逐步减少", "增加了"),
        ("低于上年", "增加3起"),
        ("降低", "上升"),
        ("有所提高", "下降了"),
        *(("明显改善", "恶化"), ("持续下降", "不降反升"), ("稳中有升", "下降"), ("只减不增", "有所增加")),
        *(("遏制上升", "上升"), ("稳中有降", "不降反增"), ("环境质量好转", "有所退步"), ("只增不减", "减少")),
        ("不增加", "增加"),
    ],
)
def test_words_that_say_the_opposite_are_the_worst_answer(target, actual):
    item, codes = outcome(target, actual, name="情况", tier2="社会效益指标", tier1="效益指标")
    assert (item.actual.answer, item.share, item.score) == ("not_achieved", 0, 0)
    assert "A112" in codes


@pytest.mark.parametrize("actual", ["减少了", "与上年持平", "情况良好", "未恶化"])
def test_other_words_are_still_asked_about(actual):
    assert outcome("逐步减少", actual)[0].score is None


@pytest.mark.parametrize("name", ["进京访批次", "安全事故起数", "刑事案件发案率", "投诉次数"])
@pytest.mark.parametrize("target", ["同比下降10%以上", "较上年减少20%以上", "下降10%", "比上年降低5%以上"])
def test_a_decrease_is_the_ordinary_target_of_a_harm(name, target):
    item, codes = outcome(target, "下降30%", name=name)
    assert item.score == 10 and not codes & {"T103", "T113", "T125"}


UNITS = [
    *(
        ("98%(百分比)", "≥ 98%"),
        ("98％（百分比）", "≥ 98%"),
        ("98 (%)", "≥ 98%"),
        ("≥98（%）", "≥ 98%"),
        ("98(百分比)", "≥ 98%"),
        ("98%（百分数）", "≥ 98%"),
        ("≥98%(比例)", "≥ 98%"),
        ("98％（占比）", "≥ 98%"),
    ),
    *(("12（万元）", "≥ 12万元"), ("12 (元)", "≥ 12元"), ("≥5（次）", "≥ 5次"), ("428.4台（套）", "≥ 428.4台（套）")),
    *(("￥100", "≥ 100"), ("¥100万元", "≥ 100万元"), ("≤￥5万", "≤ 5万元"), ("人民币100元", "≥ 100元")),
]


@pytest.mark.parametrize(("text", "reading"), UNITS)
def test_units_in_brackets_and_currency_signs(text, reading):
    assert canonical(read_target(text, tier1="产出指标", tier2=QUALITY)) == reading


def test_a_unit_cell_may_say_percent_twice():
    assert canonical(read_target("98", unit="%（百分比）", tier1="产出指标")) == "≥ 98%"
    assert canonical(read_target("正向 | 大于等于 | 98 | 百分比(%)")) == "≥ 98%"


@pytest.mark.parametrize(
    ("target", "actual", "yes"),
    [
        *(("TRUE", "TRUE", True), ("TRUE", "FALSE", False), ("FALSE", "FALSE", True), ("TRUE", "是", True)),
        *(
            ("☑是 □否", "是", True),
            ("☑是 □否", "☑是 □否", True),
            ("☑是 □否", "□是 ☑否", False),
            ("□是 □否", "■是□否", True),
        ),
        *(("√", "√", True), ("√", "×", False), ("是", "Y", True), ("是/否", "是", True), ("有/无", "无", False)),
        *(
            ("Y/N", "n", False),
            ("建立与否", "是（√）否（ ）", True),
            ("建立与否", "R是 £否", True),
            ("定性 | 是", "是", True),
        ),
        *(("■达标 □未达标", "□达标 ■未达标", False), ("[√]是 [ ]否", "[ ]是 [√]否", False)),
        *(("☑通过 □未通过", "☑通过 □未通过", True), ("□建成 □未建成", "☑未建成", False)),
        *(("达标/不达标", "达标", True), ("☐有 ☑无", "无", True), ("对/错", "对", True)),
    ],
)
def test_marks_are_yes_or_no(target, actual, yes):
    item, codes = outcome(target, actual, tier2=QUALITY)
    assert (item.target.kind, item.actual.kind, item.actual.yes) == (Kind.BOOLEAN, ActualKind.YES_NO, yes)
    assert not codes & {"T108", "T124", "T125", "A102"}


def test_a_target_with_its_nature_is_its_words():
    item, codes = outcome("定性 | 好", "好", tier2=QUALITY)
    assert (item.target.kind, item.actual.answer, item.score) == (Kind.QUALITATIVE, "achieved", 10)
    assert not codes & {"T108", "A102", "A107"}


@pytest.mark.parametrize(("actual", "value"), [("(5%)", -5), ("（5）%", -5), ("(5)", -5), ("(5.5%)", Decimal("-5.5"))])
def test_brackets_are_the_minus_of_accounts(actual, value):
    item, codes = outcome("≥5%", actual, name="增长率")
    assert (item.actual.value, item.score) == (value, 0) and "A109" in codes


def test_a_bare_target_in_brackets_is_asked_about():
    target = read_target("(5)", tier1="产出指标")
    assert target.value == -5 and [note.offer for note in target.assumptions if note.code == "loss"] == ["≥ 5"]
    assert read_target("(≥80人)").value == 80


@pytest.mark.parametrize(
    ("name", "target"),
    [
        *(("图书无破损", "100%"), ("无破损率", "98%"), ("死亡人数", "≤0人"), ("死亡人数", "=0"), ("零投诉率", "100%")),
        *(("交通事故死亡人数核查率", "100%"), ("受害群众慰问人数", "20人"), ("安全事故检查次数", "12次")),
        ("违规问题线索核查率", "100%"),
        *(("失业人员再就业人数", "200人"), ("违法建筑拆除面积", "1000平方米"), ("黑臭水体整治条数", "3条")),
        *(
            ("污染物削减量", "100吨"),
            ("返贫户帮扶数", "10户"),
            ("超标企业关停数", "3家"),
            ("违规资金追回金额", "5万元"),
        ),
    ],
)
def test_words_inside_a_name_raise_no_doubt_where_the_reading_is_plain(name, target):
    assert "T125" not in outcome(target, "", name=name, tier2=QUALITY)[1]


@pytest.mark.parametrize(
    "name",
    [
        *("不满意率", "群众不满意度", "不合格率", "未达标率", "不良贷款率", "返工率", "漏报率", "误报率", "出错率"),
        *("超标率", "违约率", "退回率", "复发率", "损耗率", "停机率"),
    ],
)
@pytest.mark.parametrize("tier2", [QUALITY, "服务对象满意度指标"])
def test_a_bare_share_of_what_nobody_wants_is_doubted(name, tier2):
    assert doubted(read_target("5%", tier1="产出指标", tier2=tier2, name=name))
    for wanted in ("服务对象满意度", "合格率", "不合格产品处理率", "达标率"):
        assert not doubted(read_target("95%", tier1="产出指标", tier2=tier2, name=wanted))


@pytest.mark.parametrize("name", ["采购节支率", "成本收益率", "成本压降率"])
def test_what_is_gained_among_the_costs_is_doubted(name):
    assert doubted(read_target("5%", tier1="成本指标", tier2="经济成本指标", name=name))


@pytest.mark.parametrize(
    ("text", "offer"),
    [("每月1次", "≥ 12次"), ("每季度不少于2次", "≥ 8次"), ("每半年1场", "≥ 2场"), ("每周2次", ""), ("每天1次", "")],
)
def test_a_count_for_every_month_is_not_that_of_the_year(text, offer):
    notes = [
        note for note in read_target(text, tier1="产出指标", tier2=QUANTITY).assumptions if note.code == "each_time"
    ]
    assert [(note.offer or "", note.confidence) for note in notes] == [(offer, Confidence.LOW)]


@pytest.mark.parametrize(("target", "actual"), [("4次/年", "4次"), ("4次", "4次/年"), ("0次/年", "0次")])
def test_a_count_a_year_is_the_count_of_the_year(target, actual):
    item, codes = outcome(target, actual, name="任务")
    assert item.score == 10 and "A106" not in codes
    assert "A106" in outcome("1次/月", "4次")[1]


@pytest.mark.parametrize(
    ("target", "reading", "actual", "points"),
    [
        *(("三分之二以上", "≥ 66.66%", "70%", "10"), ("四分之三", "≥ 75%", "60%", "8"), ("过半", "> 50%", "51%", "10")),
        *(("一半以上", "≥ 50%", "50%", "10"), ("0.95", "≥ 0.95", "95%", "10"), ("0.8", "≥ 0.8", "60%", "7.5")),
    ],
)
def test_shares_in_other_words(target, reading, actual, points):
    item, _ = outcome(target, actual, name="比例", tier2=QUALITY)
    assert (canonical(item.target), item.score) == (reading, Decimal(points))


@pytest.mark.parametrize("text", ["1∶2", "1：2", "1:2"])
def test_a_ratio_is_not_its_first_number(text):
    assert read_target(text, tier1="产出指标", tier2=QUALITY).value is None


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("10个以上（不含10个）", "> 10个"),
        ("5%以下(不含)", "< 5%"),
        ("10个以上（含10个）", "≥ 10个"),
        ("10个（不含备用）", "≥ 10个"),
    ],
)
def test_a_limit_without_its_number(text, reading):
    assert canonical(read_target(text, tier1="产出指标", tier2=QUANTITY)) == reading


@pytest.mark.parametrize(
    "written", ["US$14万", "USD 14万", "HK$14万", "约US$14万", "支付美元 14万", "14万美元", "14万港元", "港币14万"]
)
def test_an_amount_in_another_currency_is_no_amount_in_yuan(written: str) -> None:
    limit = read_target("≤100万元", tier1="成本指标", tier2="经济成本指标", name="设备采购成本", year=2025)
    actual = read_actual(written, limit, answers={}, year=2025)
    assert (actual.kind, actual.value) == (ActualKind.UNREADABLE, None)
    assert set(actual.doubts) <= {"A102", "A106"} and actual.doubts


@pytest.mark.parametrize("written", ["￥14万", "$14万", "人民币14万元", "支出14万元", "约14万元"])
def test_a_sign_of_money_beside_an_amount_leaves_it_in_yuan(written: str) -> None:
    limit = read_target("≤100万元", tier1="成本指标", tier2="经济成本指标", name="设备采购成本", year=2025)
    assert read_actual(written, limit, answers={}, year=2025).value == 14


@pytest.mark.parametrize("text", ["良好", "较好", "良", "基本完成", "有一定效果", "达标"])
def test_what_was_asked_for_in_its_own_words_is_reached(text: str) -> None:
    """A word of a lower answer is the whole of it where the target says no more: 良好 against 良好."""
    item, codes = outcome(text, text, tier2=QUALITY)
    assert (item.actual.answer, item.score) == ("achieved", 10) and "A103" in codes
    assert outcome("有效提升", "基本达到", tier2=QUALITY)[0].actual.answer == "partly"


@pytest.mark.parametrize(
    ("name", "reading"),
    [("群众满意度90%以上", "≥ 90%"), ("工期90天以内", "≤ 90天"), ("培训人数不少于100人", "≥ 100人"), ("培训100人", "")],
)
def test_a_limit_behind_the_number_in_a_name_is_the_target(name: str, reading: str) -> None:
    target = read_target("", tier1="产出指标", tier2=QUALITY, name=name, year=2025)
    assert canonical(target) == reading and doubted(target)


@pytest.mark.parametrize(
    ("target", "actual", "severity"),
    [
        ("0起", "0起", Severity.INFO),
        ("0起", "1起", Severity.WARNING),
        ("=20台", "20台", Severity.INFO),
        ("=20台", "21台", Severity.WARNING),
        ("180日历天", "180天", Severity.INFO),
        ("180日历天", "175天", Severity.WARNING),
        ("约20台", "20台", Severity.WARNING),
        ("每月4次", "4次", Severity.WARNING),
    ],
)
def test_a_direction_that_decides_nothing_is_only_worth_a_note(target, actual, severity):
    tier2 = TIME if "天" in target else QUANTITY
    item = row("工期" if tier2 == TIME else "任务", target, tier2=tier2, actual=actual, weight=Decimal(10))
    problems = all_problems(assess(evaluation(project(item)), PACK))
    assert [problem.severity for problem in problems if problem.code == "T125"] == [severity]


@pytest.mark.parametrize(("actual", "told"), [("95%", True), ("不适用", False), ("本项目不涉及", False)])
def test_no_survey_is_missing_where_nobody_could_be_asked(actual, told):
    item = row("群众满意度", "≥90%", "满意度指标", "服务对象满意度指标", actual=actual, weight=Decimal(10))
    codes = {problem.code for problem in all_problems(assess(evaluation(project(item)), PACK))}
    assert ("A108" in codes) is told
