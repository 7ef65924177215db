"""Every published target and actual text with the reading decided for it (tests/data/value_texts.tsv)."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.core.readings import Assumption, Confidence, Kind
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.read import read_target

ANSWERS = {
    "达成年度指标": "achieved",
    "达成预期指标": "achieved",
    "已完成": "achieved",
    "部分达成年度指标并具有一定效果": "partly",
    "未达成年度指标且效果较差": "not_achieved",
}
TABLE = Path(__file__).parents[1] / "data" / "value_texts.tsv"


def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


ROWS = _rows()
CASES = [pytest.param(row, id=f"{number}-{row['text']}") for number, row in enumerate(ROWS, 2)]


def _codes(assumptions: tuple[Assumption, ...]) -> str:
    """`code`, `?` behind it where a person is asked, `→` and the offer if there is one."""
    return ";".join(
        one.code + ("?" if one.confidence is Confidence.LOW else "") + (f"→{one.offer}" if one.offer else "")
        for one in assumptions
    )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def test_all_published_texts_are_there():
    assert len(ROWS) == 111


@pytest.mark.parametrize("row", CASES)
def test_target(row):
    target = read_target(row["text"], tier1=row["tier1"], tier2=row["tier2"], name=row["name"], year=2025)
    assert target.text == row["text"]
    assert (target.kind, target.comparator or "", target.unit) == (row["kind"], row["comparator"], row["unit"])
    assert (target.value, target.upper) == (_number(row["value"]), _number(row["upper"]))
    assert (target.day, target.last_day) == (_day(row["day"]), _day(row["last_day"]))
    assert (target.origin, _codes(target.assumptions)) == (row["origin"], row["assumptions"])


@pytest.mark.parametrize("row", [case for case in CASES if case.values[0]["actual"]])
def test_actual(row):
    target = read_target(row["text"], tier1=row["tier1"], tier2=row["tier2"], name=row["name"], year=2025)
    actual = read_actual(row["actual"], target, answers=ANSWERS, year=2025)
    assert actual.text == row["actual"]
    assert (actual.kind, actual.answer) == (row["actual_kind"], row["answer"])
    assert (actual.value, actual.day) == (_number(row["actual_value"]), _day(row["actual_day"]))
    assert (";".join(actual.doubts), _codes(actual.assumptions)) == (row["doubts"], row["actual_assumptions"])


@pytest.mark.parametrize("row", [case for case in CASES if case.values[0]["kind"] != "unreadable"])
def test_canonical_form_reads_back_without_assumptions(row):
    target = read_target(row["text"], tier1=row["tier1"], tier2=row["tier2"], name=row["name"], year=2025)
    again = read_target(canonical(target))
    assert again.assumptions == ()
    assert (again.kind, again.comparator, again.value, again.upper) == (
        target.kind,
        target.comparator,
        target.value,
        target.upper,
    )
    assert (again.unit, again.day, again.last_day) == (target.unit, target.day, target.last_day)


def test_nothing_is_assumed_without_a_sentence():
    for row in ROWS:
        for one in read_target(row["text"], tier1="产出指标", year=2025).assumptions:
            assert one.message.render().endswith(".")
            assert "{" not in one.message.render()


def test_unreadable_texts_are_kept_and_asked_about():
    for row in ROWS:
        if row["kind"] == Kind.UNREADABLE:
            target = read_target(row["text"])
            assert canonical(target) == row["text"].strip()
            assert any(one.confidence is Confidence.LOW for one in target.assumptions)
