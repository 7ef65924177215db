"""What a clerk types wrong in a pack file: each mistake is one message, at its line, with the line as it should read.

`typing_mistakes.jsonl` holds one mistake a line: the text replaced in `packs/caps.toml`, what was typed instead, the
code, the line, and the sentence with its advice in both languages.
"""

import json
import re
from pathlib import Path

import pytest

from selfeval.core.problems import Severity
from selfeval.i18n import translator
from selfeval.rulepacks.check.check import check_file
from selfeval.rulepacks.text.faults import faults

HERE = Path(__file__).parent
MISTAKES = [json.loads(line) for line in (HERE / "typing_mistakes.jsonl").read_text(encoding="utf-8").splitlines()]
PACK = HERE / "packs" / "caps.toml"
CASES = HERE / "packs" / "caps.cases.toml"
PYTHON = re.compile(
    r"Decimal\(|\{'|\['|'\]|<class|<enum|Traceback|None|\bTrue\b|\(at line|dict\(|'[a-z_]+', '|datetime\."
)  # fmt: skip


def typed(mistake):
    text = PACK.read_text(encoding="utf-8")
    assert mistake["text"] in text
    return text.replace(mistake["text"], mistake["typed"], 1)


def errors(folder, text):
    (folder / "caps.toml").write_text(text, encoding="utf-8")
    (folder / "caps.cases.toml").write_bytes(CASES.read_bytes())
    return [problem for problem in check_file(str(folder / "caps.toml")) if problem.severity is Severity.ERROR]


def said(problem, language):
    translate = translator(language)
    return f"{problem.message.render(translate)} | {problem.hint.render(translate)}"


def test_there_are_many():
    assert len(MISTAKES) >= 120
    assert len({(mistake["text"], mistake["typed"]) for mistake in MISTAKES}) == len(MISTAKES)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["typed"][:30])
def test_one_message_at_its_line_with_the_line_as_it_should_read(tmp_path, mistake):
    text = typed(mistake)
    (problem,) = errors(tmp_path, text)
    assert (problem.code, str(problem.where)) == (mistake["code"], f"caps.toml:{mistake['line']}")
    for language in ("en", "zh"):
        sentence = said(problem, language)
        assert sentence == mistake[language]
        if "False" not in mistake["typed"]:
            assert not PYTHON.search(sentence)
    line = text.split("\n")[mistake["line"] - 1]
    changed = mistake["typed"].split("\n") + mistake["text"].split("\n")
    inside = any(part.strip() and part.strip() in line for part in changed)
    assert inside or mistake["typed"].startswith("[citations.loc]") or "cite" in line or not mistake["typed"], line


@pytest.mark.parametrize(
    "mistake", [item for item in MISTAKES if "it should read" in item["en"]], ids=lambda item: item["typed"][:30]
)
def test_the_line_as_it_should_read_can_be_read(mistake):
    found = faults(typed(mistake))
    if mistake["code"] == "R103":
        assert found[0].text is not None
        assert faults(found[0].text) == []
    else:
        assert found == []


def test_several_mistakes_are_all_told(tmp_path):
    text = PACK.read_text(encoding="utf-8")
    mistakes = (("[execution]", "【execution】"), ('curve = "ratio"', "curve = ratio"), ("lower = 80", "lower = 80%"))
    for old, new in mistakes:
        text = text.replace(old, new, 1)
    lines = [str(problem.where) for problem in errors(tmp_path, text)]
    assert lines == ["caps.toml:20", "caps.toml:35", "caps.toml:64"]


@pytest.mark.parametrize("sign", ["\u3000", "\u00a0", "\u200b", "\ufeff"])
@pytest.mark.parametrize("old", ["weight = 10", "[execution]", "lower = 80", 'version = "1"'])
def test_a_space_that_nobody_sees_is_named(tmp_path, sign, old):
    text = PACK.read_text(encoding="utf-8").replace(old, sign + old, 1)
    (problem,) = errors(tmp_path, text)
    assert "shown as □" in problem.hint.render()
    assert f"it should read: {old}" in problem.hint.render()


@pytest.mark.parametrize(
    ("changes", "lines", "last"),
    [
        # a line that should be two moves none of those after it
        ((("method = ", "x = 1, method = "), ("lower = 80", "lower = 80%")), [23, 64], "80"),
        ((("cite = \"local\"\nweight = 10", "cite = \"local\", weight = 10\nweight = 10"),), [21, 22], "line 21"),
        # tables in braces over several lines, too
        ((('tiers = { "产出" = 50, ', 'tiers = { "产出" = 50,\n  '), ("lower = 80", "lower = 80%")), [18, 65], "80"),
        # repairs that undo each other are no thirty mistakes
        ((("    { rate_below = 50, total = 59 },\n]\n", "    { rate_below = 50, total = 59 },,\n"),), [29, 29], "]"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_at_the_line_where_it_stands(tmp_path, changes, lines, last):
    text = PACK.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    found = errors(tmp_path, text)
    assert [str(problem.where) for problem in found] == [f"caps.toml:{line}" for line in lines]
    assert last in found[-1].hint.render()
