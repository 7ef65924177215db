"""The lists of problem codes in `docs/` are those of the registry."""

import pytest

from selfeval.core.checks import CHECKS, table
from tests.tools.problem_codes import DOCS, PAGES, page


@pytest.mark.parametrize("language", PAGES)
def test_the_list_in_the_documentation_is_the_registry(language):
    assert (DOCS / PAGES[language]).read_text(encoding="utf-8") == page(language)


def test_the_table_has_one_line_a_check_in_the_order_of_the_codes():
    lines = table().splitlines()
    assert lines[0].startswith("| Code | Severity |")
    codes = [line.split(" | ")[0].removeprefix("| ") for line in lines[2:]]
    assert codes == sorted(CHECKS)
    assert all(line.replace("\\|", "").count("|") == 6 for line in lines)
