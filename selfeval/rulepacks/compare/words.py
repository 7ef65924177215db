"""How each field of a rule pack is called and shown when two packs are compared.

`WORDINGS` and `ENTRIES` name every field once; a field that they forget still shows, under its own name.
"""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from selfeval.core.numbers import plain
from selfeval.core.problems import Message, Messages, msg
from selfeval.core.rules.answers import Answer
from selfeval.core.rules.deductions import DeductionRule, cost_words
from selfeval.core.rules.ladders import Ramp
from selfeval.core.rules.layers import Citation, DecidedReading, Fallen, Link, Stated
from selfeval.core.rules.pack import Applies, ExecutionRule, Grade, MethodRule, OverAchievement, RulePack
from selfeval.core.rules.reviewing import ReviewStep
from selfeval.core.rules.rounding import Rounding
from selfeval.core.rules.steps import ramp_words
from selfeval.core.rules.weight_rules import WeightLayout, WeightRule
from selfeval.core.texts.lengths import length_words
from selfeval.rulepacks.compare.show import NONE, Entry, Wording, cited, of_target, one, percent, points, source, text
from selfeval.rulepacks.words import choice, ladder, literal, over_words, usual_level

# ruff: noqa: ANN401 - fields of any type are shown


def _scope(applies: Applies, pack: RulePack) -> Message:
    labelled = ((msg("tier 2"), applies.tier2), (msg("unit"), applies.units), (msg("name"), applies.names))
    direction = {"higher": msg("higher is better"), "lower": msg("lower is better")}.get(applies.direction)
    parts: Messages = (
        *(choice(kind) for kind in applies.kinds),
        *(choice(tier) for tier in applies.tier1),
        *(msg("{what}: {value}", what=label, value=_listed(words)) for label, words in labelled if words),
        *((direction,) if direction else ()),
    )
    return msg("{scope}", scope=parts) if parts else msg("all indicators")


def _citation(citation: Citation, pack: RulePack) -> Message:
    title = f"《{citation.title}》" if citation.title else ""
    return msg("{source}{title}", source=source(citation), title=title)


def _caps(caps: Any) -> Message:
    parts = tuple(
        msg("rate below {rate}%: total at most {points}", rate=plain(cap.rate_below), points=plain(cap.total))
        for cap in caps
    )
    return msg("{parts}", parts=parts) if parts else msg("no caps")


def _tiers(tiers: Any) -> Message:
    return msg("{parts}", parts=tuple(Message(f"{tier.value} {plain(value)}") for tier, value in tiers.items()))


def _steps(intervals: Any) -> Message:
    return msg("{steps}", steps=ladder(intervals)) if intervals else NONE


def _listed(words: tuple[str, ...]) -> Message:
    return literal("、".join(words))


_LAYOUT = msg("points of the first-level indicators")
_SOURCE = msg("source")

WORDINGS: dict[type, tuple[Wording, ...]] = {
    RulePack: (
        one("id", msg("pack id"), minor=True),
        one("title", msg("title")),
        one("version", msg("version")),
        Wording(
            ("first_year", "last_year"),
            msg("budget years"),
            lambda pack, _: msg("{first}–{last}", first=pack.first_year or "…", last=pack.last_year or "…"),
        ),
        one("applies_to", msg("meant for"), lambda names: _listed(names) if names else NONE),
        one("money_unit", msg("money unit")),
        one("tolerance", msg("tolerance"), points),
        one("department_total", msg("department total")),
        cited("department_citation", msg("source of the department total")),
        cited("answers_citation", _SOURCE),
        cited("grades_citation", _SOURCE),
        cited("review_citation", _SOURCE),
        one("lengths", msg("most characters"), length_words),
        cited("lengths_citation", _SOURCE),
    ),
    WeightRule: (
        one("step", msg("smallest piece when splitting"), points),
        one("not_applicable", msg("indicator that does not apply")),
        one("unknown_tiers", msg("tier that no layout has")),
        one("by_goal", msg("points by goal")),
    ),
    WeightLayout: (one("tiers", _LAYOUT, _tiers), one("free", msg("split by the unit")), cited("citation", _SOURCE)),
    ExecutionRule: (
        one("weight", msg("weight"), points),
        one("method", msg("method")),
        one("intervals", msg("steps"), _steps),
        one("finished_full", msg("full weight where the project is finished within its budget")),
        one("full_at", msg("full weight from a rate of"), percent),
        one("per_point", msg("off per percent point short"), points),
        one("denominator", msg("base of the rate")),
        one("zero_budget", msg("budget 0")),
        one("explain_below", msg("reason required below a rate of"), percent),
        one("caps", msg("caps on the total"), _caps),
        cited("caps_citation", msg("source of the caps")),
        cited("citation", _SOURCE),
    ),
    MethodRule: (
        one("title", msg("title"), minor=True),
        one("curve", msg("how points are given")),
        one("gate", msg("pass gate"), lambda gate: percent(gate) if gate else NONE),
        one("intervals", msg("steps"), _steps),
        one("on_actual", msg("steps look at the actual itself")),
        one("reverse", msg("completion of a missed upper limit")),
        one("id", msg("method id"), minor=True),
        cited("citation", _SOURCE),
    ),
    Applies: (Wording(("kinds", "tier1", "tier2", "direction", "units", "names"), msg("applies to"), _scope),),
    OverAchievement: (
        one("flag_from", msg("over-achievement marked"), of_target),
        one("reason_from", msg("over-achievement explained"), of_target),
        Wording(
            ("deduct_from", "deduction", "points"), msg("over-achievement deducted"), lambda over, _: over_words(over)
        ),
        cited("citation", msg("source of the over-achievement rule")),
    ),
    Ramp: (
        Wording(
            ("zero_below", "full_at", "between"),
            msg("lines"),
            lambda ramp, _: ramp_words(ramp) if ramp != Ramp() else NONE,
        ),
    ),
    Answer: (
        one("label", msg("label")),
        one("label_en", msg("English label")),
        Wording(
            ("lower", "upper"),
            msg("band"),
            lambda band, _: msg("{upper}–{lower}% of the weight", upper=plain(band.upper), lower=plain(band.lower)),
        ),
        one("synonyms", msg("also written"), lambda words: _listed(words) if words else NONE),
        one("id", msg("id of the answer"), minor=True),
    ),
    DeductionRule: (
        one("title", msg("name")),
        Wording(("percent", "taken_from", "per_item"), msg("cost"), lambda rule, _: cost_words(rule)),
        one("id", msg("id of the deduction"), minor=True),
        cited("citation", _SOURCE),
    ),
    Grade: (
        one("name", msg("name")),
        one("at_least", msg("start"), lambda value: msg("from {points} points", points=plain(value))),
    ),
    ReviewStep: (
        one("lower_by", msg("grades lower")),
        one("percent", msg("of the total"), percent),
    ),
    Rounding: (
        one("places", msg("decimal places")),
        one("mode", msg("further decimals")),
        one("total", msg("project total")),
    ),
    Link: (
        one("names", msg("name"), _listed),
        one("budget", msg("taken from the budget")),
        cited("citation", _SOURCE),
    ),
    DecidedReading: (
        one("names", msg("name"), _listed),
        one("target", msg("target")),
        one("reading", msg("is read as")),
        one("confirmed", msg("decided by the unit")),
        one("note", msg("remark")),
        cited("citation", _SOURCE),
    ),
    Citation: (
        Wording(("document", "title", "article", "verified", "seen"), msg("document"), _citation),
        one("note", msg("remark")),
        one("id", msg("id of the citation"), minor=True),
    ),
}

ENTRIES: dict[tuple[type, str], Entry] = {
    (WeightRule, "missing"): Entry(
        lambda tier: msg("project without {tier}", tier=tier),
        lambda heir: msg("its points go to {heir}", heir=text(heir)),
        msg("its points go to all others by weight"),
    ),
    (WeightRule, "tier2_shares"): Entry(
        lambda name: msg("share of {name}", name=name),
        text,
        msg("1 (as important as any other)"),
        lambda name: Decimal(1),
    ),
    (WeightRule, "goal_shares"): Entry(
        lambda name: msg("share of the goal {name}", name=name), percent, msg("no share of its own")
    ),
    (RulePack, "severities"): Entry(literal, text, msg("as the program has it"), usual_level),
}

NOT_COMPARED = frozenset(
    {(RulePack, name) for name in ("sha256", "byte_hashes", "layers", "stated", "fallen")}
    | {(kind, item.name) for kind in (Stated, Fallen) for item in fields(kind)}
)
"""Where a pack's values come from, which is no rule: two packs that say the same are the same."""
