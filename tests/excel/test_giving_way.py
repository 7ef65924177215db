"""A long reading lets other threads run, and costs nothing where there are none."""

from __future__ import annotations

import threading

import pytest

from selfeval.excel.book.kinds import yield_gil as module
from selfeval.excel.book.kinds.xlsx import read_xlsx
from selfeval.excel.book.kinds.yield_gil import giving_way
from tests.benchmarks.scale import make


class Clock:
    """A clock that only moves when it is told to, and pauses that are counted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.pauses = 0.0, 0
        monkeypatch.setattr(module.time, "perf_counter", lambda: self.now)
        monkeypatch.setattr(module.time, "sleep", self._sleep)

    def _sleep(self, seconds: float) -> None:
        assert seconds > 0  # none at all would not wait until somebody else has begun
        self.pauses += 1


@pytest.fixture
def _somebody_else():
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    yield
    done.set()
    thread.join()


@pytest.mark.parametrize(("seconds", "items", "pauses"), [(0.002, 30, 10), (0.006, 30, 30), (0.0001, 30, 0)])
@pytest.mark.usefixtures("_somebody_else")
def test_there_is_a_pause_after_each_turn(monkeypatch, seconds, items, pauses):
    clock, seen = Clock(monkeypatch), []
    for item in giving_way(range(items)):
        seen.append(item)
        clock.now += seconds
    assert seen == list(range(items))
    assert clock.pauses == pauses


def test_nobody_waits_where_nobody_is_there(monkeypatch):
    monkeypatch.setattr(module.threading, "active_count", lambda: 1)
    clock = Clock(monkeypatch)
    for _ in giving_way(range(30)):
        clock.now += 1
    assert not clock.pauses


@pytest.mark.usefixtures("_somebody_else")
def test_reading_a_workbook_of_many_sheets_pauses_between_them(monkeypatch, tmp_path):
    path = tmp_path / "a.xlsx"
    make(12, path)
    data = path.read_bytes()
    clock = Clock(monkeypatch)
    monkeypatch.setattr(module.time, "perf_counter", iter(range(1000)).__next__)
    assert len(read_xlsx(data, path).sheets) == 12
    assert clock.pauses == 12
