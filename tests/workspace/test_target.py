"""Nothing is written over what was read, and over another file only where that is wanted."""

from __future__ import annotations

import os

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.workspace.output.target import check_file, checked_workbook


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "读.xlsx").write_bytes(b"read")
    (tmp_path / "别的.xlsx").write_bytes(b"other")
    (tmp_path / "夹.xlsx").mkdir()
    (tmp_path / "链接.xlsx").symlink_to(tmp_path / "读.xlsx")
    os.link(tmp_path / "读.xlsx", tmp_path / "硬链接.xlsx")
    (tmp_path / "断链.xlsx").symlink_to(tmp_path / "没有.xlsx")
    return tmp_path


def code(folder, name, *, force):
    try:
        checked_workbook(folder / name, (folder / "读.xlsx", folder / "不在.xlsx"), force=force)
    except SelfEvalError as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    ("name", "unasked", "forced"),
    [
        ("新的.xlsx", "", ""),
        ("新的.XLSX", "", ""),
        ("别的.xlsx", "F301", ""),
        ("断链.xlsx", "F301", ""),
        ("读.xlsx", "F306", "F306"),
        ("夹.xlsx/../读.xlsx", "F306", "F306"),
        ("链接.xlsx", "F306", "F306"),
        ("硬链接.xlsx", "F306", "F306"),
        ("不在.xlsx", "F306", "F306"),
        ("夹.xlsx", "F305", "F305"),
        ("新的.xls", "F305", "F305"),
        ("新的", "F305", "F305"),
    ],
)
def test_where_a_workbook_may_go(folder, name, unasked, forced):
    assert (code(folder, name, force=False), code(folder, name, force=True)) == (unasked, forced)


def test_a_relative_name_of_the_input_is_the_input(folder, monkeypatch):
    monkeypatch.chdir(folder)
    with pytest.raises(SelfEvalError) as caught:
        check_file(type(folder)("读.xlsx"), (folder / "读.xlsx",), force=True)
    assert caught.value.code == "F306"


def test_a_free_name_is_offered(folder):
    with pytest.raises(SelfEvalError) as caught:
        check_file(folder / "别的.xlsx", (), force=False)
    assert "别的 (2).xlsx" in caught.value.hint.render(str)
