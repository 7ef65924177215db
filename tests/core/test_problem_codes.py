"""The lists of problem codes in the documentation are complete."""

import re

import pytest

from selfeval.core.checks.findings import CHECKS
from selfeval.core.checks.table import table
from tests.tools.problem_codes import PAGES, ROOT, codes, others, page


@pytest.mark.parametrize(("language", "which"), PAGES)
def test_the_list_in_the_documentation_is_up_to_date(language, which):
    text = PAGES[language, which].read_text(encoding="utf-8")
    assert text == page(language, which)
    assert re.findall(r"^\| ([A-Z]\d{3}) \|", text, re.MULTILINE) == codes(which)


def test_every_code_has_its_page():
    pages = {which for _, which in PAGES}
    assert sorted(code for which in pages for code in codes(which)) == sorted(
        [*CHECKS, *(row["code"] for row in others())]
    )


def test_the_table_has_one_line_a_check_in_the_order_of_the_codes():
    lines = table().splitlines()
    assert lines[0].startswith("| Code | Severity |")
    listed = [line.split(" | ")[0].removeprefix("| ") for line in lines[2:]]
    assert listed == sorted(CHECKS)
    assert all(line.replace("\\|", "").count("|") == 6 for line in lines)


def test_every_code_in_the_source_is_listed_once():
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "selfeval").rglob("*.py"))
    used = {code for text in sources for code in re.findall(r'"([TBASWRF][1-9][0-9]{2})"', text)}
    listed = [row["code"] for row in others()] + list(CHECKS)
    assert sorted(listed) == sorted(set(listed))
    assert used == set(listed)
    assert all(all(row.values()) for row in others())
