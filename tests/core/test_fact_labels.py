"""The words of the national form are stated once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from selfeval.core.fact_labels import FACT_LABELS, SOURCE_LABELS
from tests.places import ROOT

PACKAGE = ROOT / "selfeval"
OWNER = PACKAGE / "core" / "fact_labels.py"
OTHER_THINGS = {
    "rulepacks": "headings of a rule pack's own sheets and files, of which some are called as facts are",
    "core/rules": "the same",
    "excel/rulebook": "the same",
    "excel/tables/labels": "every word that any form was seen to use, read only",
    "excel/tables/header.py": "what a sentence proposes to a person",
    "core/model.py": "parts of which other forms' headings are put together",
}
"""Where such a word is the name of something else, and why."""
LEAST = 4
"""Signs of a word that is hardly anything else; 分值 and 项目 are."""


def _stated_again() -> Iterator[tuple[str, str]]:
    words = {word for word in (*FACT_LABELS.values(), *SOURCE_LABELS.values()) if len(word) >= LEAST}
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        if path == OWNER or place.startswith(tuple(OTHER_THINGS)):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in words:
                yield f"{place}:{node.lineno}", str(node.value)


def test_what_the_form_calls_a_fact_is_stated_once():
    assert not list(_stated_again())


def test_no_two_facts_of_a_row_are_called_alike():
    assert len(set(FACT_LABELS.values())) == len(FACT_LABELS)
