"""Which rule pack is used where nobody names one: the order, what is said, and what stays once work has begun."""

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from selfeval.core.evaluation import FactKey
from selfeval.core.problems import SelfEvalError
from selfeval.excel.read import read_workbook
from selfeval.workspace import headless
from selfeval.workspace.headless import after_last_year
from selfeval.workspace.packs.choice import How
from selfeval.workspace.packs.switch import offers
from selfeval.workspace.work.opening import open_workspace
from tests.cli.conftest import Run, run

__all__ = ["run"]

NATIONAL = "cn-mof-2020-10"
UNIT = "乐亭县信访局"


def pack(folder, name, years="{ from = 2025, to = 2025 }", applies='["482001"]', extra=""):
    folder.mkdir(parents=True, exist_ok=True)
    head = f'schema = "selfeval.rules/1"\nextends = "{NATIONAL}"\nid = "{Path(name).stem}"\nversion = "1"\n'
    said = f"applies_to = {applies}\n" if applies else ""
    text = f'{head}title = "{name}"\nyears = {years}\n{said}{extra}'
    path = folder / (name if "." in name else f"{name}.toml")
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("SELFEVAL_LANG", "en")


@pytest.fixture
def place(filled_book, tmp_path, monkeypatch):
    """An empty working folder; the workbook lies in another one."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


def chosen(book, **how):
    loaded = headless.load(book, **how)
    assert loaded.choice is not None
    return loaded.pack.id, loaded.choice.how, loaded.choice.others, loaded.choice.notice.render()


def test_without_any_other_the_national_one_and_no_word(place, filled_book):
    assert chosen(filled_book) == (NATIONAL, How.NATIONAL, (), "")


WHERE = {
    "working folder": lambda place, book, state: place / "scoring_rules",
    "scoring_rules beside the workbook": lambda place, book, state: book.parent / "scoring_rules",
    "beside the workbook": lambda place, book, state: book.parent,
    "own folder": lambda place, book, state: state / "scoring_rules",
}


@pytest.mark.parametrize("where", WHERE)
def test_a_pack_for_this_unit_and_year_is_used_wherever_it_lies(where, place, filled_book, state_folder):
    path = pack(WHERE[where](place, filled_book, state_folder), "mine-2025")
    name, how, others, notice = chosen(filled_book)
    assert (name, how, others) == ("mine-2025", How.LOCAL, ())
    assert path.name in notice


APPLIES = [
    # applies_to, years, whether it is used
    ('["482001"]', "{ from = 2025, to = 2025 }", True),
    ('["482"]', "{ from = 2025 }", True),
    ('["４８２００１"]', "{ from = 2025 }", True),
    ('["乐亭县"]', "{ from = 2020 }", True),
    ('["石家庄市", "乐亭县信访局"]', "{ from = 2020 }", True),
    ('["482002"]', "{ from = 2025 }", False),
    ('["48"]', "{ from = 2025 }", False),
    ('["滦南县"]', "{ from = 2025 }", False),
    ('["482001"]', "{ from = 2026 }", False),
    ('["482001"]', "{ to = 2024 }", False),
]


@pytest.mark.parametrize(("applies", "years", "used"), APPLIES)
def test_it_must_be_meant_for_this_unit_and_year(applies, years, used, place, filled_book):
    pack(place / "scoring_rules", "mine", years, applies)
    name, _, _, notice = chosen(filled_book)
    assert (name == "mine", bool(notice)) == (used, used)


def test_the_closest_of_several_is_used_and_the_others_named(place, filled_book, state_folder):
    pack(place / "scoring_rules", "region", applies='["乐亭县"]')
    pack(filled_book.parent, "unit", applies='["482001"]')
    pack(state_folder / "scoring_rules", "bureau", applies=f'["{UNIT}"]')
    name, _, others, notice = chosen(filled_book)
    assert (name, others) == ("unit", ("bureau", "region"))
    assert "bureau, region" in notice


NOT_USED = [
    # file, applies_to, text after the head, words of the notice
    ("silent.toml", "", "", "silent here, which does not say whom it is for"),
    ("broken.toml", '["482001"]', "weigths = 3\n", "broken cannot be used"),
    ("mine.toml.txt", '["482001"]', "", "mine.toml.txt ends in .txt"),
]


@pytest.mark.parametrize(("file", "applies", "extra", "words"), NOT_USED)
def test_one_that_is_there_and_not_used_is_told(file, applies, extra, words, place, filled_book):
    pack(place / "scoring_rules", file, applies=applies, extra=extra)
    name, how, _, notice = chosen(filled_book)
    assert (name, how) == (NATIONAL, How.NATIONAL)
    assert words in notice


def test_what_is_asked_for_comes_first_and_nothing_is_said(place, filled_book):
    pack(place / "scoring_rules", "mine")
    assert chosen(filled_book, rules=NATIONAL) == (NATIONAL, How.ASKED, (), "")


def test_a_scored_workbook_keeps_its_own(place, filled_book, tmp_path):
    scored = headless.write_scored(headless.load(filled_book, rules="cn-hubei"), tmp_path / "s.xlsx")
    pack(place / "scoring_rules", "mine")
    name, how, others, notice = chosen(scored)
    assert (name, how, others) == ("cn-hubei", How.WORK, ("mine",))
    assert "mine" in notice


def test_a_work_that_was_begun_keeps_the_national_one(place, filled_book):
    work = open_workspace(filled_book)
    work.set("", "", "preparer", "张三")
    work.close()
    pack(place / "scoring_rules", "mine")
    work = open_workspace(filled_book)
    assert work.pack.id == NATIONAL
    assert any("mine" in notice.render() for notice in work.notices)
    found = offers(work)
    assert [(offer.name, offer.meant) for offer in found[:3]] == [
        (NATIONAL, False),
        ("cn-hebei-leting-2025", True),
        ("mine", True),
    ]
    work.close()
    assert chosen(filled_book)[:3] == (NATIONAL, How.NATIONAL, ("mine",))


def test_the_screen_records_what_it_chose_so_that_it_stays(place, filled_book):
    path = pack(filled_book.parent, "mine")
    work = open_workspace(filled_book)
    assert (work.pack.id, work.evaluation.setting("rules")) == ("mine", "mine")
    work.undo()
    assert work.pack.id == NATIONAL
    work.redo()
    work.close()
    work = open_workspace(filled_book)
    assert work.pack.id == "mine"
    work.close()
    path.unlink()
    with pytest.raises(SelfEvalError):
        open_workspace(filled_book)


@pytest.fixture
def last_year(filled_book, tmp_path, place):
    """Last year's evaluation, scored by a unit's pack of last year that has a successor."""
    folder = place / "scoring_rules"
    pack(folder, "unit-2024", "{ from = 2024, to = 2024 }", applies="")
    scored = headless.write_scored(headless.load(filled_book, rules="unit-2024", year=2024), tmp_path / "last.xlsx")
    pack(folder, "unit-2025", applies="")
    return scored


def test_last_years_pack_is_followed_by_its_successor(last_year, filled_book):
    name, how, _, notice = chosen(filled_book, last_year=last_year)
    assert (name, how) == ("unit-2025", How.SUCCESSOR)
    assert "unit-2024" in notice


def test_last_years_workbook_taken_for_this_year_too(last_year):
    assert chosen(last_year, year=2025)[:2] == ("unit-2025", How.SUCCESSOR)
    assert chosen(last_year)[:2] == ("unit-2024", How.WORK)
    loaded = headless.load(last_year, year=2025, year_mismatch=True)
    assert loaded.pack.id == "unit-2024"


def test_a_successor_under_a_name_of_its_own_is_known_by_its_layers(place, last_year, filled_book):
    (place / "scoring_rules" / "unit-2025.toml").unlink()
    path = pack(place / "scoring_rules", "renamed", applies="")
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{NATIONAL}"', '"unit-2024"'), encoding="utf-8")
    assert chosen(filled_book, last_year=last_year)[0] == "renamed"


def test_the_screen_follows_last_years_pack_too(last_year, filled_book):
    found = after_last_year(filled_book, last_year)
    assert (found.name, found.how) == ("unit-2025", How.SUCCESSOR)
    work = open_workspace(filled_book, rules=found.name)
    work.close()
    assert after_last_year(filled_book, last_year) is None, "a work keeps its pack"


def test_a_pack_that_ends_is_followed_by_the_one_that_begins(place, filled_book, tmp_path):
    scored = headless.write_scored(headless.load(filled_book, rules="cn-sichuan", year=2024), tmp_path / "s.xlsx")
    for year in (2025, 2026):
        assert chosen(scored, year=year)[:2] == ("cn-sichuan-2025", How.SUCCESSOR)


def test_no_successor_is_an_error_as_before(place, last_year):
    (place / "scoring_rules" / "unit-2025.toml").unlink()
    with pytest.raises(SelfEvalError) as caught:
        headless.load(last_year, year=2025)
    assert caught.value.code == "R165"


def test_it_is_said_on_stderr_in_json_and_in_the_workbook(place, filled_book, tmp_path, run: Run):
    pack(place / "scoring_rules", "mine")
    done = run("score", filled_book, "-o", tmp_path / "out.xlsx", "--json", "--lang", "zh")
    assert "采用计分规则 mine" in done.err
    assert done.err.count("mine") == 2  # the pack and its file, in one line
    choice = json.loads(done.out)["rules_choice"]
    assert (choice["how"], choice["others"]) == ("local", [])
    assert "mine" in choice["notice"]
    assert any("采用计分规则 mine" in text for text in _about(tmp_path / "out.xlsx"))
    assert run("verify", tmp_path / "out.xlsx").code == 0
    assert read_workbook(tmp_path / "out.xlsx").settings["rules"] == "mine"


def _about(path):
    """Every text of 说明."""
    return [str(cell) for row in load_workbook(path)["说明"].iter_rows(values_only=True) for cell in row if cell]


def test_lists_and_checks_name_files_that_nobody_finds(place, run: Run):
    pack(place / "scoring_rules", "mine.toml.txt")
    done = run("rules", "list")
    assert "mine.toml.txt" in done.out
    assert "rename it mine.toml" in "".join(done.out.split("\n"))
    checked = run("rules", "check")
    assert "R109" in checked.out
    assert checked.code == 0


def test_packs_of_the_own_folder_are_known_everywhere(place, state_folder, filled_book, run: Run):
    pack(state_folder / "scoring_rules", "mine-2025", applies="")
    assert "mine-2025" in run("rules", "list").out
    assert run("rules", "show", "mine-2025").code == 0
    assert run("rules", "new", "--from", "mine-2025", "--year", "2026").code == 0
    assert run("score", filled_book, "--rules", "mine-2025").code in {0, 1}
    assert run("rules", "replay", "mine-2025", filled_book).code == 0
    assert run("rules", "export", "mine-2026", "-o", "pack.xlsx").code == 0
    assert run("rules", "import", "pack.xlsx", "-o", "mine-2026.toml").code == 0, "its base lies in the own folder"


def test_a_pack_says_whom_it_is_for(place, run: Run):
    pack(place / "scoring_rules", "mine", applies='["乐亭县", "482001"]')
    assert "乐亭县、482001" in run("rules", "show", "mine").out
    assert "meant for: from “none” to “乐亭县、482001”" in run("rules", "diff", NATIONAL, "mine").out


def test_a_choice_undone_by_hand_is_no_longer_said(place, filled_book, tmp_path):
    pack(place / "scoring_rules", "mine")
    work = open_workspace(filled_book)
    work.enter([(FactKey("", "", "rules"), "cn-hubei")], kind="rules")
    target = work.export(tmp_path / "out.xlsx")
    work.close()
    assert not any("mine" in text for text in _about(target))
    shutil.rmtree(place / "scoring_rules")
    assert headless.load(target).pack.id == "cn-hubei"
