"""Finding packs, and the files that are none: each refused with its own code and a hint that helps."""

import tomllib
from pathlib import Path

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.rulepacks.check.check import check_file
from selfeval.rulepacks.finding import bundled_folder, pack_folders, pack_path
from selfeval.rulepacks.load import find_packs, load_pack
from selfeval.rulepacks.text import faults
from selfeval.rulepacks.text.files import MAX_BYTES

VALID = (Path(__file__).parent / "packs" / "caps.toml").read_text(encoding="utf-8")
UNREADABLE = [
    # bytes, code, word in the message, word in the hint
    (VALID.encode("gbk", errors="replace"), "R102", "caps.toml", "UTF-8"),
    (VALID.encode("utf-16"), "R102", "caps.toml", "UTF-8"),
    (b"PK\x03\x04\xff\xfe\x00\x00", "R102", "caps.toml", "UTF-8"),
    (b"schema = \"selfeval.rules/1\"\nid = = 5\n", "R103", "line 2", "one ="),
    ("schema = \"selfeval.rules/1\"\n产出 = 50\n".encode(), "R103", "line 2", "in English"),
    ("schema = \"selfeval.rules/1\"\n[weights.layouts.tiers]\n产出 = 50\n".encode(), "R103", "line 3", "in quotes"),
    ("schema = \"selfeval.rules/1\"\ntiers = { 产出 = 50 }\n".encode(), "R103", "line 2", "in quotes"),
    ("schema = “selfeval.rules/1”\n".encode(), "R103", "line 1", "half-width"),
    ("schema = \"selfeval.rules/1\"\nweight ＝ 5\n".encode(), "R103", "line 2", "half-width"),
    (b"a = 1\na = 2\n", "R103", "line 2", "once"),
    (b"a = [1,\n", "R103", "line", "bracket"),
    (b"a = " + b"[" * 5000, "R103", "nested", ""),
    (b"a = " + b"9" * 5000, "R103", "line 1", ""),
    (b"a = \x00", "R103", "line 1", ""),
    (b"a = 1\n" + b"a." * 3000 + b"\n" + b"b = = 2\n" * 20, "R103", "line 2", "3001 parts"),
    (b"a." * 400_000 + b"a = 1\n", "R103", "line 1", "400001 parts"),
    (b"[" + b"a." * 3000 + b"a]\nb = 1\n", "R103", "line 1", "3001 parts"),
    (b"x = { " + b"a." * 3000 + b"a = 1 }\n", "R103", "line 1", "3001 parts"),
    (b"a . " * 3000 + b"a = 1\n", "R103", "line 1", "3001 parts"),
    (b'"a".' * 3000 + b"a = 1\n", "R103", "line 1", "3001 parts"),
    (b"a = \"" + b"x." * 90 + b"\"\nb = = 2\n", "R103", "line 2", "one ="),
    (b"# " + b"." * 90 + b"\nb = = 2\n", "R103", "line 2", "one ="),
    (b"# " + b"x" * MAX_BYTES, "R104", "1 MiB", ""),
    (b"", "R105", "does not say", "newer"),
    (VALID.replace("selfeval.rules/1", "selfeval.rules/2").encode(), "R105", "selfeval.rules/2", "newer"),
    (VALID.replace('"selfeval.rules/1"', "1").encode(), "R105", "selfeval.rules/1", "newer"),
    (VALID.replace('id = "caps"', 'id = "other"', 1).encode(), "R106", "other", '"caps"'),
]  # fmt: skip


def refused(call, *args, **kwargs):
    with pytest.raises(SelfEvalError) as caught:
        call(*args, **kwargs)
    return caught.value


@pytest.mark.parametrize(("content", "code", "word", "advice"), UNREADABLE, ids=lambda value: str(value)[:20])
def test_refused(write, content, code, word, advice):
    path = write(content)
    error = refused(load_pack, str(path))
    assert error.code == code
    assert word in error.message.render()
    assert advice in error.hint.render()
    assert [problem.code for problem in check_file(str(path))] == [code]


def test_a_key_of_very_many_parts_is_not_repaired(monkeypatch):
    """Reading one costs the square of its parts; every way of meaning another line would read it once more."""
    reads = []
    monkeypatch.setattr(
        faults.tomllib, "loads", lambda text, _loads=tomllib.loads, **kw: reads.append(1) or _loads(text, **kw)
    )
    found = faults.faults("b = = 2\n" * 20 + "a." * 3000 + "\n")
    assert [fault.line for fault in found] == [21]
    assert not reads


def test_a_bom_and_windows_lines_are_accepted(write):
    path = write(b"\xef\xbb\xbf" + VALID.replace("\n", "\r\n").encode("utf-8"))
    assert load_pack(str(path)).id == "caps"


def test_not_found_lists_the_known_ids(write):
    folder = write(VALID).parent
    error = refused(load_pack, "cn-2099", folders=[folder])
    assert error.code == "R101"
    assert "cn-2099" in error.message.render()
    assert "caps" in error.hint.render()


@pytest.mark.parametrize("wanted", ["no/such.toml", "nothing.toml", "", "..", "a\x00b.toml", "*", "x" * 500])
def test_not_found_whatever_is_asked_for(wanted, tmp_path):
    assert refused(load_pack, wanted, folders=[tmp_path]).code == "R101"


def test_an_empty_place_is_named(tmp_path):
    assert str(tmp_path) in refused(load_pack, "x", folders=[tmp_path]).hint.render()


def test_a_folder_is_no_pack(tmp_path):
    (tmp_path / "x.toml").mkdir()
    assert refused(load_pack, str(tmp_path / "x.toml")).code == "R101"
    assert refused(load_pack, "x", folders=[tmp_path]).code == "R101"


def test_worked_cases_are_no_pack(write):
    path = write('schema = "selfeval.cases/1"\npack = "caps"\n', "caps.cases.toml")
    assert find_packs([path.parent]) == []
    assert refused(load_pack, "caps.cases", folders=[path.parent]).code == "R101"


def test_a_copy_beside_the_original_is_refused(write):
    folder = write(VALID).parent
    write(VALID, "caps - 副本.toml")
    error = refused(load_pack, "caps", folders=[folder])
    assert error.code == "R107"
    assert "caps - 副本.toml" in error.message.render()
    assert {info.id: info.error.code for info in find_packs([folder])} == {"caps": "R107", "caps - 副本": "R106"}


def test_a_broken_neighbour_does_no_harm(write):
    folder = write(VALID).parent
    write(b"\xff\xfe", "broken.toml")
    assert load_pack("caps", folders=[folder]).id == "caps"
    assert [(info.id, info.error is None) for info in find_packs([folder])] == [("broken", False), ("caps", True)]


def test_the_first_folder_wins(tmp_path):
    for number, name in enumerate(("mine", "theirs"), start=1):
        (tmp_path / name).mkdir()
        text = VALID.replace('version = "1"', f'version = "{number}"')
        (tmp_path / name / "caps.toml").write_text(text, encoding="utf-8")
    folders = [tmp_path / "mine", tmp_path / "theirs"]
    assert load_pack("caps", folders=folders).version == "1"
    assert [(info.pack.version, info.hidden) for info in find_packs(folders)] == [("1", False), ("2", True)]


def test_the_working_folder_comes_before_the_bundled_packs(write, monkeypatch):
    mine = write(VALID).parent / "scoring_rules"
    mine.mkdir()
    original = bundled_folder() / "cn-mof-2020-10.toml"
    text = original.read_text(encoding="utf-8").replace('version = "1.0"', 'version = "mine"')
    (mine / "cn-mof-2020-10.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(mine.parent)
    assert load_pack("cn-mof-2020-10").version == "mine"
    assert load_pack("cn-mof-2021-101").id == "cn-mof-2021-101"
    shown = [(info.id, info.bundled, info.hidden) for info in find_packs() if info.id.startswith("cn-mof-")]
    assert shown == [
        ("cn-mof-2020-10", False, False),
        ("cn-mof-2020-10", True, True),
        ("cn-mof-2021-101", True, False),
    ]


def test_a_checkout_is_not_searched_twice(monkeypatch):
    monkeypatch.chdir(bundled_folder().parent)
    assert len(pack_folders()) == 1


def test_a_path_wins_over_ids(write):
    path = write(VALID)
    assert pack_path(str(path)) == path
    assert load_pack(str(path)).id == "caps"


def test_the_same_bytes_give_the_same_pack(write):
    assert load_pack(str(write(VALID))) == load_pack(str(write(VALID)))


STRAYS = [
    # name of the file under the working folder, asked for, words of the hint
    ("scoring_rules/my-2026.toml.txt", "my-2026", "my-2026.toml.txt ends in .txt"),
    ("scoring_rules/my-2026.toml.txt", "my-2026.toml", "rename it my-2026.toml"),
    ("scoring_rules/my-2026.txt", "my-2026", "rename it my-2026.toml"),
    ("scoring_rules/我县2026.toml", "my-2026", "我县2026.toml calls itself my-2026"),
    ("scoring_rules/my-2026.TOML.bak", "my-2026", "another ending"),
    ("scoring_rules/2026/my-2026.toml", "my-2026", "a folder inside"),
    ("my-2026.toml", "my-2026", "lies outside"),
    ("my-2026.toml.txt", "my-2026.toml", "my-2026.toml"),
    ("packs/my-2026.toml.txt", "packs/my-2026.toml", "ends in .txt"),
    ("packs/my-2026.toml.txt", "packs\\my-2026.toml", "ends in .txt"),
]


@pytest.mark.parametrize(("name", "wanted", "words"), STRAYS)
def test_a_pack_that_is_there_and_not_found_is_told_with_the_remedy(name, wanted, words, tmp_path, monkeypatch):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(VALID.replace('id = "caps"', 'id = "my-2026"', 1), encoding="utf-8-sig")
    monkeypatch.chdir(tmp_path)
    error = refused(load_pack, wanted)
    assert error.code == "R101"
    assert words in error.hint.render()


def test_files_that_are_no_packs_are_not_taken_for_strays(tmp_path, monkeypatch):
    folder = tmp_path / "scoring_rules"
    folder.mkdir()
    (folder / "my-2026.txt").write_text("笔记", encoding="utf-8")
    (folder / "my-2026.cases.toml.txt").write_text('schema = "selfeval.rules/1"', encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "my-2026"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "cn-mof-2020-10" in refused(load_pack, "my-2026").hint.render()


NAMES = [
    # name of the file, words of the hint
    ("other.toml", 'write id = "other"'),
    ("我县2026.toml", "Rename the file caps.toml."),
    ("caps - 副本.toml", "Rename the file caps.toml."),
    ("caps.toml.txt", "rename it caps.toml"),
]


@pytest.mark.parametrize(("name", "words"), NAMES)
def test_a_file_of_another_name_is_told_a_name_that_can_be_one(name, words, write):
    error = refused(load_pack, str(write(VALID, name)))
    assert error.code == "R106"
    assert words in error.hint.render()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("mine.yaml", "rename it mine.toml"),
        ("mine.yml", "rename it mine.toml"),
        ("mine.json", "rename it mine.toml"),
        ("规则.docx", "rename it 规则.toml"),
        ("mine.xlsx", "selfeval rules import mine.xlsx"),
        ("mine.ET", "selfeval rules import mine.ET"),
        ("gone.yaml", "Known rule packs"),  # no such file
    ],
)
def test_a_file_of_another_kind_is_told_what_to_do_with_it(tmp_path, monkeypatch, name, hint):
    monkeypatch.chdir(tmp_path)
    if name != "gone.yaml":
        (tmp_path / name).write_text("execution:\n  weight: 10\n", encoding="utf-8")
    with pytest.raises(SelfEvalError) as stopped:
        pack_path(name)
    assert stopped.value.code == "R101"
    assert hint in stopped.value.hint.render()
