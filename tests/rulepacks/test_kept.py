"""A pack that was kept is taken instead of its files only while nothing that decides about it has changed."""

from __future__ import annotations

import re
import shutil

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.rulepacks import kept
from selfeval.rulepacks.check.trust import load_tested
from selfeval.rulepacks.finding import bundled_folder
from selfeval.rulepacks.load import find_packs, load_pack

NAMES = ("cn-mof-2020-10", "cn-hubei")


class Shelf:
    """Keeps packs in memory, and counts."""

    def __init__(self):
        self.kept = {}
        self.hits = 0

    def get(self, fingerprint):
        found = self.kept.get(fingerprint)
        self.hits += found is not None
        return found

    def put(self, fingerprint, pack):
        self.kept[fingerprint] = pack


@pytest.fixture
def folder(tmp_path):
    for name in NAMES:
        for ending in (".toml", ".cases.toml"):
            shutil.copy(bundled_folder() / f"{name}{ending}", tmp_path)
    return tmp_path


@pytest.fixture
def shelf(monkeypatch):
    """What other tests of this process have loaded does not count."""
    monkeypatch.setattr(kept, "_seen", {})
    return Shelf()


def again(load, shelf, folder, name="cn-hubei"):
    """Whether a new process would have this pack from the shelf."""
    kept._seen.clear()
    before = shelf.hits
    load(name, folders=(folder,), keeper=shelf)
    return shelf.hits > before


@pytest.mark.parametrize("load", [load_tested, load_pack])
def test_it_is_taken_from_the_shelf_and_is_the_same(folder, shelf, load):
    first = load("cn-hubei", folders=(folder,), keeper=shelf)
    assert again(load, shelf, folder)
    assert load("cn-hubei", folders=(folder,), keeper=shelf) == first == load("cn-hubei", folders=(folder,))


@pytest.mark.parametrize("load", [load_tested, load_pack])
@pytest.mark.parametrize(
    "name", ["cn-hubei.toml", "cn-hubei.cases.toml", "cn-mof-2020-10.toml", "cn-mof-2020-10.cases.toml"]
)
def test_a_change_of_any_file_of_the_chain_counts(folder, shelf, load, name):
    load("cn-hubei", folders=(folder,), keeper=shelf)
    file = folder / name
    file.write_bytes(file.read_bytes() + b"\n# another word\n")
    assert not again(load, shelf, folder)
    assert again(load, shelf, folder)


def test_a_pack_in_an_earlier_folder_counts(folder, shelf, tmp_path_factory):
    load_tested("cn-hubei", folders=(folder,), keeper=shelf)
    earlier = tmp_path_factory.mktemp("earlier")
    text = (folder / "cn-hubei.toml").read_text(encoding="utf-8").replace("湖北", "鄂")
    (earlier / "cn-hubei.toml").write_text(text, encoding="utf-8")
    assert "鄂" in load_tested("cn-hubei", folders=(earlier, folder), keeper=shelf).title


def test_worked_cases_that_no_longer_come_out_are_found(folder, shelf):
    load_tested("cn-mof-2020-10", folders=(folder,), keeper=shelf)
    cases = folder / "cn-mof-2020-10.cases.toml"
    text = cases.read_text(encoding="utf-8")
    cases.write_text(re.sub(r"\nscore = [\d.]+", "\nscore = 0.01", text, count=1), encoding="utf-8")
    for _ in range(2):  # what is refused is never kept
        with pytest.raises(SelfEvalError) as caught:
            load_tested("cn-mof-2020-10", folders=(folder,), keeper=shelf)
        assert caught.value.code == "R164"
    assert load_pack("cn-mof-2020-10", folders=(folder,), keeper=shelf)  # what was read is not what was tried


def test_a_second_file_with_the_same_id_is_found(folder, shelf):
    load_tested("cn-hubei", folders=(folder,), keeper=shelf)
    shutil.copy(folder / "cn-hubei.toml", folder / "copy.toml")
    with pytest.raises(SelfEvalError) as caught:
        load_tested("cn-hubei", folders=(folder,), keeper=shelf)
    assert caught.value.code == "R107"
    assert next(info.error.code for info in find_packs((folder,), keeper=shelf) if info.error) == "R107"


def test_another_program_tries_it_again(folder, shelf, monkeypatch):
    load_tested("cn-hubei", folders=(folder,), keeper=shelf)
    monkeypatch.setattr(kept, "program_mark", lambda: "another")
    assert not again(load_tested, shelf, folder)


def test_the_mark_of_the_program_is_that_of_its_files(tmp_path, monkeypatch):
    (tmp_path / "core").mkdir()
    (tmp_path / "rulepacks").mkdir()
    file = tmp_path / "core" / "scoring.py"
    file.write_text("a = 1", encoding="utf-8")
    monkeypatch.setattr(kept, "__file__", str(tmp_path / "rulepacks" / "kept.py"))
    before = kept.program_mark.__wrapped__()
    file.write_text("a = 12", encoding="utf-8")
    assert kept.program_mark.__wrapped__() != before


def test_a_pack_that_changes_while_it_is_read_is_not_kept(folder, shelf):
    def make():
        pack = load_tested("cn-hubei", folders=(folder,))
        (folder / "cn-hubei.toml").write_bytes((folder / "cn-hubei.toml").read_bytes() + b"\n")
        return pack

    kept.kept_or_made(folder / "cn-hubei.toml", (folder,), make, shelf)
    assert not shelf.kept


def test_a_file_that_cannot_be_read_keeps_nothing(folder, shelf):
    (folder / "huge.toml").write_bytes(b"#" * (1 << 21))
    load_tested("cn-hubei", folders=(folder,), keeper=shelf)
    assert not shelf.kept


def test_all_packs_are_listed_from_the_shelf(folder, shelf):
    first = find_packs((folder,), keeper=shelf)
    kept._seen.clear()
    second = find_packs((folder,), keeper=shelf)
    assert shelf.hits == len(NAMES)
    assert [(info.id, info.pack, info.hidden) for info in second] == [
        (info.id, info.pack, info.hidden) for info in first
    ]
