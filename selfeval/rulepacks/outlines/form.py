"""The closed form of an outline's file, and what its placeholders and blocks must fulfil together."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from selfeval.core.model import Tier1
from selfeval.core.problems import Message, Problem, msg
from selfeval.core.report.composition import block_kinds
from selfeval.core.report.facts import FACTS
from selfeval.core.report.outline import (
    CHARTS_OF,
    EACH_OF,
    LISTS_OF,
    TABLES_OF,
    Block,
    ChartName,
    ListName,
    Outline,
    Scope,
    Section,
    TableName,
    placeholders,
    scope_of,
)
from selfeval.rulepacks.form.fields import Block as ClosedTable
from selfeval.rulepacks.form.fields import Free, Ident, Text, Whole
from selfeval.rulepacks.text.errors import Place
from selfeval.rulepacks.text.lines import Path

SCHEMA = "selfeval.outline/1"
_MOST_SECTIONS, _MOST_BLOCKS = 200, 50


class BlockForm(ClosedTable):
    """One thing in a section."""

    text: Free = ""
    fact: Free = ""
    table: TableName | None = None
    tier: Literal["", "产出", "效益", "满意度", "成本"] = ""
    chart: ChartName | None = None
    lines: ListName | None = None
    gap: Free = ""


class SectionForm(ClosedTable):
    """A heading with what stands below it."""

    title: Text
    level: Annotated[Whole, Field(ge=1, le=3)] = 1
    each: Scope | None = None
    when: Free = ""
    block: Annotated[tuple[BlockForm, ...], Field(max_length=_MOST_BLOCKS)] = ()


class OutlineForm(ClosedTable):
    """报告提纲。"""  # noqa: D415 - ends with the Chinese full stop

    schema_: Annotated[Literal["selfeval.outline/1"], Field(alias="schema")]
    id: Ident
    title: Text
    scope: Scope
    heading: Text
    source: Free = ""
    section: Annotated[tuple[SectionForm, ...], Field(min_length=1, max_length=_MOST_SECTIONS)]


assert {tier.value for tier in Tier1} | {""} == set(BlockForm.model_fields["tier"].annotation.__args__)  # type: ignore[union-attr]


def to_outline(form: OutlineForm, sha256: str) -> Outline:
    """The values of a file that has its form."""
    sections = tuple(
        Section(one.title, one.level, one.each, one.when, tuple(_block(block) for block in one.block))
        for one in form.section
    )
    return Outline(form.id, form.title, form.scope, form.heading, sections, sha256, form.source)


def _block(form: BlockForm) -> Block:
    return Block(form.text, form.fact, form.table, form.tier, form.chart, form.lines, form.gap)


def form_mistakes(error: ValidationError, place: Place) -> list[Problem]:
    """One problem for each key that is unknown (R192), missing, or holds what it cannot hold (R193)."""
    details = error.errors(include_url=False, include_context=True)
    paths = [detail["loc"] for detail in details]

    def follows(detail: ErrorDetails) -> bool:
        """A list counts as too short where what stands in it is wrong."""
        own = detail["loc"]
        return detail["type"] == "too_short" and any(path != own and path[: len(own)] == own for path in paths)

    return [_mistake(detail, place) for detail in details if not follows(detail)]


def _mistake(detail: ErrorDetails, place: Place) -> Problem:
    path = tuple(part for part in detail["loc"] if part != "[key]")
    if detail["type"] == "extra_forbidden":
        model = OutlineForm if len(path) == 1 else SectionForm if len(path) == 3 else BlockForm
        known = tuple(field.alias or name for name, field in model.model_fields.items())
        return place.problem("R192", path, _unknown(str(path[-1]), known))
    if detail["type"] == "missing":
        return place.problem("R193", path, msg("the key is missing"))
    context = detail.get("ctx") or {}
    if "expected" in context:
        return place.problem("R193", path, msg("one of these is expected: {choices}", choices=str(context["expected"])))
    if "min_length" in context or detail["type"] == "string_pattern_mismatch":
        return place.problem("R193", path, msg("this text cannot be used here"))
    if detail["type"] in {"too_long", "string_too_long"}:
        return place.problem("R193", path, msg("this is longer than any report needs"))
    return place.problem("R193", path, msg("this value cannot be used here"))


def _unknown(name: str, known: Iterable[str]) -> Message:
    known = sorted(known)
    if near := difflib.get_close_matches(name, known, n=1, cutoff=0.6):
        return msg("“{name}” is not known; probably {meant} is meant", name=name, meant=near[0])
    return msg("“{name}” is not known here; known are {known}", name=name, known=", ".join(known))


def law_mistakes(form: OutlineForm, place: Place) -> Iterator[Problem]:
    """Facts that nobody knows (R194), what is about something else (R195), blocks with nothing or two things (R196)."""
    yield from _unknown_facts(form.heading, form.scope, ("heading",), place)
    deepest = 0
    for number, section in enumerate(form.section):
        path: Path = ("section", number)
        if section.level > deepest + 1:
            yield place.problem("R196", (*path, "level"), msg("a heading of this level needs one of the level above"))
        deepest = section.level
        if section.each is not None and section.each not in EACH_OF[form.scope]:
            message = msg("a report about “{scope}” cannot be repeated for each “{each}”",
                          scope=form.scope.value, each=section.each.value)  # fmt: skip
            yield place.problem("R195", (*path, "each"), message)
            continue
        scope = scope_of(form.scope, section.each)
        yield from _unknown_facts(section.title, scope, (*path, "title"), place)
        if section.when and section.when not in FACTS[scope]:
            yield place.problem("R194", (*path, "when"), _no_fact(section.when, scope))
        for inner, block in enumerate(section.block):
            yield from _block_mistakes(block, scope, (*path, "block", inner), place)


def _block_mistakes(block: BlockForm, scope: Scope, path: Path, place: Place) -> Iterator[Problem]:
    kinds = block_kinds(_block(block))
    if kinds > 1 or (not kinds and not block.gap.strip()):
        yield place.problem("R196", path, msg("a block holds one of text, fact, table, chart, lines, or a gap"))
    if block.gap and (block.text or block.table or block.chart):
        yield place.problem("R196", (*path, "gap"), msg("a gap stands alone, or beside a fact or lines"))
    if block.tier and block.table is not TableName.INDICATORS:
        yield place.problem("R196", (*path, "tier"), msg("only the table “indicators” has tiers"))
    yield from _unknown_facts(block.text, scope, (*path, "text"), place)
    if block.fact and block.fact not in FACTS[scope]:
        yield place.problem("R194", (*path, "fact"), _no_fact(block.fact, scope))
    allowed = (("table", TABLES_OF), ("chart", CHARTS_OF), ("lines", LISTS_OF))
    for key, of_scope in allowed:
        name = getattr(block, key)
        if name is not None and name not in of_scope[scope]:
            known = ", ".join(sorted(str(one) for one in of_scope[scope])) or "—"
            message = msg("“{name}” is not about “{scope}”; known are {known}",
                          name=str(name), scope=scope.value, known=known)  # fmt: skip
            yield place.problem("R195", (*path, key), message)


def _unknown_facts(text: str, scope: Scope, path: Path, place: Place) -> Iterator[Problem]:
    for name in dict.fromkeys(placeholders(text)):
        if name not in FACTS[scope]:
            yield place.problem("R194", path, _no_fact(name, scope))


def _no_fact(name: str, scope: Scope) -> Message:
    for other, facts in FACTS.items():
        if name in facts and other is not scope:
            return msg("the fact “{name}” is about “{other}”, this section about “{scope}”",
                       name=name, other=other.value, scope=scope.value)  # fmt: skip
    return _unknown(name, FACTS[scope])
