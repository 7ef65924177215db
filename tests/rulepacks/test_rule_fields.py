"""The tables of fields and the form of pack files are the same keys, with the same limits, defaults and words."""

import dataclasses
import types
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from selfeval.core.problems import NOTHING
from selfeval.core.rules import choices as closed
from selfeval.core.rules.keys.case_tables import CASE_TABLES
from selfeval.core.rules.keys.fields import ITSELF, NAME, NUMBERS, FieldKind
from selfeval.core.rules.keys.lookup import GUARDED_LISTS, KEYS, field_at, note_at
from selfeval.core.rules.keys.nesting import NESTED
from selfeval.core.rules.keys.tables import TABLES
from selfeval.core.rules.keys.words import CHOICES
from selfeval.core.rules.pack import Applies, TotalCap
from selfeval.core.rules.parts.ladders import Interval, Ramp
from selfeval.rulepacks.compare import words
from selfeval.rulepacks.form.schema import PackFile

UNWRITTEN = {"schema", "extends"}


def leaves(model, path=()):
    """(words, annotation, metadata, default or ...) of every key that is no table."""
    for name, field in model.model_fields.items():
        key = field.alias or name
        yield from leaf((*path, key), field.annotation, field.metadata, ... if field.is_required() else field.default)


def leaf(path, annotation, metadata, default):
    origin, args = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from leaves(annotation, path)
    elif origin is Annotated:
        yield from leaf(path, args[0], [*args[1:], *metadata], default)
    elif origin in {Union, types.UnionType}:
        yield from leaf(path, next(arg for arg in args if arg is not type(None)), metadata, default)
    elif origin is dict:
        yield from leaf((*path, "*"), args[1], [], ...)
    elif origin is tuple and any(isinstance(part, type) and issubclass(part, BaseModel) for part in args):
        yield from leaf(path, args[0], [], ...)
    else:
        yield path, annotation, metadata, default


LEAVES = {(path if path[-2:-1] != ("tiers",) else (*path[:-1], "产出")): rest for path, *rest in leaves(PackFile)}


@pytest.mark.parametrize("path", LEAVES, ids=".".join)
def test_every_key_of_the_form_is_described(path):
    assert field_at(path) is not None
    assert note_at(path).endswith("。")


def test_every_described_key_is_in_the_form():
    found = {id(field_at(path)) for path in LEAVES}
    tiers = {f"tiers.{tier}" for tier in ("效益", "满意度", "成本")}
    for table, fields in TABLES.items():
        for field in fields:
            assert field.key in {NAME, *tiers} or id(field) in found, (table, field.key)
    for table, (key, _) in GUARDED_LISTS.items():
        assert field_at((table.split(".")[0], key)) is not None


def limits(metadata):
    text = repr(metadata)
    for low, high, kind in (("Ge(ge=0)", "Le(le=100)", "percent"), ("Ge(ge=0)", "Le(le=1000)", "rate"),
                            ("Gt(gt=0)", "Le(le=100)", "measure")):  # fmt: skip
        if low in text and high in text:
            return kind
    return ""


@pytest.mark.parametrize("path", LEAVES, ids=".".join)
def test_limits_defaults_and_words_agree(path):
    annotation, metadata, default = LEAVES[path]
    field = field_at(path)
    if annotation is Decimal:
        assert field.kind in NUMBERS
        assert limits(metadata) == ("percent" if field.kind is FieldKind.POINTS else field.kind)
    if default is not ... and field.key != ITSELF and path[0] not in UNWRITTEN:
        assert field.default == default, path
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        assert {member.value for member in annotation} == set(CHOICES[field.words]), path
    if get_origin(annotation) is Literal and field.words:
        assert set(get_args(annotation)) - {""} == set(CHOICES[field.words]), path


def test_every_list_of_words_is_whole_and_used():
    enums = [kind for kind in vars(closed).values() if isinstance(kind, type) and issubclass(kind, Enum) and list(kind)]
    for kind in enums:
        words = {member.value for member in kind}
        assert any(words == set(labels) for labels in CHOICES.values()), kind
    assert set(CHOICES) <= {
        field.words for tables in (TABLES, CASE_TABLES) for fields in tables.values() for field in fields
    }


PERCENTS = [
    (table, field) for table, fields in TABLES.items() for field in fields if field.kind in NUMBERS
]  # fmt: skip


@pytest.mark.parametrize(("table", "field"), PERCENTS, ids=lambda it: it if isinstance(it, str) else it.key)
def test_every_number_has_what_is_usual_for_it_and_a_sentence(table, field):
    if (table, field.key) == ("weights.tier2_shares", ITSELF):
        return  # a ratio among equals: 1 and 2 say the same as 0.5 and 1
    low, high = field.usual
    assert low < high <= field.high
    assert field.why is not NOTHING
    if field.default is not None and field.default != 0:
        assert low <= field.default <= high


RULES = {
    **{table: rule for rule, table in words.TABLES.items()},
    "methods.applies": Applies, "methods.ramp": Ramp, "execution.ramp": Ramp, "execution.intervals": Interval,
    "methods.intervals": Interval, "execution.caps": TotalCap,
}  # fmt: skip
NO_FIELD = {"schema", "extends", "years", "lengths", "department"}
"""What is said of the file itself, and what a pack holds under other names, such as its first year."""


def test_every_table_of_keys_has_its_rule():
    blocks = {path for path, table in NESTED.items() if table.block}
    assert blocks - set(RULES) == {"years", "lengths", "lengths_least", "department"}


@pytest.mark.parametrize("table", RULES)
def test_every_key_fills_a_field_of_its_rule(table):
    own = {item.name for item in dataclasses.fields(RULES[table])}
    for key in KEYS.in_order(table):
        name = f"{key.removesuffix('cite')}citation" if key == "cite" or key.endswith("_cite") else key
        assert name in own or (table == "" and key in NO_FIELD), (table, key)
