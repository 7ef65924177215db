"""Lines of a copied pack as a county clerk leaves them: each is told as it should be, and never as something else."""

import pytest

from selfeval.i18n import translator
from selfeval.rulepacks.check.check import check_file
from tests.places import ROOT

RULES = ROOT / "scoring_rules"
CENTRAL, SICHUAN = "cn-mof-2021-101", "cn-sichuan-2025"
UNIT, MISSING, LIMIT = 'money_unit = "万元"', '"满意度" = "效益"', "explain_below = 90"
YEARS, LENGTHS, ZERO = "years = { from = 2021 }", "reason = 100", 'zero_budget = "zero"'
NOT = "not"
"""Stands before what no sentence may say."""


@pytest.mark.parametrize(
    ("pack", "text", "typed", "said"),
    [
        (CENTRAL, MISSING, '"满意度" = "收益"', '应当写成："满意度" = "效益"'),  # the value is wrong, not the key
        (CENTRAL, MISSING, '"满意" = "效益"', '应当写成："满意度" = "效益"'),
        (CENTRAL, UNIT, 'money_unit = "千元"', NOT + "应当写成"),
        (CENTRAL, UNIT, 'money_unit = "亿元"', NOT + "应当写成"),
        (CENTRAL, UNIT, 'money_unit = "万 元"', "不在可选值之内：万元、元"),
        (
            CENTRAL,
            LIMIT,
            "explain_below = 90  注：未满九成要说明",
            "应当写成：explain_below = 90  # 注：未满九成要说明",
        ),
        (CENTRAL, LIMIT, "explain_below = 90  说明：按办法", "应当写成：explain_below = 90  # 说明：按办法"),
        (CENTRAL, ZERO, 'zero_budget = ""zero""', '应当写成：zero_budget = "zero"'),
        (CENTRAL, YEARS, "years = { 从 = 2021 }", "应当写成：years = { from = 2021 }"),
        (
            CENTRAL,
            YEARS,
            "years = { 起始年度 = 2021, 终止年度 = 2025 }",
            "应当写成：years = { from = 2021, to = 2025 }",
        ),
        (CENTRAL, YEARS, "years = { from = 2021, 至 = 2025 }", "应当写成：years = { from = 2021, to = 2025 }"),
        (CENTRAL, YEARS, 'years = "2020年起"', "应当写成：years = { from = 2020 }"),
        (CENTRAL, YEARS, 'years = "2020 年度以后"', "应当写成：years = { from = 2020 }"),
        (CENTRAL, YEARS, 'years = "２０２６年"', "应当写成：years = { from = 2026, to = 2026 }"),
        (CENTRAL, YEARS, "years = 2026.0", "应当写成：years = { from = 2026, to = 2026 }"),
        (CENTRAL, YEARS, "years = 2026.5", NOT + "应当写成"),
        (CENTRAL, YEARS, "years = -1", NOT + "应当写成"),
        (CENTRAL, YEARS, f"years = {'9' * 30}", NOT + "应当写成"),
        (CENTRAL, YEARS, "years = nan", NOT + "应当写成"),
        (CENTRAL, YEARS, "years = -inf", NOT + "应当写成"),
        (CENTRAL, YEARS, "years = 1e1000000", NOT + "应当写成"),
        (SICHUAN, LENGTHS, "reason = 100字", "应当写成：lengths = { goal_actual = 100, reason = 100,"),
        (SICHUAN, LENGTHS, 'reason = "100"', "reason = 100,"),
        (SICHUAN, LENGTHS, "reason = 1", "reason"),
        (SICHUAN, LENGTHS, "reason = 100.5", "整数"),
        (SICHUAN, LENGTHS, "reasons = 100", "是不是想写 reason"),
        (SICHUAN, LENGTHS, "每条原因限多少字 = 100", "reason"),
        (SICHUAN, 'lengths_cite = "form-2025"', "", "lengths 和 lengths_cite 要一起写"),
        (SICHUAN, 'lengths_cite = "form-2025"', 'lengths_cite = "form2025"', "引用的是 form2025，却没有这条依据"),
    ],
)
def test_the_line_is_told_as_it_should_be(tmp_path, pack, text, typed, said):
    source = (RULES / f"{pack}.toml").read_text(encoding="utf-8")
    assert text in source
    path = tmp_path / "mine.toml"
    path.write_text(source.replace(f'id = "{pack}"', 'id = "mine"').replace(text, typed, 1), encoding="utf-8")
    found = [problem for problem in check_file(str(path), folders=[tmp_path, RULES]) if problem.code < "R130"]
    assert len(found) == 1
    words = found[0].message.render(translator("zh")) + found[0].hint.render(translator("zh"))
    assert (said.removeprefix(NOT) in words) is not said.startswith(NOT), words
    line = source[: source.index(text)].count("\n") + 1
    if typed and "form2025" not in typed:
        assert found[0].where.sheet == f"mine.toml:{line}"
    assert "Decimal" not in words
