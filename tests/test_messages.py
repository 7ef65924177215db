"""Every sentence exists in Chinese, with the same fields, and the compiled catalogue is the one in the repository."""

import ast
import re
import string

import pytest

from selfeval.core.problems import msg
from selfeval.i18n import translator
from tests.places import ROOT
from tests.tools import messages

SOURCE = ROOT / "selfeval"


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_catalogue_holds_exactly_the_templates_of_the_source():
    wanted = {text for text, _ in messages.templates() if text} | {"; "}
    assert {str(item.id) for item in messages.catalogue() if item.id} == wanted


def test_every_template_is_translated_with_the_same_fields():
    for item in messages.catalogue():
        if item.id:
            assert item.string, item.id
            assert fields(item.string) == fields(item.id), item.id


def test_the_compiled_catalogue_is_up_to_date():
    assert messages.MO.read_bytes() == messages.compiled(messages.catalogue())
    assert translator("zh")("; ") == "；"
    assert translator("en")("; ") == "; "


def test_sentences_that_count_one_are_sentences_of_the_source():
    wanted = {text for text, _ in messages.templates()}
    for item in messages.ones():
        if item.id:
            assert item.context == "one"
            assert item.id in wanted, item.id
            assert fields(item.string) == fields(item.id), item.id
            assert item.string != item.id


def test_the_compiled_sentences_that_count_one_are_up_to_date():
    assert messages.ONES.with_suffix(".mo").read_bytes() == messages.compiled(messages.ones())


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "1 row"),
        ("en", "1", "1 row"),
        ("en", 0, "0 rows"),
        ("en", 2, "2 rows"),
        ("en", 11, "11 rows"),
        ("zh", 1, "1 行"),
        ("zh", 2, "2 行"),
    ],
)
def test_one_is_counted_in_the_singular_where_a_language_has_one(language, count, said):
    assert msg("{count} rows", count=count).render(translator(language)) == said


def test_a_sentence_inside_another_counts_for_itself():
    inner = msg("{count} entries", count=1)
    assert msg("{what} ({count} rows)", what=inner, count=2).render(translator("en")) == "1 entry (2 rows)"


def test_no_sentence_joins_words_with_a_colon_of_its_own():
    """A colon between words is that of the language: `labelled`, not an f-string."""
    found = []
    for room in ("tui", "plain", "commands", "workspace", "core/report"):
        for path in sorted((SOURCE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                parts = node.values if isinstance(node, ast.JoinedStr) else []
                for before, colon, after in zip(parts, parts[1:], parts[2:], strict=False):
                    between = isinstance(before, ast.FormattedValue) and isinstance(after, ast.FormattedValue)
                    if between and isinstance(colon, ast.Constant) and re.fullmatch(r": +", colon.value):
                        found.append(f"{path.relative_to(SOURCE)}:{node.lineno} {ast.unparse(node)}")
    assert found == []
