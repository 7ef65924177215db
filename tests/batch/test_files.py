"""Every file that is given ends once, whatever it is and wherever it lies."""

from __future__ import annotations

import io
import os
import unicodedata
import zipfile
from pathlib import Path

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.workspace.batch.inputs import all_inputs, is_passed_over
from tests.batch.helpers import UNIT, batched, book, ends, form, put, rows
from tests.tools.county.make import gbk


def listed(*sources: Path | str, out: Path = Path("/nowhere")) -> list[str]:
    return [one.shown for one in all_inputs([str(source) for source in sources], out)]


@pytest.mark.parametrize(
    ("name", "passed"),
    [
        (".DS_Store", True),
        ("~$自评表.xlsx", True),
        (".~lock.自评表.xlsx#", True),
        ("Thumbs.db", True),
        ("desktop.ini", True),
        ("__MACOSX/._自评表.xlsx", True),
        ("自评表.xlsx.selfeval", True),
        ("scoring_rules/cn-x.toml", True),
        ("._自评表.xlsx", True),
        (".~selfeval-0123456789ab.tmp", True),
        ("自评表.xlsx", False),
        ("自评.表.xlsx", False),
        ("说明.txt", False),
        ("$自评.xlsx", False),
        ("macosx/自评.xlsx", False),
    ],
)
def test_files_of_the_system_are_passed_over_by_name(name, passed):
    assert is_passed_over(name) is passed


def test_folders_patterns_lists_and_archives_give_each_file_once(tmp_path):
    top = tmp_path / "上报"
    for name in ("乙/2.xlsx", "甲/1.xlsx", "甲/下/3.xlsx"):
        put(top / name)
    (top / "a.zip").write_bytes(gbk([("镇/表一.xlsx", b"x"), ("镇/.DS_Store", b"x")]))
    (tmp_path / "清单.txt").write_text(f'上报/甲/1.xlsx\n\n"{top / "乙" / "2.xlsx"}"\n没有.xlsx\n', encoding="gb18030")
    whole = [
        "上报/a.zip!镇/表一.xlsx",
        "上报/a.zip!镇/.DS_Store",
        "上报/乙/2.xlsx",
        "上报/甲/1.xlsx",
        "上报/甲/下/3.xlsx",
    ]
    assert listed(top) == whole
    assert listed(top, top / "甲", top / "甲" / ".." / "甲" / "1.xlsx") == whole
    assert listed(f"{top}/*/[12].xlsx") == ["乙/2.xlsx", "甲/1.xlsx"]
    assert listed(f"{tmp_path}/**/3.xlsx") == ["上报/甲/下/3.xlsx"]
    assert listed(f"@{tmp_path / '清单.txt'}") == ["上报/甲/1.xlsx", "上报/乙/2.xlsx", str(Path.cwd() / "没有.xlsx")]


def test_a_folder_whose_name_goes_on_where_another_ends_is_not_taken_for_it(tmp_path):
    put(tmp_path / "上报" / "1.xlsx")
    other = put(tmp_path / "上报2" / "2.xlsx")
    (tmp_path / "清单.txt").write_text(f"上报/1.xlsx\n{other}\n", encoding="utf-8")
    (tmp_path / "上报" / "清单.txt").write_text(f"1.xlsx\n../上报2/2.xlsx\n{other}\n", encoding="utf-8")
    assert listed(f"@{tmp_path / '清单.txt'}") == ["上报/1.xlsx", "上报2/2.xlsx"]
    assert listed(f"@{tmp_path / '上报' / '清单.txt'}") == ["1.xlsx", str(other)]


def test_the_folder_that_is_written_is_not_read(tmp_path):
    put(tmp_path / "上报" / "1.xlsx")
    put(tmp_path / "上报" / "out" / "facts.xlsx")
    assert listed(tmp_path / "上报", out=tmp_path / "上报" / "out") == ["上报/1.xlsx"]


def test_what_another_batch_wrote_is_no_form(tmp_path):
    put(tmp_path / "上报" / "1.xlsx")
    batched(tmp_path / "上报", out=tmp_path / "上报" / "第一次")
    assert listed(tmp_path / "上报", out=tmp_path / "上报" / "第二次") == ["上报/1.xlsx"]
    (tmp_path / "上报" / "别的" / ".work").mkdir(parents=True)
    put(tmp_path / "上报" / "别的" / "2.xlsx")
    assert listed(tmp_path / "上报") == ["上报/1.xlsx", "上报/别的/2.xlsx"]


def test_a_link_to_a_folder_is_no_circle(tmp_path):
    put(tmp_path / "上报" / "1.xlsx")
    (tmp_path / "上报" / "again").symlink_to(tmp_path / "上报")
    (tmp_path / "上报" / "gone.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    assert listed(tmp_path / "上报") == ["上报/1.xlsx", "上报/gone.xlsx"]


def test_ten_thousand_files_in_one_folder_are_listed_at_once(tmp_path):
    for number in range(10_000):
        (tmp_path / f"{number}.xlsx").touch()
    assert len(listed(tmp_path)) == 10_000


@pytest.mark.parametrize("source", ["没有/", "没有*.xlsx", "@没有.txt"])
def test_a_source_that_is_not_there_stops_everything(tmp_path, source):
    with pytest.raises(SelfEvalError) as error:
        listed(tmp_path / source if source[0] != "@" else f"@{tmp_path / source[1:]}")
    assert error.value.code in {"F101", "F103"}


def _archive(*names: str, size: int = 5, password: bool = False) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, bytes(size))
    data = stream.getvalue()
    if password:  # the flag alone, in both headers
        data = data.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
        data = data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")
    return data


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (_archive("a.xlsx"), ("a.zip!a.xlsx", "")),
        (_archive("b.zip"), ("a.zip!b.zip", "F705")),
        (_archive("a.xlsx", size=60 * 1024 * 1024), ("a.zip!a.xlsx", "F109")),
        (_archive("a.xlsx", size=17 * 1024 * 1024), ("a.zip!a.xlsx", "F109")),
        (_archive("a.xlsx", password=True), ("a.zip!a.xlsx", "F104")),
        (b"PK\x03\x04nothing", ("a.zip", "F705")),
        (b"", ("a.zip", "F705")),
        (b"Rar!", ("a.rar", "F705")),
        (_archive("[Content_Types].xml", "xl/workbook.xml"), ("a.zip", "")),
    ],
    ids=["form", "inside", "large", "bomb", "password", "broken", "empty", "rar", "workbook"],
)
def test_an_archive_gives_its_members_or_says_why_not(tmp_path, data, wanted):
    path = tmp_path / wanted[0].partition("!")[0]
    path.write_bytes(data)
    assert [(one.shown, one.code) for one in all_inputs([str(path)], tmp_path)] == [wanted]


def test_every_file_ends_once_and_the_counts_add_up(tmp_path):
    top = tmp_path / "上报"
    put(top / "1.xlsx")
    put(top / ("长" * 80 + ".xlsx"), form(2))
    deep = top
    for _ in range(4):
        deep /= "很深的文件夹" * 4
    put(deep / "3.xlsx", form(3))
    composed, apart = (unicodedata.normalize(how, "é局.xlsx") for how in ("NFC", "NFD"))
    for number, name in enumerate(("Form.xlsx", "form.xlsx", composed, apart), 4):
        put(top / "名" / name, form(number))
    (top / "a.zip").write_bytes(gbk([("镇/表一.xlsx", book(form(9))), ("镇/坏.xlsx", b"nothing")]))
    (top / ".DS_Store").write_bytes(b"x")
    (top / "空.xlsx").touch()
    os.mkfifo(top / "管道.xlsx")
    with (top / "大.xlsx").open("wb") as stream:
        stream.truncate(2 * 1024**3)
    out = tmp_path / "out"
    batch = batched(top, out=out)
    assert len(str(deep / "3.xlsx").encode()) > 300
    found = ends(out)
    assert {state for state, _ in found.values()} == {"read", "refused"}
    assert {name.rpartition("/")[2]: code for name, (state, code) in found.items() if state == "refused"} == {
        ".DS_Store": "F701", "空.xlsx": "F107", "管道.xlsx": "F102", "大.xlsx": "F109", "坏.xlsx": "F106",
    }  # fmt: skip
    files = batch.summary["files"]
    assert files["given"] == len(found) == 13
    assert files["read"] + files["doubt"] + files["refused"] == 13
    assert files["not_done"] == 0
    assert len({row["project"] for row in rows(out, "facts")}) == 8


def test_a_file_that_goes_after_it_was_listed_is_refused_alone(tmp_path):
    from selfeval.workspace.batch.batch import Batch, requested

    put(tmp_path / "上报" / "1.xlsx")
    gone = put(tmp_path / "上报" / "2.xlsx", form(2))
    batch = Batch(requested((str(tmp_path / "上报"),), tmp_path / "out"), tmp_path / "out", 1)
    gone.unlink()
    batch.run()
    assert ends(tmp_path / "out") == {"上报/1.xlsx": ("read", ""), "上报/2.xlsx": ("refused", "F101")}


def test_work_files_beside_a_form_decide_nothing(tmp_path):
    from selfeval.workspace.work.opening import open_workspace

    path = put(tmp_path / "上报" / "1.xlsx")
    work = open_workspace(path)
    project = work.evaluation.department.projects[0]
    work.set(project.id, project.indicators[0].id, "actual", "1公里")
    work.close()
    batched(tmp_path / "上报", out=tmp_path / "out")
    facts = [row for row in rows(tmp_path / "out", "facts") if row["row"] == "indicator"]
    assert facts[0]["actual"] == form().lines[0].actual
    assert facts[0]["unit"] == UNIT[1]
