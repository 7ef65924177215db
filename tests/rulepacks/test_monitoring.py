"""The table [monitoring]: laws that it breaks, what an overlay takes over, how it is shown."""

import pytest

from selfeval.core.rules.choices import Light, PlanBetween
from selfeval.core.rules.parts.monitoring import USUAL_MONITORING
from selfeval.rulepacks.description import describe
from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.text.errors import PackError

HEAD = """schema = "selfeval.rules/1"
id = "own"
extends = "cn-mof-2020-10"
version = "1"
title = "自定"

[monitoring]
"""

BAD = [
    ("spending_red = 95", "R122"), ("spending_yellow = 60", "R122"), ("expected_red = 90", "R122"),
    ("behind_red = 15", "R122"), ("behind_yellow = 40", "R122"),
    ("months = [{ month = 6 }, { month = 3 }]", "R122"), ("months = [{ month = 6 }, { month = 6 }]", "R122"),
    ("months = [{ month = 6, yellow_below = 30, red_below = 40 }]", "R122"),
    ("months = [{ month = 12 }]", "R114"), ("months = [{ month = 0 }]", "R114"),
    ("spending_yellow = 0.9", "R116"), ('between = "linear"', "R113"), ('possible = "orange"', "R113"),
    ("spending = 90", "R110"), ('cite = "nowhere"', "R124"),
]  # fmt: skip


def written(folder, lines):
    path = folder / "own.toml"
    path.write_text(HEAD + lines + "\n", encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("line", "code"), BAD)
def test_a_table_that_cannot_be_meant_is_refused(tmp_path, line, code):
    with pytest.raises(PackError) as caught:
        load_pack(written(tmp_path, line))
    assert code in {problem.code for problem in caught.value.problems}


def test_an_overlay_changes_what_it_writes_and_keeps_the_rest(tmp_path):
    pack = load_pack(
        written(tmp_path, 'between = "last"\npossible = "none"\nmonths = [{ month = 5, yellow_below = 35 }]')
    )
    rule = pack.monitoring
    assert (rule.between, rule.possible, rule.impossible) == (PlanBetween.LAST, Light.NONE, Light.RED)
    assert rule.spending_yellow == USUAL_MONITORING.spending_yellow == 90
    assert [(one.month, one.yellow_below, one.red_below) for one in rule.months] == [(5, 35, None)]
    assert pack.citation(rule.citation) is not None


def test_it_is_shown_with_its_source():
    rows = {row.path: row for row in describe(load_pack("cn-sichuan-2025")) if row.path.startswith("monitoring")}
    months = [row.value.render() for path, row in rows.items() if "months" in path]
    assert months == ["yellow below 25%", "yellow below 40%", "yellow below 60%", "yellow below 80%"]
    assert rows["monitoring.months[1]"].citation.id == "monitoring-2025"
    assert rows["monitoring.spending_yellow"].value.render() == "90%"


def test_the_bundled_packs_without_a_table_of_their_own_have_the_usual_one():
    for name in ("cn-mof-2020-10", "cn-mof-2021-101", "cn-hubei", "cn-hebei-leting-2025"):
        rule = load_pack(name).monitoring
        assert rule.months == USUAL_MONITORING.months and rule.spending_red == 70
