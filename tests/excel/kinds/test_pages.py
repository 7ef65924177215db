"""Web pages that are not as they should be: what begins and never ends, sections that nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval.excel.book.any_kind import open_book


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<![FOO[x]]>", "甲"),
        ("<![x>", "甲<![x>"),
        ("<![if x]>乙<![endif]>", "甲乙"),
        ("<![CDATA[乙]]>", "甲"),
        ("<!-- 乙 -->丙", "甲丙"),
        ("<!-- 乙", "甲<!-- 乙"),
        ("<!乙>丙", "甲丙"),
        ("<?乙>丙", "甲丙"),
        ("5<6", "甲5<6"),
    ],
)
def test_what_is_no_tag_of_a_page_stops_nobody(tmp_path: Path, written: str, read: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<table><tr><td>甲{written}</td></tr></table>", encoding="utf-8")
    assert [cell.text for cell in open_book(path).sheets[0].cells.values()] == [read]
