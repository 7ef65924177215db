"""`selfeval batch` as people and scripts call it: what it prints, its JSON, its exit codes, its progress."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from tests.batch.helpers import form, put
from tests.cli.conftest import FILLED, ROOT, Run, process
from tests.kept import share_packs
from tests.tools.county.faults import FAULTS


@pytest.fixture
def top(tmp_path: Path) -> Path:
    share_packs()
    for number in range(3):
        put(tmp_path / "上报" / f"{number}.xlsx", form(number))
    return tmp_path


def test_a_folder_of_sound_forms_ends_well_and_says_what_it_came_to(run: Run, top: Path) -> None:
    done = run("batch", top / "上报", "-o", top / "out")
    assert done.code == 0, done.err
    told = dict(re.findall(r"^(.*?)\s{2,}(\S+)$", done.out, re.MULTILINE))
    assert (told["Files given"], told["read"], told["read with doubt"], told["refused"]) == ("3", "3", "0", "0")
    assert told["Projects counted"] == "3"
    assert done.out.endswith(f"Written to {top / 'out'}\n")
    assert done.err == "3 files.\n"


def test_who_is_missing_and_who_is_not_on_the_list_is_named(run: Run, top: Path) -> None:
    (top / "单位.txt").write_text("青山县水厂\n青山县河道所\n", encoding="utf-8")
    (top / "上报" / "Thumbs.db").write_bytes(b"x")
    done = run("batch", top / "上报", "-o", top / "out", "--units", top / "单位.txt", "--lang", "zh")
    assert "未报：青山县水厂、青山县河道所\n" in done.out
    assert "不在清单中：青山县水利站\n" in done.out
    assert re.search("其中：非报送文件 +1\n", done.out)


def test_json_is_the_summary_and_says_what_this_run_did(run: Run, top: Path) -> None:
    first, again = (json.loads(run("batch", top / "上报", "-o", top / "out", "--json").out) for _ in range(2))
    assert (first["run"]["worked_out"], again["run"]["worked_out"]) == (3, 0)
    kept = json.loads((top / "out" / "summary.json").read_text(encoding="utf-8"))
    assert kept == {name: value for name, value in again.items() if name != "run"}
    assert kept["schema"] == "selfeval.batch/1"


def test_tables_are_folders_of_parts_where_there_are_more_files_than_a_part_holds(run: Run, top: Path) -> None:
    assert run("batch", top / "上报", "-o", top / "out", "--part-files", "2").code == 0
    names = [path.name for path in sorted((top / "out" / "facts.parquet").iterdir())]
    assert [name[:11] for name in names] == ["part-00000-", "part-00001-"]
    done = run("sample", top / "out", "--share", "all=100%", "--json")
    assert len(json.loads(done.out)["drawn"]) == 3, done.err
    assert run("batch", top / "上报", "-o", top / "out").code == 0
    assert (top / "out" / "facts.parquet").is_file()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda top: (top / ".DS_Store").write_bytes(b"x"), 0),
        (lambda top: (top / "坏.xlsx").write_bytes(b"PK"), 1),
        (lambda top: put(top / "错.xlsx", _faulty()), 1),
    ],
    ids=["system", "broken", "error"],
)
def test_a_refused_file_or_an_error_gives_one(run: Run, top: Path, spoil: object, code: int) -> None:
    spoil(top / "上报")  # type: ignore[operator]
    done = run("batch", top / "上报", "-o", top / "out")
    assert done.code == code
    if "坏" in done.out:
        assert "F106" in done.out


def _faulty() -> object:
    from random import Random

    one = form(7)
    FAULTS["full_on_missed"](Random(1), one)
    return one


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Say what is to be read"),
        (("nowhere/",), "F101"),
        (("--resume",), "F712"),
        (("上报", "--jobs", "0"), "jobs"),
        (("上报", "--limit-memory", "1"), "limit-memory"),
        (("上报", "--rules", "no-such"), "R101"),
        (("上报", "--units", "nowhere.csv"), "F101"),
        (("上报", "-o", "上报"), "F702"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_two_and_says_so(
    run: Run, top: Path, words: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(top)
    out = () if "-o" in words else ("-o", "out")
    done = run("batch", *words, *out)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_it_goes_on_from_another_folder_without_its_sources(
    run: Run, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(top)
    assert run("batch", "上报", "-o", "out").code == 0
    put(top / "上报" / "9.xlsx", form(9))
    monkeypatch.chdir("/")
    found = json.loads(run("batch", "-o", top / "out", "--resume", "--json").out)
    assert (found["files"]["given"], found["run"]["worked_out"]) == (4, 1)


def test_progress_is_a_line_every_some_seconds_and_one_that_changes_on_a_terminal(
    run: Run, top: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from selfeval.commands.bureau import batch

    monkeypatch.setattr(batch, "_EVERY", 0.0)
    done = run("batch", top / "上报", "-o", top / "out")
    lines = done.err.splitlines()
    assert lines[0] == "3 files."
    assert re.fullmatch(r"3 of 3 files, [0-9.]+ a second, 0:00 left, 0 refused", lines[-1])
    assert len(lines) == 4
    monkeypatch.setattr(batch, "_QUICK", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    done = run("batch", top / "上报", "-o", top / "out")
    assert done.err.count("\r\x1b[K") == 4
    assert done.err.splitlines()[-1].endswith("\r\x1b[K") or done.err.endswith("\r\x1b[K")


@pytest.mark.skipif(os.name == "nt", reason="asks for POSIX names")
def test_a_name_that_is_no_valid_text_is_read_like_any_other(top: Path, state_folder: Path) -> None:
    odd = os.fsdecode(os.fsencode(str(top / "上报")) + b"/\xb1\xed.xlsx")
    Path(odd).write_bytes(FILLED.read_bytes())
    done = process(
        "batch", top / "上报", "-o", top / "out", "--json", SELFEVAL_LANG="zh", SELFEVAL_STATE_DIR=state_folder
    )
    found = json.loads(done.out)
    assert found["files"]["given"] == 4
    assert found["files"]["refused"] == 0, done.out
    assert (ROOT / "selfeval").is_dir()
