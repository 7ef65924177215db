"""What people call their projects and units, as parts of file names that every Windows takes."""

from __future__ import annotations

from pathlib import PureWindowsPath

import pytest

from selfeval.store.name_parts import name_part


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("信访专项资金", "信访专项资金"),
        ("A/B 类：项目*?", "A_B 类：项目_"),
        ('a"b<c>d|e', "a_b_c_d_e"),
        ("两\n行\t字", "两_行_字"),
        (" 前后空格与点. . ", "前后空格与点"),
        ("aux", "_aux"),
        ("CON", "_CON"),
        ("nul.备份", "_nul.备份"),
        ("Com1", "_Com1"),
        ("lpt²", "_lpt²"),
        ("conin$", "_conin$"),
        ("com10", "com10"),
        ("console", "console"),
        ("辅助 aux", "辅助 aux"),
        ("...", ""),
        ("???", "_"),
        ("", ""),
    ],
)
def test_a_text_becomes_a_part_of_a_name(text, name):
    assert name_part(text) == name
    assert not PureWindowsPath(f"{name_part(text)}.xlsx").is_reserved() or not name


@pytest.mark.parametrize("text", ["aux", "NUL", "com¹", "a\\b", "c:d"])
def test_no_part_leads_into_another_folder_or_to_a_device(text):
    path = PureWindowsPath(name_part(text) + "-自评-2025.xlsx")
    assert (len(path.parts), path.drive, path.is_reserved()) == (1, "", False)
