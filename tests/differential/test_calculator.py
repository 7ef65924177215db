"""The second calculator itself, against figures of scoring_rules/README.md and of published forms."""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F

import pytest

from tests.differential.calculator import department_total, grade_of, score_execution, score_project
from tests.differential.facts import Actual, Project, Row, Target
from tests.differential.outcomes import answered, score_row, supposed
from tests.differential.packfile import Pack, read_pack
from tests.differential.points import apportioned, base_weights, half_up
from tests.places import ROOT

PATHS = {"产出": ("产出指标", "数量指标"), "效益": ("效益指标", "社会效益指标"), "满意度": ("满意度指标", "满意度指标")}


def pack(name: str = "cn-mof-2020-10", **changes: Pack) -> Pack:
    bundled = ROOT / "scoring_rules" / f"{name}.toml"
    rules = read_pack(bundled if bundled.exists() else ROOT / "tests" / "rulepacks" / "packs" / f"{name}.toml")
    return {**rules, **{key: {**rules.get(key, {}), **value} for key, value in changes.items()}}


def row(sign: str, value: str, found: str, weight: str | None = "10", upper: str = "0", **more: str) -> Row:
    tiers = PATHS[more.get("tier1", "产出")]
    target = Target("", sign, F(value), F(upper), more.get("unit", ""))
    number = None if weight is None else F(weight)
    return Row(*tiers, more.get("name", "甲"), target, Actual(found, number=F(found)), number, more.get("absent", ""))


def project(*rows: Row, **amounts: str) -> Project:
    return Project("项目", rows, {name.replace("__", "."): F(value) for name, value in amounts.items()})


@pytest.mark.parametrize(
    ("rules", "fact", "points"),
    [
        ("cn-mof-2020-10", row(">=", "90", "85"), "9.44"),
        ("cn-mof-2020-10", row(">=", "1000", "100.5"), "1.01"),
        ("cn-mof-2020-10", row(">", "10", "10"), "10"),
        ("cn-mof-2020-10", row("<=", "10", "15"), "6.67"),
        ("reverse-linear", row("<=", "10", "15"), "5"),
        ("reverse-all-or-nothing", row("<=", "10", "15"), "0"),
        ("cn-mof-2020-10", row("<=", "0", "0"), "10"),
        ("cn-mof-2020-10", row("<=", "0", "1"), "0"),
        ("cn-mof-2020-10", row("=", "5", "4"), "8"),
        ("cn-mof-2020-10", row("=", "5", "6"), "8.33"),
        ("cn-mof-2020-10", row("between", "10", "8", upper="20"), "8"),
        ("cn-mof-2020-10", row("between", "10", "25", upper="20"), "8"),
        ("cn-mof-2021-101", row(">=", "100", "85"), "6.25"),
        ("cn-mof-2021-101", row(">=", "100", "60"), "0"),
        ("cn-mof-2021-101", row(">=", "95", "92", tier1="满意度", unit="%"), "10"),
        ("cn-mof-2021-101", row(">=", "95", "89.99", tier1="满意度", unit="%"), "5"),
        ("all-or-nothing", row(">=", "10", "9.99"), "0"),
        ("over-points", row(">=", "1000", "1300"), "8"),
        ("over-proportional", row(">=", "100", "160"), "9"),
        ("over-proportional", row("<=", "100", "10"), "10"),
        ("ramp-completion", row(">=", "100", "69.99"), "0"),
        ("ramp-completion", row(">=", "100", "70"), "7"),
        ("ramp-completion", row(">=", "100", "130"), "10"),
        ("ramp-completion", row(">=", "100", "130.01"), "0"),
        ("ramp-even", row(">=", "100", "80"), "5.71"),
        ("ramp-even", row(">=", "100", "95"), "10"),
        ("rounding-1", row(">=", "100", "94.5"), "9.5"),
        ("rounding-whole", row(">=", "100", "94"), "9"),
        ("rounding-down", row(">=", "1000", "899.9"), "8.99"),
        ("rounding-down", row(">=", "100", "100", weight="3.125"), "3.12"),
        ("cn-mof-2020-10", row(">=", "100", "100", weight="3.125"), "3.125"),
        ("cn-mof-2020-10", row(">=", "100", "100", weight="2.582"), "2.58"),
    ],
)
def test_one_indicator(rules: str, fact: Row, points: str) -> None:
    whole = score_project(pack(rules), project(fact, adjusted="1", executed="1"))
    assert whole.rows[0].score == F(points)


@pytest.mark.parametrize(
    ("answer", "share", "found"),
    [
        ("achieved", "100", "100"),
        ("achieved", "80", "80"),
        ("achieved", "79", None),
        ("achieved", None, "100"),
        ("partly", "80", None),
        ("partly", "60", "60"),
        ("partly", None, "79"),
        ("not_achieved", "60", None),
    ],
)
def test_bands_are_half_open(answer: str, share: str | None, found: str | None) -> None:
    actual = Actual("x", answer=answer, share=None if share is None else F(share))
    assert answered(pack(), actual, F(10)) == (None if found is None else F(found) / 100)


@pytest.mark.parametrize(
    ("weight", "unit", "share"), [("5", "1", 69), ("1", "1", 79), ("1", "0.1", 74), ("50", "0.01", 79)]
)
def test_a_supposed_share_never_shows_the_edge(weight: str, unit: str, share: int) -> None:
    assert supposed(F(60), F(80), F(weight), F(unit)) == share


def test_a_date_and_an_answer_of_yes_or_no_earn_all_or_nothing() -> None:
    def points(target: Target, actual: Actual) -> F | None:
        return score_row(pack(), Row("产出指标", "时效指标", "甲", target, actual, F(10)), actual, F(10))[0]

    by = Target("", "by", day=date(2025, 11, 30))
    assert points(by, Actual("x", day=date(2025, 11, 30))) == 10
    assert points(by, Actual("x", day=date(2025, 12, 1))) == 0
    assert points(Target("", "is"), Actual("x", yes=False)) == 0
    assert points(Target("", "is"), Actual()) is None


@pytest.mark.parametrize(
    ("total", "shares", "step", "parts"),
    [
        ("50", (1, 1, 1), "0.5", ("17", "16.5", "16.5")),
        ("10.3", (5, 3, 1), "0.5", ("5.8", "3.5", "1")),
        ("1", (1, 1, 1), "0.5", ("0.35", "0.35", "0.3")),
        ("80", (50, 30, 10), "0.5", ("44.5", "26.5", "9")),
        ("10", (0, 0, 0), "0.5", ("3.5", "3.5", "3")),
    ],
)
def test_points_are_split_without_a_rest(
    total: str, shares: tuple[int, ...], step: str, parts: tuple[str, ...]
) -> None:
    found = apportioned(F(total), {place: F(share) for place, share in enumerate(shares)}, F(step))
    assert tuple(found.values()) == tuple(map(F, parts))
    assert sum(found.values()) == F(total)


def _stages() -> Project:
    """The example of the document: 数量 10 and 质量 15 do not apply."""
    rows = [
        Row(tier1, tier2, name, Target("", ">="), Actual("1", number=F(1)), F(weight), absent)
        for tier1, tier2, name, weight, absent in (
            ("产出指标", "数量指标", "甲", 10, "未开展"),
            ("产出指标", "数量指标", "乙", 20, ""),
            ("产出指标", "质量指标", "丙", 15, "项目取消"),
            ("产出指标", "时效指标", "丁", 5, ""),
            ("效益指标", "社会效益指标", "戊", 30, ""),
            ("满意度指标", "满意度指标", "己", 10, ""),
        )
    ]
    return project(*rows, adjusted="100", executed="100")


@pytest.mark.parametrize(
    ("policy", "places", "weights"),
    [
        ("redistribute", 2, ("0", "42.86", "0", "7.14", "30", "10")),
        ("redistribute", 0, ("0", "43", "0", "7", "30", "10")),
        ("rescale", 2, ("0", "27.69", "0", "6.92", "41.54", "13.85")),
        ("zero", 2, ("10", "20", "15", "5", "30", "10")),
        ("hold", 2, ("10", "20", "15", "5", "30", "10")),
    ],
)
def test_rows_that_do_not_apply(policy: str, places: int, weights: tuple[str, ...]) -> None:
    rules = pack(rounding={"places": F(places)})
    rules["weights"] = {**rules["weights"], "not_applicable": policy}
    whole = _stages()
    result = score_project(rules, whole)
    assert tuple(item.weight for item in result.rows) == tuple(map(F, weights))
    assert sum(item.weight for item in result.rows) == 90
    assert (result.total is None) == (policy == "hold")
    turned = score_project(rules, Project(whole.name, whole.rows[::-1], whole.amounts))
    assert [item.weight for item in turned.rows] == [item.weight for item in result.rows][::-1]


@pytest.mark.parametrize(("policy", "total"), [("redistribute", 100), ("rescale", 100), ("zero", 90), ("hold", None)])
def test_an_execution_rate_that_does_not_apply_is_treated_as_rows_are(policy: str, total: int | None) -> None:
    rules = pack(execution={"zero_budget": "not_applicable"})
    rules["weights"] = {**rules["weights"], "not_applicable": policy}
    assert score_project(rules, project(row(">=", "1", "1", "90"), adjusted="0", executed="0")).total == total


def test_blank_points_share_what_is_left_of_their_tier() -> None:
    rows = [row(">=", "1", "1", weight, name=name) for name, weight in (("甲", "20"), ("乙", None), ("丙", None))]
    others = [row(">=", "1", "1", None, tier1=tier) for tier in ("效益", "满意度")]
    assert list(base_weights(pack(), project(*rows, *others)).values()) == [20, 15, 15, 30, 10]


@pytest.mark.parametrize(
    ("rules", "amounts", "points"),
    [
        ("cn-mof-2020-10", {"adjusted": "100", "executed": "79.27"}, "7.93"),
        ("cn-mof-2020-10", {"adjusted": "180", "executed": "181"}, "10"),
        ("cn-mof-2020-10", {"initial": "200", "executed": "80"}, "4"),
        (
            "cn-mof-2020-10",
            {"initial": "9", "adjusted__fiscal": "60", "adjusted__other": "40", "executed": "80"},
            "8",
        ),
        ("cn-mof-2020-10", {"adjusted": "0", "executed": "0"}, "0"),
        ("cn-mof-2021-101", {"adjusted": "100", "executed": "99.99"}, "7"),
        ("variant-full-at-90", {"adjusted": "100", "executed": "89.99"}, "9.99"),
        ("variant-full-at-90", {"adjusted": "100", "executed": "10"}, "0"),
        ("ramp-even", {"adjusted": "100", "executed": "70"}, "5"),
        ("denominator-carry-over", {"adjusted": "100", "adjusted__carry_over": "60", "executed": "80"}, "5"),
        ("denominator-initial", {"initial": "200", "adjusted": "100", "executed": "80"}, "4"),
    ],
)
def test_the_execution_rate(rules: str, amounts: dict[str, str], points: str) -> None:
    _, exact, _ = score_execution(pack(rules), project(**amounts), F(10))
    assert exact is not None
    assert half_up(exact, F(1, 100)) == F(points)


def test_totals_caps_grades_and_the_department() -> None:
    rows = (row(">=", "10", "10", "90"),)
    capped = score_project(pack("caps"), project(*rows, adjusted="100", executed="79.99"))
    assert (capped.total, capped.grade) == (89, "良")
    marks = [project(row(">=", "10", "5", points), adjusted="1", executed="1") for points in ("99", "100", "101")]
    assert [score_project(pack(), one).total for one in marks] == [None, 50, None]
    parts = tuple(row(">=", "100", "98.4", "30", name=name) for name in "甲乙丙")
    full = project(*parts, adjusted="1", executed="1")
    assert score_project(pack("rounding-whole"), full).total == 99
    assert score_project(pack("rounding-sum-of-whole"), full).total == 100
    assert [grade_of(pack(), F(total)) for total in ("90", "89.995", "80", "59.99", "0")] == [
        "优",
        "良",
        "良",
        "差",
        "差",
    ]
    two = [
        project(*rows, adjusted="300", executed="300"),
        project(row(">=", "10", "5", "90"), adjusted="100", executed="50"),
    ]
    results = [score_project(pack(), one) for one in two]
    assert department_total(pack(), two, results) == F("87.5")
    assert department_total(pack("simple-mean"), two, results) == 75


def test_layers_are_put_together_as_written() -> None:
    hubei = pack("cn-hubei")
    assert hubei["execution"]["weight"] == 20
    assert hubei["execution"]["method"] == "proportional"
    assert [layout["tiers"]["效益"] for layout in hubei["weights"]["layouts"]] == [30, 40]
    assert [item["id"] for item in pack("over-flag-120")["methods"]] == [
        "quantity",
        "deadline",
        "yes_no",
        "qualitative",
    ]
