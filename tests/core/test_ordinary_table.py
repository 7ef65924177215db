"""Rows as target tables have them, each with the reading, the outcome and the silence that a finance official expects.

`asked` holds `?` where somebody must be asked, and nothing where the row must pass without a word.
"""

import csv
from pathlib import Path

import pytest

from selfeval.core.numbers import plain
from selfeval.core.readings import ActualKind, Confidence, Kind
from selfeval.core.texts.actuals.read import read_actual
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.read import read_target
from tests.core.test_actuals import ANSWERS

TABLE = Path(__file__).parents[1] / "data" / "ordinary_rows.tsv"
IN_WORDS = {Kind.QUALITATIVE, Kind.BOOLEAN, Kind.UNREADABLE}


def _rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _outcome(actual):
    if actual.kind is ActualKind.UNREADABLE:
        return "-"
    if actual.kind is ActualKind.YES_NO:
        return "yes" if actual.yes else "no"
    if actual.kind is ActualKind.ANSWER:
        return " ".join(filter(None, (actual.answer, f"{plain(actual.share)}%" if actual.share is not None else "")))
    return actual.day.isoformat() if actual.day else plain(actual.value)


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['name']} {row['target']} {row['actual']}")
def test_an_ordinary_row_reads_as_an_official_expects(row):
    cells = {name: row[name] for name in ("tier1", "tier2", "name")}
    target = read_target(row["target"], year=2025, **cells)
    actual = read_actual(row["actual"], target, answers=ANSWERS, year=2025)
    reading = target.kind.value if target.kind in IN_WORDS else canonical(target)
    notes = (*target.assumptions, *actual.assumptions)
    asked = bool(actual.doubts) or any(note.confidence is Confidence.LOW for note in notes)
    assert (reading, _outcome(actual), "?" if asked else "") == (row["reading"], row["outcome"], row["asked"])
