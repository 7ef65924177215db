"""Every sentence exists in Chinese, with the same fields, and the compiled catalogue is the one in the repository."""

import string

from selfeval.i18n import translator
from tests.tools import messages


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
