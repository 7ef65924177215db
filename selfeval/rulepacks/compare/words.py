"""How each field of a rule pack is called and shown when two packs are compared.

A key is called and shown as the table of keys has it; here stands what several keys say together, and how a rule is
said in another order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any, TypeAlias

from selfeval.core.numbers import plain
from selfeval.core.problems import Message, Messages, msg, verbatim
from selfeval.core.records import dataclass
from selfeval.core.rules.forms.layout import DepartmentAmount, DepartmentRow
from selfeval.core.rules.keys.fields import FieldKind, RuleField
from selfeval.core.rules.keys.lookup import KEYS
from selfeval.core.rules.keys.words import choice_words
from selfeval.core.rules.layers import Citation, DecidedReading, Fallen, Link, Stated
from selfeval.core.rules.pack import Applies, ExecutionRule, Grade, MethodRule, OverAchievement, RulePack
from selfeval.core.rules.parts.aggregation import AggregationRule
from selfeval.core.rules.parts.answers import Answer
from selfeval.core.rules.parts.deadlines import DEEDS, Deadline
from selfeval.core.rules.parts.deductions import DeductionRule, cost_words
from selfeval.core.rules.parts.ladders import Ramp
from selfeval.core.rules.parts.monitoring import MonitoringMonth, MonitoringRule
from selfeval.core.rules.parts.recheck import QualityItem, RecheckRule
from selfeval.core.rules.parts.reviewing import ReviewStep
from selfeval.core.rules.parts.weight_rules import WeightLayout, WeightRule
from selfeval.core.rules.rounding import Rounding
from selfeval.core.rules.steps import ramp_words
from selfeval.core.texts.lengths import LIMITED, length_words
from selfeval.rulepacks.words import (
    NONE,
    ladder,
    listed,
    of_kind,
    of_target,
    over_words,
    percent,
    text,
    usual_level,
)

# ruff: noqa: ANN401 - fields of any type are shown


Show: TypeAlias = Callable[[Any, RulePack], Message]
"""The dataclass that has the field, and its pack, in; what the field says out."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One or several fields that are read together.

    Attributes:
        fields: names of the fields of the dataclass.
        what: what they say something about.
        show: what they say.
        minor: follows from other changes beside it, such as another id; said only where nothing else is.
    """

    fields: tuple[str, ...]
    what: Message
    show: Show
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a table.

    Attributes:
        what: what it is about, by its key.
        show: what its value says.
        absent: what holds where it is not written.
        usual: the value that holds then, by its key, so that writing it down changes nothing; None where there is none.
    """

    what: Callable[[str], Message]
    show: Callable[[Any], Message]
    absent: Message
    usual: Callable[[str], Any] = lambda key: None


def source(citation: Citation | None) -> Message:
    """Document, article and title of a citation, and whether it was verified."""
    if citation is None:
        return NONE
    return msg("{source} ({state})", source=verbatim(citation.text), state=citation.state)


def one(name: str, what: Message, show: Callable[[Any], Message] = text, *, minor: bool = False) -> Wording:
    """The wording of a single field."""
    return Wording((name,), what, lambda owner, pack: show(getattr(owner, name)), minor)


def cited(name: str, what: Message) -> Wording:
    """The wording of a field that names a citation."""

    def show(owner: Any, pack: RulePack) -> Message:
        name_of = getattr(owner, name)
        return msg("{name}: {source}", name=name_of, source=source(pack.citation(name_of))) if name_of else NONE

    return Wording((name,), what, show, minor=True)


def _scope(applies: Applies, pack: RulePack) -> Message:
    labelled = ((msg("tier 2"), applies.tier2), (msg("unit"), applies.units), (msg("name"), applies.names))
    direction = {"higher": msg("higher is better"), "lower": msg("lower is better")}.get(applies.direction)
    parts: Messages = (
        *(choice_words(kind) for kind in applies.kinds),
        *(choice_words(tier) for tier in applies.tier1),
        *(msg("{what}: {value}", what=label, value=listed(words)) for label, words in labelled if words),
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


def _texts(names: tuple[str, ...]) -> Message:
    return msg("{parts}", parts=tuple(LIMITED[name] for name in names)) if names else NONE


def _steps(intervals: Any) -> Message:
    return msg("{steps}", steps=ladder(intervals)) if intervals else NONE


TABLES: Mapping[type, str] = {
    RulePack: "",
    Citation: "citations",
    WeightRule: "weights",
    WeightLayout: "weights.layouts",
    ExecutionRule: "execution",
    MethodRule: "methods",
    OverAchievement: "methods.over",
    Answer: "answers",
    Deadline: "deadlines",
    DeductionRule: "deductions",
    Grade: "grades",
    ReviewStep: "review",
    RecheckRule: "recheck",
    QualityItem: "form_quality",
    AggregationRule: "aggregation",
    Rounding: "rounding",
    Link: "links",
    DecidedReading: "readings",
    MonitoringRule: "monitoring",
    MonitoringMonth: "monitoring.months",
    DepartmentRow: "department_rows",
    DepartmentAmount: "department_amounts",
}
"""The table of keys that each rule is stated in."""

_SPOKEN: Mapping[type, tuple[Wording | str, ...]] = {
    RulePack: (
        "id",
        "title",
        "version",
        Wording(
            ("first_year", "last_year"),
            msg("budget years"),
            lambda pack, _: msg("{first}–{last}", first=pack.first_year or "…", last=pack.last_year or "…"),
        ),
        "applies_to",
        "money_unit",
        "tolerance",
        one("department_total", msg("department total")),
        cited("department_citation", msg("source of the department total")),
        one("lengths", msg("most characters"), length_words),
        one("lengths_least", msg("fewest characters"), length_words),
        one("required_texts", msg("texts that must be written"), _texts),
        "survey_least",
    ),
    WeightLayout: (one("tiers", msg("points of the first-level indicators"), _tiers),),
    ExecutionRule: (
        "weight",
        "method",
        one("intervals", msg("steps"), _steps),
        *("finished_full", "full_at", "per_point", "denominator", "zero_budget", "explain_below"),
        one("caps", msg("caps on the total"), _caps),
    ),
    MethodRule: (
        one("title", msg("title"), minor=True),
        "curve",
        one("gate", msg("pass gate"), lambda gate: percent(gate) if gate else NONE),
        one("intervals", msg("steps"), _steps),
        "on_actual",
        "reverse",
    ),
    Applies: (Wording(("kinds", "tier1", "tier2", "direction", "units", "names"), msg("applies to"), _scope),),
    OverAchievement: (
        one("flag_from", msg("over-achievement marked"), of_target),
        one("reason_from", msg("over-achievement explained"), of_target),
        Wording(
            ("deduct_from", "deduction", "points"), msg("over-achievement deducted"), lambda over, _: over_words(over)
        ),
    ),
    Ramp: (
        Wording(
            ("zero_below", "full_at", "between"),
            msg("lines"),
            lambda ramp, _: ramp_words(ramp) if ramp != Ramp() else NONE,
        ),
    ),
    Answer: (
        "label",
        "label_en",
        Wording(
            ("lower", "upper"),
            msg("band"),
            lambda band, _: msg("{upper}–{lower}% of the weight", upper=plain(band.upper), lower=plain(band.lower)),
        ),
        one("synonyms", msg("also written"), listed),
    ),
    DeductionRule: (
        "title",
        Wording(("percent", "taken_from", "per_item", "points"), msg("cost"), lambda rule, _: cost_words(rule)),
    ),
    Deadline: (
        "what",
        one("deed", msg("handed in or published"), lambda deed: DEEDS[deed]),
        "who",
        Wording(("month", "day", "days_after_approval"), msg("day"), lambda deadline, _: deadline.stated),
    ),
    Grade: ("name", one("at_least", msg("start"), lambda value: msg("from {points} points", points=plain(value)))),
    Citation: (
        Wording(("document", "title", "article", "verified", "seen"), msg("document"), _citation),
        "note",
        one("id", msg("id of the citation"), minor=True),
    ),
}
"""What is said otherwise than by the key's own term and kind, or in another order than that of the table."""


def wordings(kind: type) -> tuple[Wording, ...]:
    """What is said of a rule, its fields once each: what `_SPOKEN` has, the other keys, those that are minor last."""
    known = {_field_of(key): field for key, field in KEYS.of(TABLES[kind])} if kind in TABLES else {}
    own = {item.name for item in fields(kind)}
    said = [_of_key(item, known[item]) if isinstance(item, str) else item for item in _SPOKEN.get(kind, ())]
    told = {name for wording in said for name in wording.fields}
    rest = [_of_key(name, field) for name, field in known.items() if name in own - told]
    rest.sort(key=lambda wording: (wording.minor, wording.fields[0] == "citation"))
    return (*said, *rest)


def _of_key(name: str, field: RuleField) -> Wording:
    """The wording of a key by what it is called and what it holds."""
    term, minor = field.term or Message(field.key), field.kind is FieldKind.NAME
    return cited(name, term) if field.kind is FieldKind.CITE else one(name, term, of_kind(field), minor=minor)


def _field_of(key: str) -> str:
    """The field of a rule that a key fills."""
    return f"{key.removesuffix('cite')}citation" if key == "cite" or key.endswith("_cite") else key


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
    (RulePack, "severities"): Entry(verbatim, text, msg("as the program has it"), usual_level),
}

NOT_COMPARED = frozenset(
    {(RulePack, name) for name in ("sha256", "byte_hashes", "layers", "stated", "fallen")}
    | {(kind, item.name) for kind in (Stated, Fallen) for item in fields(kind)}
)
"""Where a pack's values come from, which is no rule: two packs that say the same are the same."""
