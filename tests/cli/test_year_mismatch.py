"""A pack that names its years is used for another year only on an explicit word, which the workbook keeps."""

import shutil

import pytest

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import SelfEvalError
from selfeval.excel.read import read_workbook
from selfeval.workspace import examples, headless
from selfeval.workspace.work.opening import open_workspace

PACK = "cn-hebei-leting-2025"


@pytest.fixture
def book(tmp_path):
    """The filled example of 2025 in a folder of its own."""
    return shutil.copy(examples.demo_files()[examples.FILLED_EXAMPLE], tmp_path / "2025.xlsx")


def test_the_year_it_names_needs_no_word(book):
    loaded = headless.load(book, rules=PACK)
    assert loaded.pack.id == PACK
    assert loaded.evaluation.setting("year_mismatch") == ""


def test_another_year_is_refused(book):
    with pytest.raises(SelfEvalError) as caught:
        headless.load(book, rules=PACK, year=2026)
    assert caught.value.code == "R165"
    assert "2025–2025" in caught.value.message.render() and "--year-mismatch ok" in caught.value.hint.render()


def test_an_open_ended_pack_is_not_asked_about(book):
    assert headless.load(book, rules="cn-mof-2020-10", year=2031).assessment.year == 2031


def test_the_word_is_kept_in_the_workbook(book, tmp_path):
    loaded = headless.load(book, rules=PACK, year=2026, year_mismatch=True)
    target = headless.write_scored(loaded, tmp_path / "scored.xlsx")
    settings = read_workbook(target).settings
    assert settings["year_mismatch"] == f"{PACK} 2026"
    assert headless.load(target).pack.id == PACK  # accepted before, for this pack and year


def test_the_work_keeps_the_word(book):
    work = open_workspace(book)
    work.set("", "", "year", "2026")
    with pytest.raises(SelfEvalError) as caught:
        work.enter([(FactKey("", "", "rules"), PACK)], kind="rules")
    assert caught.value.code == "R165" and work.pack.id != PACK
    work.close()
    with pytest.raises(SelfEvalError):
        open_workspace(book, rules=PACK)
    work = open_workspace(book, rules=PACK, year_mismatch=True)
    assert work.pack.id == PACK
    work.close()
    work = open_workspace(book)
    assert work.pack.id == PACK
    work.close()
