"""What the words of names and texts tell a reviewer; the neighbours of each word matter more than the word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.checks import words
from selfeval.core.texts.words import names
from selfeval.core.texts.words.execution import is_execution, repeats_execution

TABLE = [
    (
        is_execution,
        "预算资金执行率 预算执行率 资金支出率 预算支出进度 年度预算执行率 执行率",
        "政策执行率 资金到位率 工程完成率 课程执行率",
    ),
    (
        repeats_execution,
        "预算资金执行率 项目资金使用率 支出进度 经费支出率 预算执行",
        "床位使用率 工程完成率 资金到位率",
    ),
    (
        names.is_share_of_whole,
        "按期结案率 满意度 预算执行率 绿化面积占比",
        "产值增长率 成本控制率 室内温度 资产负债率 培训次数",
    ),
    (names.wants_more, "办结率 群众满意度 按期完成率 资金到位率", "群众不满意率 项目未完成率 信访量 费用"),
    (
        names.wants_less,
        "投诉率 安全事故次数 森林火灾受害率 重点地区访量 越级访批次 费用支出 死亡人数",
        "投诉处理率 事故救援次数 费用减免人数 成本调查报告 低保标准 访谈次数",
    ),
    (
        words.is_vague,
        "逐步减少 有效改善 显著提升 有力保障 持续发展 显著 长远 高",
        "市级保护单位 完成验收 建立台账 是 每季度一次",
    ),
    (
        words.is_slogan,
        "促进社会和谐 加大文物保护，展示文物价值 进一步提高知名度 增加岗位",
        "增加岗位20个 提高至95% 市级保护单位 完成验收 提升",
    ),
    (
        words.within_budget,
        "本着节约的原则，控制在预算中。 不超预算 不超过年度预算 预算范围内 控制在项目预算以内",
        "控制在概算内 预算执行率 ≤180万元 编制预算 节约预算5%",
    ),
    (words.says_nothing, "无 / — 同上 没有。 N/A", "无人报名 受天气影响 无法按期供货"),
    (words.tells_sample, "发放问卷200份 抽样 调查50户 回收98％", "95% 非常满意 群众反映好"),
]
CASES = [
    (look, text, wanted)
    for look, yes, no in TABLE
    for wanted, part in ((True, yes), (False, no))
    for text in part.split()
]


@pytest.mark.parametrize(("look", "text", "wanted"), CASES, ids=[f"{look.__name__}-{text}" for look, text, _ in CASES])
def test_words_are_understood_in_their_place(look, text, wanted):
    assert look(text) is wanted


def test_the_nearest_name_is_the_most_similar_one_or_none():
    assert words.nearest("减少重点地区访量", ["信访费用支出", "重点地区访量"]) == "重点地区访量"
    assert words.nearest("减少进京访量", ["信访费用支出", "社会和谐稳定"]) == ""
    assert words.nearest("", ["甲"]) == words.nearest("甲", []) == ""


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_knows_no_punctuation(one, other):
    assert 0 <= words.alike(one, other) <= 1
    assert words.bare(one) == words.bare(f" {one}，。")
