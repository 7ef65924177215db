"""已确认口径: which readings of an earlier year hold for this year's target, and what is asked about the others."""

import pytest

from selfeval.core.readings import Confidence, Origin
from selfeval.core.texts.targets.carried_reading import CARRIED, Standing, carried, with_carried
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.read import read_target

HOLDS, UNREADABLE, CHANGED = Standing.HOLDS, Standing.UNREADABLE, Standing.CHANGED
OTHER_YEAR, CONTRADICTS = Standing.OTHER_YEAR, Standing.CONTRADICTS

CASES = [
    # target, the reading that is carried, the target it was confirmed for, what becomes of it in 2026
    ("≤100%", "≥100%", "≤100%", HOLDS),
    ("≤100%", "≥ 100%", "≤ 100 %", HOLDS),
    ("≤100%", "≥100%", "", HOLDS),
    ("≤１００％", "≥100%", "≤100%", HOLDS),
    ("280人次", "≥280人次", "280人次", HOLDS),
    ("1,200人次", "≥1200人次", "1,200人次", HOLDS),
    ("290%", "≥90%", "290%", HOLDS),
    ("1.5万元", "≤15000元", "1.5万元", HOLDS),
    ("百分之九十五", "≥95%", "百分之九十五", HOLDS),
    ("逐步减少", "≤10批次", "逐步减少", HOLDS),
    ("有效改善", "有效改善", "有效改善", HOLDS),
    ("18—54周岁", "18—54周岁", "18—54周岁", HOLDS),
    ("12月底前", "2026-12-31 前", "12月底前", HOLDS),
    ("2027年12月底前", "2027-12-31 前", "2027年12月底前", HOLDS),
    ("≥90%", "……", "≥90%", UNREADABLE),
    ("≥90%", "**", "", UNREADABLE),
    ("≥95%", "≥90%", "≥90%", CHANGED),
    ("≥100%", "≥100%", "≤100%", CHANGED),
    ("12月底前", "2025-12-31 前", "12月底前", OTHER_YEAR),
    ("2025年12月底前", "2025-12-31 前", "2025年12月底前", OTHER_YEAR),
    ("≥90%", "≥80%", "≥90%", CONTRADICTS),
    ("≥90%", "≥0.9%", "≥90%", CONTRADICTS),
    ("≥90%", "≥9000%", "≥90%", CONTRADICTS),
    ("≥10人", "≥10%", "≥10人", CONTRADICTS),
    ("≥90%", "大概可以吧", "≥90%", CONTRADICTS),
    ("≥90%", "2026-12-31 前", "≥90%", CONTRADICTS),
    ("18—54周岁", "18—60周岁", "18—54周岁", CONTRADICTS),
]


@pytest.mark.parametrize(("text", "reading", "before", "standing"), CASES)
def test_a_carried_reading_holds_only_for_the_target_and_year_that_it_was_confirmed_for(
    text, reading, before, standing
):
    target = read_target(text, tier1="产出指标", year=2026)
    found = carried(target, reading, before, tier1="产出指标", year=2026)
    assert found.standing is standing
    assert bool(found.message) == (standing is not HOLDS)


@pytest.mark.parametrize(("text", "reading", "before", "standing"), CASES)
def test_one_that_holds_is_confirmed_any_other_is_a_supposition_and_changes_nothing(text, reading, before, standing):
    target = read_target(text, tier1="产出指标", year=2026)
    after = with_carried(target, reading, before, tier1="产出指标", year=2026)
    if standing is HOLDS:
        assert after.origin in {Origin.CONFIRMED, Origin.CORRECTED}
        assert after.text == text
        return
    assert canonical(after) == canonical(target)
    note = after.assumptions[-1]
    assert (note.code, note.confidence) == (CARRIED, Confidence.LOW)
    assert note.offer == (reading if standing in {CHANGED, CONTRADICTS} else "")
