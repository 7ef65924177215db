"""The sheets of worked cases have a column for every key of their file, with the limits of the file."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from pydantic import BaseModel, ValidationError

from selfeval.core.rules.keys.fields import NUMERIC, RuleField
from selfeval.excel.rulebook.case_sheets import CASE_SHEETS
from selfeval.excel.rulebook.columns import EACH, ORDER, REFER, Block
from selfeval.rulepacks.form.caseform import CasesFile

BLOCKS = [block for sheet in CASE_SHEETS for block in sheet.blocks]
INSIDE = {"indicators", "projects", "rows", "units"}
"""Keys that are lists of their own, on sheets of their own."""
FREE = "budget"
"""A table whose keys are the amounts of the core."""


def form_of(block: Block) -> type[BaseModel]:
    """The form of the entries whose rows stand in this block."""
    form: type[BaseModel] = CasesFile
    for part in block.path[1:]:
        if part != EACH:
            form = get_args(form.model_fields[part].annotation)[0]
    return form


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: ".".join(block.path))
def test_every_key_of_a_case_has_its_column_and_every_column_its_key(block):
    keys = {column.key.partition(".")[0] for column in block.columns} - {ORDER, REFER}
    assert keys == set(form_of(block).model_fields) - INSIDE


@pytest.mark.parametrize(
    ("block", "column"),
    [(block, column) for block in BLOCKS for column in block.columns if column.kind in NUMERIC],
    ids=lambda each: ".".join(each.path) if isinstance(each, Block) else each.key,
)
def test_a_column_has_the_limits_of_its_key(block: Block, column: RuleField):
    form, number = form_of(block), int if column.kind == "whole" else Decimal
    inside = {name: [{}] for name, field in form.model_fields.items() if field.is_required() and name in INSIDE}
    needed = inside | {
        name: "x" if field.annotation is str else Decimal(1)
        for name, field in form.model_fields.items()
        if field.is_required() and name not in INSIDE
    }
    for value, sound in ((column.low, True), (column.high, True), (column.low - 1, False), (column.high + 1, False)):
        try:
            table, _, name = column.key.rpartition(".")
            form.model_validate({**needed, **({table: {name: number(value)}} if table else {name: number(value)})})
            accepted = True
        except ValidationError:
            accepted = False
        assert accepted is sound, value
