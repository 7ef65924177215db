"""Why an indicator does not apply, as forms print it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfeval.core.texts.words import absence
from selfeval.core.texts.words.absence import IN_NOT_APPLICABLE, joined, punctuated, split


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("指标调整 乐财预〔2025〕3号", "指标调整，乐财预〔2025〕3号"),
        ("项目取消（乐财预〔2025〕3号）", "项目取消，乐财预〔2025〕3号"),
        ("未开展：县财预[2025]第12号。", "未开展，县财预[2025]第12号"),
        ("政策取消 县财预〔2025〕12号", "政策取消，县财预〔2025〕12号"),
        ("政策取消，县财预〔2025〕12号", "政策取消，县财预〔2025〕12号"),
        ("政策取消（县财预(2025)12号）", "政策取消，县财预(2025)12号"),
        ("政策取消县财预〔2025〕12号", "政策取消县财预〔2025〕12号"),
        ("县财预〔2025〕12号", "县财预〔2025〕12号"),
        ("未开展 会议纪要第5期", "未开展，会议纪要第5期"),
        ("项目取消后并入其他项目", "项目取消后并入其他项目"),
        ("因机构改革职能划转。", "因机构改革职能划转"),
        ("未开展", "未开展"),
        ("  数据未出 ", "数据未出"),
        ("", ""),
    ],
)
def test_reason_and_document_are_parted_by_a_comma(text: str, printed: str) -> None:
    assert punctuated(text) == printed
    assert punctuated(printed) == printed


def test_state_and_document_go_together_again() -> None:
    assert split(joined("指标调整", "乐财预〔2025〕3号")) == ("指标调整", "乐财预〔2025〕3号")


@given(st.from_regex(absence._APPLIES_NOT.compiled(), fullmatch=True))
def test_words_that_formulas_look_for_are_in_every_text_that_says_it(text: str) -> None:
    assert any(word in text for word in IN_NOT_APPLICABLE)
