"""Numbers that only name something are no amounts; those beside them, and those behind a sign, still are."""

from __future__ import annotations

import pytest

from selfeval.core.readings import Kind
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.read import read_target


def _read(text: str):
    return read_target(text, tier1="产出指标", tier2="质量指标", year=2025)


@pytest.mark.parametrize(
    "text",
    ["3室2厅", "改造为2室1厅", "GB/T 19001", "符合GB 50300标准", "通过ISO 9001认证", "符合JTG F80标准", "DB13/T 1234",
     "符合HJ 2.2标准", "GB 50300-2013", "K0+000至K5+300", "K12+500", "第1-3批", "完成第1-3批", "第2批",
     "5A级景区", "5星级", "达到2级标准", "创建4A级"],
)  # fmt: skip
def test_a_name_is_no_amount(text: str) -> None:
    target = _read(text)
    assert target.kind in {Kind.QUALITATIVE, Kind.UNREADABLE}
    assert target.value is None


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("改造3室1厅住房20套", "≥ 20套"),
        ("创建3A级景区2个", "≥ 2个"),
        ("建成3个5A级景区", "≥ 3个"),
        ("培训3级以上医师20人", "≥ 20人"),
        ("≥3级", "≥ 3级"),
        ("加装5G基站10个", "≥ 10个"),
        ("培育1-2家", "1—2家"),
        ("GB级存储100GB", "≥ 100GB"),
        ("办公室3间", "≥ 3间"),
        ("公共厕所、会议室5个", "≥ 5个"),
    ],
)
def test_an_amount_beside_a_name_is_read(text: str, reading: str) -> None:
    assert canonical(_read(text)) == reading
