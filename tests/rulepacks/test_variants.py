"""Every variant of the domain's table (what varies from place to place) has a pack and a worked case that pins it."""

from pathlib import Path

import pytest

from selfeval.rulepacks.check.cases import run
from selfeval.rulepacks.finding import bundled_folder
from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.text.files import CASES

PACKS = Path(__file__).parent / "packs"
VARIANTS = [
    # matter, variant, pack, words in the title of the case that pins it
    ("execution weight", "10", "cn-mof-2020-10", "执行率 79.27%：7.93 分"),
    ("execution weight", "20 (Hubei)", "cn-hubei", "79.27% × 20"),
    ("execution weight", "9", "execution-9", "9"),
    ("execution weight", "none", "variant-weights-40-40-20", "执行率不影响总分"),
    ("tier-1 weights", "50/30/10", "cn-mof-2020-10", "产出 50 分给四个"),
    ("tier-1 weights", "40/40 incl. satisfaction", "cn-hubei", "40、30、10"),
    ("tier-1 weights", "20/40/20/10", "cn-mof-2021-101", "成本 20、产出 40、效益 20、满意度 10"),
    ("tier-1 weights", "40/40/20", "variant-weights-40-40-20", "40、40、20"),
    ("tier-1 weights", "10/30/25/5+…", "weights-10-30-25-5", "成本 10、产出 30、效益 25、满意度 5"),
    ("tier-1 weights", "产出 + 效益 = 80, split by the unit", "free-split", "产出 55"),
    ("tier-1 weights", "the rest of what the unit splits", "free-split", "效益没写"),
    ("points by goal", "the same for each", "goals-equal", "两个目标各 45 分"),
    ("points by goal", "as the targets state it", "goals-stated", "目标 1 写明 50 分"),
    ("points by goal", "points of the table win", "goals-stated", "目标 1 余下 50 − 35 = 15"),
    ("points by goal", "as the pack lists it", "goals-listed", "54 分、36 分"),
    ("execution method", "proportional", "cn-mof-2020-10", "执行率 45.17%"),
    ("execution method", "10/7/5/0", "cn-mof-2021-101", "未完成，执行率 59.99%：0 分"),
    ("execution method", "full at 90 %", "variant-full-at-90", "执行率 89.99%：9.99 分"),
    ("execution method", "caps", "variant-caps-by-execution", "执行率 49.99%：总分 59"),
    ("execution method", "0 below one line, full from another", "ramp-even", "执行率 70%"),
    ("denominator", "adjusted", "cn-mof-2020-10", "分母是全年预算数"),
    ("denominator", "initial", "denominator-initial", ""),
    ("denominator", "adjusted + carry-over", "denominator-carry-over", ""),
    ("zero budget", "rate 0", "cn-mof-2020-10", "预算为 0：执行率按 0 计"),
    ("zero budget", "not applicable", "denominator-carry-over", "0"),
    ("lower is better", "t/a", "cn-mof-2020-10", "10 ÷ 15 × 10"),
    ("lower is better", "linear", "reverse-linear", ""),
    ("lower is better", "all or nothing", "reverse-all-or-nothing", ""),
    ("target 0", "actual 0 → full", "cn-mof-2020-10", "完成值为 0：满分"),
    ("target 0", "else 0", "cn-mof-2020-10", "完成值不为 0：不得分"),
    ("over-achievement", "ignored", "over-ignored", "三倍"),
    ("over-achievement", "flag at 120 %", "over-flag-120", "120%：提示"),
    ("over-achievement", "reason at 130 %", "cn-mof-2020-10", "超额到 130%"),
    ("over-achievement", "−2 points at +30 %", "over-points", ""),
    ("over-achievement", "0 above 130 %", "ramp-completion", "130.01%"),
    ("completion", "0 below 70 %, then as completed", "ramp-completion", "69.99%"),
    ("completion", "0 below 60 %, full from 95 %, evenly between", "ramp-even", "80%："),
    ("qualitative bands", "80/60", "cn-mof-2020-10", "部分达成，60%（含）"),
    ("qualitative bands", "80/50", "cn-mof-2021-101", "中间一档 50%（含）"),
    ("not applicable", "redistributed", "na-redistribute", ""),
    ("not applicable", "rescaled", "na-rescale", ""),
    ("not applicable", "0", "na-zero", ""),
    ("not applicable", "held", "na-hold", ""),
    ("department total", "weighted", "cn-mof-2020-10", "按全年预算数加权"),
    ("department total", "simple mean", "simple-mean", ""),
    ("department total", "own form", "own-form", "就是部门总分"),
    ("grades", "90/80/60", "cn-mof-2020-10", "89.995"),
    ("grades", "80/70/60", "grades-80-70-60", ""),
    ("grades", "95/85/60", "grades-95-85-60", ""),
    ("grades", "none", "grades-none", ""),
    ("rounding", "two decimals half up", "cn-mof-2020-10", "1.005 → 1.01"),
    ("rounding", "one decimal", "rounding-1", ""),
    ("rounding", "whole points", "rounding-sum-of-whole", ""),
    ("rounding", "rounded sum", "rounding-whole", ""),
    ("deductions", "no evidence: 0", "deductions", "缺少佐证"),
    ("deductions", "a percentage of the score", "deductions", "得分的 30%"),
    ("deductions", "a percentage of the weight", "deductions", "分值的 60%"),
    ("deductions", "points for each missing item", "deductions", "缺项 2："),
    ("deductions", "points at once", "deductions", "扣 1.5 分"),
    ("review", "form quality", "variant-review-checklist", "满分 110"),
    ("review", "a grade lower: × 0.9", "review", "低一级"),
    ("review", "two grades lower: × 0.8", "review", "低两级"),
    ("levels", "points by steps", "levels", "95%："),
    ("levels", "points by steps of the execution rate", "levels", "执行率 85%"),
    ("rounding", "cut off", "rounding-down", "8.999"),
    ("money unit", "万元", "cn-mof-2020-10", "按全年预算数加权"),
    ("money unit", "元", "simple-mean", ""),
]


def _path(pack):
    path = PACKS / f"{pack}.toml"
    return path if path.is_file() else bundled_folder() / f"{pack}.toml"


@pytest.mark.parametrize(("matter", "variant", "pack", "title"), VARIANTS)
def test_every_variant_has_a_pack_and_a_case(matter, variant, pack, title):
    path = _path(pack)
    results = run(load_pack(str(path)), path.with_name(f"{pack}{CASES}"))
    pinning = [result for result in results if title in result.title]
    assert pinning, (matter, variant)
    assert all(result.passed for result in pinning)


CASE = """schema = "selfeval.cases/1"
pack = "PACK"
[[case]]
title = "10, 15, 10"
target = "≤10批次"
actual = "15批次"
weight = 10
score = SCORE
"""


@pytest.mark.parametrize(
    ("pack", "score"), [("cn-mof-2020-10", "6.67"), ("reverse-linear", "5"), ("reverse-all-or-nothing", "0")]
)
def test_the_three_reverse_formulas_for_10_15_10(tmp_path, pack, score):
    cases = tmp_path / "reverse.cases.toml"
    cases.write_text(CASE.replace("PACK", pack).replace("SCORE", score), encoding="utf-8")
    [result] = run(load_pack(str(_path(pack))), cases)
    assert result.passed, [text.render() for text in result.differences]
