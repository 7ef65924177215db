"""What every test shares: a state folder of its own, and copies of the seed's workbooks to work on."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.examples import examples
from tests.places import ROOT
from tests.tables import table_of, together

# A loaded machine must not fail a law: how long an example takes says nothing about it.
settings.register_profile(
    "selfeval", max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("selfeval")

# Tests start the program hundreds of times: it is compiled by the first of them, whatever the environment asks for.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

_numbers = itertools.count()
_WAITING = {"test_terminal.py", "test_whole_year.py"}
"""Tests that take half a minute each, most of which they wait for a terminal."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--each-case", action="store_true", help="each case of a table is a test of its own")
    parser.addoption("--left-out", action="store_true", help="of tests/tui, only what the daily run leaves out")


def pytest_collection() -> None:
    """Next to nothing of what is collected is garbage: it is searched for it once, at the end."""
    gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makeitem(collector: pytest.Collector, name: str, obj: object) -> object:
    """Tables of values alone are one test each."""
    if not (isinstance(collector, pytest.Module) and name.startswith("test") and together(collector.config)):
        return None
    whole = table_of(obj)
    if whole is None:
        return None
    setattr(collector.obj, name, whole)  # where pytest looks a test up that it has no parameters for
    return collector.ihook.pytest_pycollect_makeitem(collector=collector, name=name, obj=whole)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits is begun first, so that others have the processor meanwhile and none is waited for at the end."""
    items.sort(key=lambda item: item.path.name not in _WAITING)


def pytest_collection_finish() -> None:
    """What pytest keeps of thousands of tests is no garbage that each of them should search again."""
    if "openpyxl" in sys.modules:  # where no test needs it, it is not read for this
        from tests.merged_cells import once_a_workbook

        once_a_workbook()
    if "selfeval.excel.scored.verify.expected" in sys.modules:
        from tests.rebuilt import once_a_record

        once_a_record()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def pytest_sessionfinish() -> None:
    """A LibreOffice that this process has started ends with it."""
    if "tests.office" in sys.modules:
        from tests.office import stop

        stop()


@pytest.fixture(autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing a test does reaches the state folder of the person who runs it; it is there once something is kept."""
    folder = tmp_path_factory.getbasetemp() / "states" / str(next(_numbers))
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(folder))
    monkeypatch.delenv("SELFEVAL_LANG", raising=False)
    return folder


@pytest.fixture
def targets_book(tmp_path: Path) -> Path:
    """A copy of the seed's targets workbook."""
    return Path(shutil.copy(ROOT / "workbooks" / "leting-2025-targets.xlsx", tmp_path / "leting-2025-targets.xlsx"))


@pytest.fixture
def filled_book(tmp_path: Path) -> Path:
    """A copy of the seed's filled workbook."""
    return Path(shutil.copy(ROOT / "workbooks" / "leting-2025-filled.xlsx", tmp_path / "leting-2025-filled.xlsx"))
