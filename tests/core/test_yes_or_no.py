"""Outcomes of targets that are kept or not: rules, budgets, harms, what is set up; in the words that units use."""

import pytest

from selfeval.core.readings import ActualKind, Kind
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.read import read_target
from tests.core.test_plain_forms import asked, read

RULES = {"tier1": "产出指标", "tier2": "质量指标", "name": "资金使用合规性"}
COST = {"tier1": "成本指标", "tier2": "经济成本指标", "name": "成本控制"}


@pytest.mark.parametrize(
    ("actual", "yes"),
    [
        *(
            (text, True)
            for text in ("符合", "合规", "合法合规", "已符合", "经审计合规", "严格按规定使用", "依法依规", "均规范")
        ),
        *((text, True) for text in ("未发现违规", "无违规", "未发生违规使用资金情况", "审计未发现问题", "不存在挪用")),
        *(
            (text, False)
            for text in ("不符合", "存在违规", "存在违规问题", "有违规现象", "发现1起违规", "未按规定使用", "否")
        ),
        *(
            (text, None)
            for text in ("基本符合", "部分符合", "除个别外均符合", "符合规定，但存在个别问题", "100%", "符合率98%")
        ),
    ],
)
@pytest.mark.parametrize("target", ["符合相关规定", "符合《资金管理办法》规定", "遵守财务制度"])
def test_rules_are_kept_or_not(target, actual, yes):
    assert read_target(target, **RULES).kind is Kind.BOOLEAN
    assert read(actual, target, **RULES).yes is yes


NOTHING_WRONG = (
    "审计未发现问题",
    "经财政部门检查未发现问题",
    "未发现资金使用违规",
    "未发现违规问题，资金使用规范",
    "没有任何违规",
    "无重大违规问题",
    "无截留、挤占、挪用",
    "未挪用资金，无违规",
    "未受到处罚",
    "未发现不合规问题",
    "未发现未按规定使用资金的情况",
    "发现违规问题0个",
    "违规0起",
    "零违规",
    "全年无一起违规",
    "未查出违规",
    "无违反财经纪律情况",
    "资金使用合规，未发现违规",
    "不存在截留、挤占、挪用、虚列支出等情况，资金使用合规",
    "不存在虚列项目支出的情况，不存在截留挤占挪用资金的情况",
    "符合率100%",
    "验收合格率为100%",
    "合格率100%，符合规定",
)
SOMETHING_WRONG = (
    "有1起违规",
    "有3个问题",
    "发现违规问题10个",
    "存在不规范问题",
    "存在违反规定的情况",
    "查出1起挪用",
    "未按要求整改问题",
    "没有落实问题整改",
    "合格率100%，不符合规定",
)
NEITHER = (
    "未整改审计问题",
    "未及时整改违规问题",
    "未解决违规问题",
    "无法解决问题",
    "无人整改问题",
    "未处理违规人员",
    "没有处罚违规单位",
    "有效规避违规行为",
    "有效杜绝违规行为",
    "有力防范违规问题",
    "有序推进问题整改",
    "有问题已解决",
    "发现问题及时整改",
    "审计发现问题均已整改到位",
    "未发现违规问题未整改",
    "未发现违规，存在问题",
    "发现违规2起，挪用0起",
    "违规2起，挪用0起",
    "违规0起，挪用2起",
    "未发现违规，挪用2起",
    "未发现违规行为，审计发现1个问题",
    "不断防范违规",
    "未能及时发现问题",
    "无未整改问题",
    "不合格率100%",
)


@pytest.mark.parametrize(
    ("actual", "yes"),
    [
        *((text, True) for text in NOTHING_WRONG),
        *((text, False) for text in SOMETHING_WRONG),
        *((text, None) for text in NEITHER),
    ],
)
def test_what_is_found_and_what_is_mended(actual, yes):
    assert read(actual, "符合规定", **RULES).yes is yes


@pytest.mark.parametrize("target", ["达到《城市道路养护规范》要求", "符合《资金管理办法》规定", "符合相关规定"])
@pytest.mark.parametrize(
    ("actual", "answer", "share"),
    [
        ("基本达到", "partly", None),
        ("部分达成年度指标并具有一定效果", "partly", None),
        ("95%", "", 95),
        ("100%", "", 100),
    ],
)
def test_how_far_a_rule_was_kept_is_an_answer(target, actual, answer, share):
    found = read(actual, target, **RULES)
    assert (found.kind, found.answer, found.share) == (ActualKind.ANSWER, answer, share)


@pytest.mark.parametrize("target", ["是否符合规定", "不超预算", "是"])
def test_a_question_and_a_budget_want_yes_or_no(target):
    assert read("95%", target, **RULES).kind is ActualKind.UNREADABLE


def test_a_lone_none_may_mean_that_nothing_was_wrong():
    assert "answer" in asked(read("无", "符合相关规定", **RULES))


@pytest.mark.parametrize(
    ("actual", "yes"),
    [
        *(
            (text, True)
            for text in ("未超预算", "预算内", "控制在预算内", "等于预算", "与预算一致", "节约2万元", "未超支")
        ),
        *(
            (text, False)
            for text in ("超预算", "略超预算", "超预算2%", "未控制在预算内", "未能控制在预算内", "无法控制在预算内")
        ),
        *((text, False) for text in ("没有控制在预算范围内", "不在预算内", "难以控制在预算内")),
        *((text, None) for text in ("预算未执行", "未执行完预算", "118万元", "98%", "基本控制在预算内", "部分超预算")),
    ],
)
@pytest.mark.parametrize("target", ["不超预算", "控制在预算范围内", "≤预算金额"])
def test_a_budget_is_kept_or_not(target, actual, yes):
    assert read(actual, target, **COST).yes is yes


@pytest.mark.parametrize(
    ("actual", "yes"),
    [
        ("已建立", True),
        ("已于2025年3月建立", True),
        ("已于3月15日建立", True),
        ("已建立，未执行", None),
        ("尚未建立", False),
        ("正在建立", None),
        ("拟建立", None),
    ],
)
def test_what_is_set_up(actual, yes):
    assert read(actual, "是", tier2="质量指标", name="是否建立管理制度").yes is yes


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1000人封顶", "≤ 1000人"), ("上限1000人", "≤ 1000人"), ("下限1000人", "≥ 1000人"), ("保底1000人", "≥ 1000人")],
)
def test_the_ends_by_name(text, expected):
    assert canonical(read_target(text, tier2="数量指标", name="培训人数")) == expected


@pytest.mark.parametrize(
    ("text", "second"),
    [("95%且不低于上年", True), ("≥95%，且高于全市平均水平", True), ("≥95%且≤100%", False), ("≥95%", False)],
)
def test_a_second_condition_in_words_is_told(text, second):
    target = read_target(text, tier2="质量指标", name="合格率")
    assert ("condition" in asked(target)) is second
