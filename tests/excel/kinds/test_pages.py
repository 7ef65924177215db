"""Web pages that are not as they should be: what begins and never ends, sections that nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfeval.excel.book.any_kind import open_book
from tests.growth import times_longer


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


@pytest.mark.parametrize(
    "piece",
    [
        "<xml></b>",
        "<noscript></x>",
        "<xml><noscript></noscript>",
        "<title><xml></xml>",
        "<div hidden></p>",
        "<div hidden><p></p>",
        "<p hidden><b></i>",
    ],
)
def test_elements_that_are_never_closed_take_a_time_that_grows_with_the_page_alone(piece: str, tmp_path: Path) -> None:
    def read(size: int) -> None:
        path = tmp_path / f"{size}.html"
        path.write_text("<table><tr><td>甲</td></tr></table>" + piece * (size // len(piece)), encoding="utf-8")
        assert open_book(path).sheets[0].text(1, 1) == "甲"

    # Ten times for a page of ten times the size; a hundred where each end is looked for among all that is open.
    assert times_longer(lambda: read(300_000), lambda: read(30_000), 30) <= 30


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<xml><noscript>乙</xml>丙", "甲丙"),
        ("<noscript><xml>乙</xml>丙</noscript>丁", "甲丁"),
        ("<xml><xml>乙</xml>丙", "甲丙"),
        ("<span hidden><span>乙</span>丙</span>丁", "甲丁"),
        ("<span hidden>乙</b>丙</span>丁", "甲丁"),
    ],
)
def test_what_is_silent_or_hidden_ends_where_it_did(tmp_path: Path, written: str, read: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<table><tr><td>甲{written}</td></tr></table>", encoding="utf-8")
    assert [cell.text for cell in open_book(path).sheets[0].cells.values()] == [read]
