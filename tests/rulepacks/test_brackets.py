"""Headers of tables: two pairs of brackets where a pack may have several of a table, whichever table it is."""

from __future__ import annotations

import tomllib

import pytest

from selfeval.core.rules.keys.lookup import KEYS
from selfeval.core.rules.keys.nesting import Shape
from selfeval.rulepacks.form.schema import PACK_FORMS
from selfeval.rulepacks.text.brackets import header_of, headers


@pytest.mark.parametrize("table", [path for path, one in KEYS.nested.items() if path and one.block])
def test_a_table_begins_as_the_form_of_packs_wants_it(table):
    """What stands under the header is a list exactly where the form of the file takes a list."""
    above, _, name = table.rpartition(".")
    found = tomllib.loads(header_of(table))
    for part in table.split("."):
        found = found[part]
    takes_list = str(PACK_FORMS.of(above).model_fields[name].annotation).startswith("tuple")
    assert isinstance(found, list) is takes_list


@pytest.mark.parametrize(
    ("line", "header"),
    [
        ("execution.caps:", "[[execution.caps]]"),
        ("monitoring.months =", "[[monitoring.months]]"),
        ("methods.intervals:", "[[methods.intervals]]"),
        ("grades:", "[[grades]]"),
        ("rounding:", "[rounding]"),
        ("[等级]", "[[grades]]"),
        ("[取整]", "[rounding]"),
    ],
)
def test_a_name_without_its_brackets_is_given_the_right_ones(line, header):
    assert header in [fixed for _, fixed in headers(line, [])]


def test_a_list_of_texts_has_no_header_of_its_own():
    texts = [path for path, one in KEYS.nested.items() if one.shape is Shape.LIST and not one.block]
    assert texts == ["answers.synonyms"]
    assert "[[answers.synonyms]]" not in [fixed for path in texts for _, fixed in headers(f"{path}:", [])]
