"""No false alarm: a workbook that another program opened and saved verifies as if nobody had touched it."""

from __future__ import annotations

import io

import openpyxl
import pytest

from selfeval.core.problems import Problem, untranslated
from selfeval.excel.book.formulas import read_formulas
from selfeval.excel.scored.verify.workbook import verify
from selfeval.i18n import translator
from tests.examples import part
from tests.excel.books import saved
from tests.excel.recalculation import Recalculate as Convert
from tests.excel.recalculation import conversion, recalculation
from tests.excel.saved_books import NAMES, assessment, book
from tests.excel.scored_books import opened
from tests.tampering.saving import as_excel_saves

__all__ = ["conversion", "recalculation"]


def verified(data: bytes, name: str) -> tuple[Problem, ...]:
    """What `verify` says of a workbook made from one of the assessments."""
    languages = (translator("zh"), untranslated)
    return verify(opened(data), assessment(name).pack, read_formulas(data), data=data, languages=languages)


def _told(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{problem.code} {problem.where} {problem.message.render()}" for problem in problems]


def test_there_are_enough_of_them() -> None:
    assert len(NAMES) >= 24


@pytest.mark.parametrize("name", part(NAMES, 3))
def test_what_the_program_wrote_is_clean(name: str) -> None:
    assert _told(verified(book(name), name)) == []
    assert _told(verified(book(name, values_only=True), name)) == []


@pytest.mark.parametrize("name", part(NAMES, 6))
def test_what_excel_saves_without_a_change_is_clean(name: str) -> None:
    data = as_excel_saves(book(name))
    assert data != book(name)
    assert _told(verified(data, name)) == []


@pytest.mark.parametrize("name", part(NAMES, 6))
def test_what_openpyxl_saves_lacks_the_values_of_formulas_and_that_is_one_line(name: str) -> None:
    problems = verified(saved(openpyxl.load_workbook(io.BytesIO(book(name)))), name)
    assert [problem.code for problem in problems] == ["S505"], _told(problems)


@pytest.mark.parametrize("name", part(NAMES, 6))
def test_what_openpyxl_saves_without_formulas_is_clean(name: str) -> None:
    assert _told(verified(saved(openpyxl.load_workbook(io.BytesIO(book(name, values_only=True)))), name)) == []


@pytest.mark.libreoffice
def test_what_libreoffice_saves_is_clean(converted: Convert) -> None:
    saved = converted({name: book(name) for name in part(NAMES, 6)})
    told = {name: _told(verified(path.read_bytes(), name)) for name, path in saved.items()}
    assert {name: found for name, found in told.items() if found} == {}
    assert all(path.read_bytes() != book(name) for name, path in saved.items())


@pytest.mark.libreoffice
def test_what_libreoffice_works_out_anew_takes_over_formats_and_that_is_one_line(recalculate: Convert) -> None:
    saved = recalculate({name: book(name) for name in part(NAMES[1:], 6)})
    told = {name: verified(path.read_bytes(), name) for name, path in saved.items()}
    assert {name: _told(found) for name, found in told.items() if len(found) > 1} == {}
    assert {problem.code for found in told.values() for problem in found} == {"S511"}
