"""Plain tables as TOML text: the same data, the same text, a line for each value where it is wanted."""

import tomllib
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfeval.rulepacks.text.layout import toml_text
from selfeval.rulepacks.text.lines import line_numbers
from tests.examples import examples
from tests.excel.rulebook_packs import FILES, both, cases, packs


def loads(text):
    return tomllib.loads(text, parse_float=Decimal)


@pytest.mark.parametrize("spread", [False, True])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_pack_reads_the_same(path, spread):
    for document in both(path):
        if document is not None:
            assert loads(toml_text(document, spread=spread)) == document


@settings(max_examples=examples(100), deadline=None, suppress_health_check=list(HealthCheck))
@given(packs() | cases(), st.booleans())
def test_every_document_of_the_schema_reads_the_same(document, spread):
    text = toml_text(document, spread=spread)
    assert loads(text) == document
    assert toml_text(loads(text), spread=spread) == text


@pytest.mark.parametrize(
    ("number", "text"), [("12.50", "12.50"), ("90.00", "90"), ("1E-6", "0.000001"), ("1E+3", "1000")]
)
def test_numbers_are_written_digit_for_digit(number, text):
    assert toml_text({"a": Decimal(number)}) == f"a = {text}\n"


def test_it_is_laid_out_for_people():
    document = {
        "methods": [{"id": "m", "applies": {"kinds": ["date"]}, "intervals": [{"at_least": 1}, {"at_least": 0}]}],
        "schema": "selfeval.rules/1",
        "years": {"from": 2025},
    }
    assert toml_text(document).splitlines() == [
        'schema = "selfeval.rules/1"',
        "years = {from = 2025}",
        "",
        "# ---- 计分方法：每个指标用条件最贴切的一种 ----",
        "",
        "[[methods]]",
        'id = "m"',
        'applies = {kinds = ["date"]}',
        "intervals = [",
        "    {at_least = 1},",
        "    {at_least = 0},",
        "]",
    ]


def test_spread_out_every_value_has_a_line_of_its_own():
    document = {"methods": [{"id": "m", "over": {"points": 1}, "intervals": [{"at_least": 1}, {"at_least": 0}]}]}
    lines = line_numbers(toml_text(document, spread=True))
    paths = [("methods", 0, "over", "points"), *(("methods", 0, "intervals", index, "at_least") for index in (0, 1))]
    assert len({lines[path] for path in paths}) == len(paths)
