"""verify says the same of every copy, whether what it holds it against is built anew or kept from before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from selfeval.excel.scored.verify import expected
from selfeval.excel.scored.verify.workbook import verify
from tests.excel.books import loaded, saved
from tests.excel.scored_books import assessed, filled, opened, pack, project, row, written
from tests.rebuilt import BUILD, OWN, once_a_record

CHANGES = {"A1": "甲", "H13": 5, "D13": "≥1%"}


def _copies() -> list[bytes]:
    other = written(assessed(project(row("里程", "≥10公里", "11公里", weight=Decimal(90)))))
    copies = [written(filled()), other, written(filled(), values_only=True)]
    for cell, value in CHANGES.items():
        for data in copies[:3]:
            book = loaded(data)
            book[book.sheetnames[1]][cell] = value
            copies.append(saved(book))
    return copies


@pytest.mark.filterwarnings("ignore:.*is not supported and will be removed")
def test_what_is_kept_is_what_would_be_built(monkeypatch):
    copies = _copies()
    once_a_record()
    kept = [[verify(opened(data), pack(), data=data) for data in copies] for _ in range(2)]
    monkeypatch.setattr(expected, "build", BUILD)
    for name, read in OWN.items():
        monkeypatch.setattr(expected, name, read)
    anew = [verify(opened(data), pack(), data=data) for data in copies]
    assert kept == [anew, anew]
    assert sum(map(bool, anew)) > len(copies) / 2
