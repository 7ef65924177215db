"""One thing has one word in Chinese: no sentence of the program says what docs/words.zh-CN.md lists as not said."""

import re
from collections.abc import Iterator

import pytest

from selfeval.excel.paper.labels import STEP_COLUMNS
from tests.places import ROOT
from tests.tools import messages

PAGE = ROOT / "docs/words.zh-CN.md"
# Where a rule pack is a file that somebody maintains; everywhere else it is the rules that scores follow (计分规则).
MAINTAINED = (
    "selfeval/rulepacks/",
    "selfeval/excel/rulebook/",
    "selfeval/commands/rules/",
    "selfeval/commands/table.py",
    "selfeval/core/rules/keys/",
    "selfeval/core/rules/succession.py",
    "selfeval/workspace/packs/workbook.py",
    "selfeval/workspace/packs/difference.py",
    "selfeval/workspace/packs/places.py",
)
LABELS = {name for _, name, *_ in STEP_COLUMNS}  # what stands in written workbooks is a contract
HALF_WIDTH = re.compile(
    r"[\u4e00-\u9fff][,;:!?]|[,;!?][\u4e00-\u9fff]|\.\.\.|[\u4e00-\u9fff]\.(?=\s|$)|[\u4e00-\u9fff]\([\u4e00-\u9fff]"
)


def sentences() -> Iterator[tuple[str, list[str]]]:
    """Each Chinese sentence, with the files that say it."""
    for item in messages.catalogue():
        if item.id and item.string not in LABELS:
            yield str(item.string), [place for place, _ in item.locations]


def unsaid() -> list[str]:
    """The words of the last column of the page."""
    rows = [line.strip("|\n ").split("|") for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    return [word for row in rows[1:] for word in row[2].strip().split("、")]


@pytest.mark.parametrize("word", unsaid())
def test_a_word_that_is_not_used_stands_in_no_sentence(word: str) -> None:
    assert [text for text, _ in sentences() if word in text] == []


def test_the_page_lists_what_is_not_used() -> None:
    assert {"读法", "失分", "怎么办", "财政局", "公开用副本"} <= set(unsaid())
    assert not any(re.search("[a-zA-Z |]", word) for word in unsaid())


def test_who_fills_in_a_form_reads_of_rules_and_only_a_maintainer_of_packs() -> None:
    places = [(text, said) for text, said in sentences() if "规则包" in text]
    assert places, "maintainers read of packs"
    assert [text for text, said in places if not any(place.startswith(MAINTAINED) for place in said)] == []


def test_nobody_is_addressed_and_punctuation_is_full_width() -> None:
    assert [text for text, _ in sentences() if "您" in text or HALF_WIDTH.search(text)] == []
