"""The keys of worked cases are stated once: form of the file, cases as they run and sheets of the workbook follow."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from pydantic import BaseModel, ValidationError

from selfeval.core.rules.keys.case_tables import CASE_NESTED
from selfeval.core.rules.keys.fields import NUMERIC, RuleField
from selfeval.excel.rulebook.case_sheets import CASE_SHEETS
from selfeval.excel.rulebook.columns import EACH, ORDER, REFER, Block
from selfeval.rulepacks.form.caseform import (
    CASE_FORMS,
    CASE_KEYS,
    Cases,
    DepartmentCase,
    FormRowCase,
    GradeCase,
    IndicatorCase,
    JointCase,
    ProjectCase,
    ProjectFacts,
    ReviewCase,
    ReviewedRow,
    RowCase,
)

BLOCKS = [block for sheet in CASE_SHEETS for block in sheet.blocks]
INSIDE = {"indicators", "projects", "rows", "units"}
"""Keys that are lists of their own, on sheets of their own."""


def form_of(block: Block) -> type[BaseModel]:
    """The form of the entries whose rows stand in this block."""
    return CASE_FORMS.of(".".join(part for part in block.path[1:] if part != EACH))


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: ".".join(block.path))
def test_every_key_of_a_case_has_its_column_and_every_column_its_key(block):
    keys = {column.key.partition(".")[0] for column in block.columns} - {ORDER, REFER}
    assert keys == set(form_of(block).model_fields) - INSIDE


def test_every_list_of_cases_has_its_sheet():
    shown = {".".join(part for part in block.path[1:] if part != EACH) for block in BLOCKS}
    assert shown == {path for path, table in CASE_NESTED.items() if table.block and path}


KINDS = {
    "": Cases,
    "case": IndicatorCase,
    "project": ProjectCase,
    "project.indicators": RowCase,
    "review": ReviewCase,
    "review.indicators": ReviewedRow,
    "aggregate": JointCase,
    "aggregate.units": ProjectFacts,
    "grade": GradeCase,
    "department": DepartmentCase,
    "department.rows": FormRowCase,
}


@pytest.mark.parametrize("table", KINDS)
def test_every_key_fills_a_field_of_its_case(table):
    assert {item.name for item in dataclasses.fields(KINDS[table])} == set(CASE_KEYS.in_order(table)) - {"schema"}


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
