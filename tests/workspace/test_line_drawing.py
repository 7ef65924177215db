"""Whether a terminal draws lines in one cell each: what it is asked, what its answers mean."""

from __future__ import annotations

import io
import os
import sys

import pytest

from selfeval.tui.row_texts.bars import fine
from selfeval.workspace.system.line_drawing import SAMPLE, ask, column_said, one_cell_each, worth_asking


@pytest.mark.parametrize(
    ("answer", "column"),
    [
        (b"\x1b[1;7R", 6),
        (b"\x1b[24;13R", 12),
        (b"abc\x1b[1;7R", 6),  # typed ahead of it
        (b"\x1b[1;2P", None),
        (b"\x1b[1;R", None),
        (b"7R", None),
        (b"", None),
    ],
)
def test_an_answer_is_a_column_or_none(answer: bytes, column: int | None) -> None:
    assert column_said(answer) == column


def test_only_one_cell_for_each_sign_will_do() -> None:
    assert one_cell_each(len(SAMPLE))
    assert not one_cell_each(2 * len(SAMPLE))
    assert not one_cell_each(len(SAMPLE) + 1)


@pytest.mark.parametrize(
    ("environ", "may"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "linux"}, False),
        ({"TERM": "dumb"}, False),
        ({}, False),
        ({"TERM": "xterm", "SELFEVAL_PLAIN_MARKS": "1"}, False),
    ],
)
def test_who_is_asked(environ: dict[str, str], may: bool) -> None:
    assert worth_asking(environ) is may


@pytest.mark.parametrize(("encoding", "may"), [("utf-8", True), ("gb18030", True), ("gbk", False), ("ascii", False)])
def test_an_encoding_without_these_signs_is_not_asked_about_them(encoding: str, may: bool, monkeypatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "__stderr__", stream)
    assert worth_asking({"TERM": "xterm"}) is may
    assert fine({"TERM": "xterm"}) is (may and os.name != "nt")


def test_without_a_terminal_nobody_answers() -> None:
    assert ask() is None
