"""What the validation of cells says in every workbook: it asks, explains and warns, within what spreadsheets take."""

from __future__ import annotations

from typing import Any

from selfeval.excel.paper.cells import safe_text, utf16_length

_LONGEST_TITLE, _LONGEST_TEXT = 32, 255
"""Characters that spreadsheets take (as Excel enforces it; XlsxWriter refuses more)."""

WARNS: dict[str, Any] = {"error_type": "warning", "error_title": "请核对", "ignore_blank": True}
"""A rule that keeps nobody from entering something else."""


def told(title: str, words: str, wrong: str) -> dict[str, Any]:
    """The part of a rule that speaks: beside the cell under a title, and where something else is entered."""
    return {
        "input_title": _clipped(title, _LONGEST_TITLE),
        "input_message": _clipped(words, _LONGEST_TEXT),
        "error_message": _clipped(wrong, _LONGEST_TEXT),
    }


def _clipped(text: str, limit: int) -> str:
    text = safe_text(text)
    if utf16_length(text) <= limit:
        return text
    while utf16_length(text) >= limit:
        text = text[:-1]
    return text + "…"
