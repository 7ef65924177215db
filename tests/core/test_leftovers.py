"""What a template leaves to be replaced is known by one function, whatever it stands in."""

from __future__ import annotations

import pytest

from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.read import read_target
from selfeval.core.texts.words.leftovers import holds_placeholder, is_leftover, without_label
from selfeval.core.texts.words.targets import is_placeholder

LEFT = (
    "……", "...", "…", "*", "**", "＊＊", "XX", "××", "○○", "〇〇", "___", "≥**", "≥**%", "≥XX%", "（**）", "□",
    "指标1：……", "指标1", "指标 2：",
    "绩效指标1", "绩效指标", "三级指标", "三级指标3", "指标n", "指标N：", "指标一", "指标一：……",

    "指标名称",
    "指标内容1", "数量指标1", "服务对象满意度指标2：", "XX指标", "○○项目", "XX率",
    "（可续）", "（请填写）", "请填写指标名称", "指标值1", "目标值2：", "≥N人", "≤n%", "≥N万元",
)  # fmt: skip
REAL = (
    "修路里程", "数量指标", "产出指标", "满意度指标", "经济指标完成率",
    "指标完成率", "目标1项", "≥90%", "10", "无", "—", "/", "",
    "农村低保发放人数（≥**人）", "养护XX公里", "XX小区改造", "完成", "1号楼", "个人", "百万元", "指标值", "≥NaCl纯度",
)  # fmt: skip


@pytest.mark.parametrize("text", LEFT)
def test_a_leftover(text: str) -> None:
    assert is_leftover(text)
    assert is_placeholder(text)


@pytest.mark.parametrize("text", REAL)
def test_what_somebody_wrote_is_none(text: str) -> None:
    assert not is_leftover(text)


@pytest.mark.parametrize(
    ("text", "holds"),
    [("≥**人", True), ("达到XX%以上", True), ("第……批", True), ("≥90%", False), ("X光机", False), ("3*4米", False)],
)
def test_marks_inside_other_words(text: str, holds: bool) -> None:
    assert holds_placeholder(text) is holds


@pytest.mark.parametrize(
    "label",
    [
        "指标1：",
        "指标：",
        "指标 n: ",
        "绩效指标1：",
        "三级指标二：",
        "数量指标1：",
        "质量指标：",
        "满意度指标3:",
        "目标1：",
    ],
)
@pytest.mark.parametrize("text", ["≥90%", "不少于3次", "2025年12月底前"])
def test_what_stands_behind_a_label_of_the_template_is_read_alone(label: str, text: str) -> None:
    assert without_label(label + text) == text
    one, other = (read_target(written, tier1="产出指标", year=2025) for written in (label + text, text))
    assert (one.kind, canonical(one), one.origin) == (other.kind, canonical(other), other.origin)


@pytest.mark.parametrize("text", ["指标完成率：≥90%", "目标：提高", "≥90%", "目标人数1：3"])
def test_other_words_before_a_colon_stay(text: str) -> None:
    assert without_label(text) == text
