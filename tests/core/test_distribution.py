"""How the scores of rows and projects lie, and how far a work is."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.report.distribution import grade_counts, score_bands
from selfeval.core.report.standing import NEXT, Ready, next_words, standing
from selfeval.core.scoring.handing_in import ToDoKind
from tests.tui.test_handing_in import bare, scored

FULL, MOST, PART, LOW, NONE, OPEN, GONE = range(7)
NAMES = ("修路里程", "验收合格率", "惠及人口", "群众满意度")


def with_actuals(*texts, **facts):
    work = bare(weights=(30, 20, 30, 10))
    rows = {item.indicator.tier3: item.indicator.id for item in work.result("P").indicators}
    values = [(FactKey("P", rows[name], "actual"), text) for name, text in zip(NAMES, texts, strict=False)]
    work.enter([*values, *((FactKey("P", "", name), text) for name, text in facts.items())])
    return work


@pytest.mark.parametrize(
    ("actual", "band"),
    [
        ("10公里", FULL), ("12公里", FULL), ("9.999公里", FULL), ("9.99公里", MOST), ("8公里", MOST),
        ("7.99公里", PART), ("6公里", PART),
        ("5.9公里", LOW), ("0.01公里", LOW), ("0公里", NONE), ("", OPEN),
    ],
)  # fmt: skip
def test_a_row_lies_in_the_band_of_its_share(actual, band):
    """Of 30 points for ≥10 公里; the score is rounded before it is placed, as it stands in the form."""
    bands = score_bands(with_actuals(actual).assessment)
    mine = [number for number, one in enumerate(bands) for spot in one.spots if spot.indicator.endswith(NAMES[0])]
    assert mine == [band]
    assert sum(one.count for one in bands) == 5, "four rows and the execution rate, none twice and none left out"


def test_a_band_has_the_points_that_its_rows_lost_together():
    bands = score_bands(with_actuals("8公里", "81%", "0.3万人", "90%", executed="100").assessment)
    assert [(one.count, one.lost) for one in bands] == [
        (2, 0), (2, D("8.00")), (0, 0), (1, D("27.00")), (0, 0), (0, 0), (0, 0),
    ]  # fmt: skip
    assert [one.low for one in bands] == [False, False, False, True, True, False, False]


def test_a_row_that_does_not_apply_and_one_without_points_are_told_apart():
    work = with_actuals("10公里")
    row = work.result("P").indicators[1].indicator.id
    work.enter([(FactKey("P", row, "not_applicable"), "本年未安排")])
    bands = score_bands(work.assessment)
    assert [spot.indicator for spot in bands[GONE].spots] == [row]
    none = bare(weights=(30, 20, 40, 0))
    assert not [spot for one in score_bands(none.assessment) for spot in one.spots if spot.indicator.endswith(NAMES[3])]


def test_projects_are_counted_by_grade_from_the_best_on():
    done = scored(bare(weights=(30, 20, 30, 10)), "已修好")
    assert next((one.grade, one.projects) for one in grade_counts(done.assessment)) == ("优", ("P",))
    counted = grade_counts(bare().assessment)
    assert [one.grade for one in counted] == ["优", "良", "中", "差", ""]
    assert [len(one.projects) for one in counted] == [0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("texts", "facts", "kind", "count", "name"),
    [
        ((), {}, ToDoKind.EXECUTION, 1, "修路资金"),
        ((), {"executed": "100"}, ToDoKind.ROW, 4, "修路里程"),
        (("10公里", "95%"), {"executed": "100"}, ToDoKind.ROW, 2, "惠及人口"),
        (("8公里", "95%", "3万人", "95%"), {"executed": "100"}, ToDoKind.REASON, 1, "修路里程"),
        (("10公里", "95%", "3万人", "95%"), {"executed": "100"}, ToDoKind.TEXT, 1, "修路资金"),
        (("10公里", "95%", "3万人", "95%"), {"executed": "100", "goal_actual": "修好"}, Ready.EXPORT, 0, ""),
    ],
)
def test_what_is_next(texts, facts, kind, count, name):
    work = with_actuals(*texts, **facts)
    found = standing(work.assessment, work.to_do)
    assert (found.next.kind, found.next.count, found.next.name) == (kind, count, name)
    assert found.steps == 6
    assert found.done == len(texts) + len(facts)


def test_what_is_exported_is_to_be_handed_in():
    work = scored(bare(weights=(30, 20, 30, 10)), "已修好")
    found = standing(work.assessment, work.to_do, "a-自评.xlsx")
    assert (found.next.kind, found.total, found.grade, found.rank, found.ranks) == (Ready.HAND_IN, "100.00", "优", 0, 4)
    assert next_words(found.next).render() == "ready: hand in a-自评.xlsx"


def test_every_next_step_has_its_words():
    work = bare()
    step = standing(work.assessment, work.to_do).next
    for kind in NEXT.values():
        said = next_words(type(step)(kind, 2, "{x}")).render()
        assert said
        assert "{count}" not in said
        assert "{name}" not in said
