"""Checks of single targets: whether they can be measured, read and judged at all."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.checks import words
from selfeval.core.checks.registry import Case, Found, Scope, row_check
from selfeval.core.checks.rows.directions import misread
from selfeval.core.model import Tier1, tier1_of
from selfeval.core.problems import Severity, msg
from selfeval.core.readings import Confidence, Kind, Origin, Target
from selfeval.core.scoring.assessment import needs_confirmation
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.notes.targets import NOT_APPLICABLE
from selfeval.core.texts.shapes.joined_cells import words_of
from selfeval.core.texts.words.targets import is_placeholder


def says_it_does_not_apply(target: Target) -> bool:
    """Whether the target's text says that the indicator does not apply, which a person is asked about."""
    return any(note.code == NOT_APPLICABLE for note in target.assumptions)


@row_check(
    "T106",
    Severity.ERROR,
    msg("Quantity or time without a number"),
    msg("Give a number with its unit, or a date."),
    "数量指标：逐步减少",
    Scope.INDICATOR,
)
def not_measured(_case: Case, item: Scored) -> Iterator[Found]:
    """A 数量 or 时效 row whose target is a matter of judgment; 及时 is common among the latter and only asked about."""
    row, target = item.indicator, item.target
    if target.kind is not Kind.QUALITATIVE or is_placeholder(target.text):
        return
    for tier, severity in (("数量", Severity.ERROR), ("时效", Severity.WARNING)):
        if tier in row.tier2:
            message = msg(
                "“{name}” stands among {tier}, but its target “{target}” cannot be measured.",
                name=row.tier3,
                tier=row.tier2,
                target=target.text,
            )
            yield Found(message, "target", target.text, item, severity=severity)


@row_check(
    "T107",
    Severity.WARNING,
    msg("Number that looks misread"),
    msg("Compare with the approved targets, then confirm or correct the reading."),
    "290%",
    Scope.INDICATOR,
)
def looks_misread(_case: Case, item: Scored) -> Iterator[Found]:
    """A sign that became a digit when the table was scanned or converted; graver where nothing else can be read."""
    note = misread(item.target)
    if note is None or item.target.origin in {Origin.CONFIRMED, Origin.CORRECTED}:
        return
    name, text = item.indicator.tier3, item.target.text
    if note.offer:
        message = msg("“{name}”: {target} may have been {offer}.", name=name, target=text, offer=note.offer)
    else:
        message = msg("“{name}”: {target} looks damaged: {note}", name=name, target=text, note=note.message)
    severity = Severity.ERROR if item.target.kind is Kind.UNREADABLE else None
    yield Found(message, "target", text, item, severity=severity)


@row_check(
    "T108",
    Severity.ERROR,
    msg("Placeholder left in"),
    msg("Replace the placeholder of the template by what was approved."),
    "≥**人",
    Scope.INDICATOR,
)
def placeholder(_case: Case, item: Scored) -> Iterator[Found]:
    """Something of the form's template stands where the target should."""
    row = item.indicator
    if row.target.strip() and is_placeholder(row.target):
        message = msg("“{name}”: “{target}” is still the form's placeholder.", name=row.tier3, target=row.target)
        yield Found(message, "target", row.target, item)


@row_check(
    "T111",
    Severity.WARNING,
    msg("Vague words without a standard"),
    msg("Say in the description how it will be told whether the target was met."),
    "有效改善",
    Scope.INDICATOR,
)
def vague(_case: Case, item: Scored) -> Iterator[Found]:
    """Words of degree, or a mere direction among the benefits, and a description that adds nothing to the name."""
    row, target = item.indicator, item.target
    counted = any(tier in row.tier2 for tier in ("数量", "时效"))
    explained = words.bare(row.description) not in {"", words.bare(row.tier3), words.bare(words_of(row.target))}
    benefit = tier1_of(row.tier1) is Tier1.BENEFIT
    loose = words.is_vague(words_of(row.target)) or (benefit and words.is_slogan(words_of(row.target)))
    if target.kind is Kind.QUALITATIVE and loose and not explained and not counted:
        message = msg("“{name}”: nothing says when “{target}” counts as reached.", name=row.tier3, target=target.text)
        yield Found(message, "target", target.text, item)


@row_check(
    "T124",
    Severity.ERROR,
    msg("Target missing or not readable"),
    msg("Write a number with its unit, a date, or words that can be judged."),
    "（空白）",
    Scope.INDICATOR,
)
def no_target(_case: Case, item: Scored) -> Iterator[Found]:
    """Nothing to hold the outcome against; a damaged or a template's text has its own sentence."""
    if (
        item.target.kind is not Kind.UNREADABLE
        or says_it_does_not_apply(item.target)
        or misread(item.target) is not None
        or (item.target.text.strip() and is_placeholder(item.target.text))
    ):
        return
    name, text = item.indicator.tier3, item.target.text
    if text.strip():
        yield Found(
            msg("“{name}”: the target “{target}” cannot be read.", name=name, target=text), "target", text, item
        )
    else:
        yield Found(msg("“{name}” has no target value.", name=name), "target", text, item)


@row_check(
    "T125",
    Severity.WARNING,
    msg("Uncertain reading of a target"),
    msg("Confirm or correct how the target is understood; the answer is remembered."),
    "森林火灾受害率 0.9‰",
    Scope.INDICATOR,
)
def unconfirmed(_case: Case, item: Scored) -> Iterator[Found]:
    """Something not certain was supposed, and no person has said yes to it."""
    absent = says_it_does_not_apply(item.target)
    unread = item.target.kind is Kind.UNREADABLE and not absent
    if not needs_confirmation(item.target) or unread or misread(item.target) or (absent and item.not_applicable):
        return
    notes = tuple(note.message for note in item.target.assumptions if note.confidence is Confidence.LOW)
    message = msg(
        "“{name}”: the reading of “{target}” is not certain: {notes}",
        name=item.indicator.tier3,
        target=item.target.text,
        notes=notes,
    )
    hint = msg("Mark the row as not applicable, with its reason, or enter the target that was approved.")
    severity = Severity.INFO if _decides_nothing(item) else None
    yield Found(message, "target", item.target.text, item, hint=hint if absent else None, severity=severity)


def _decides_nothing(item: Scored) -> bool:
    """Whether only the direction is open and the outcome is just the number: at least, at most and exactly are met."""
    target, doubted = item.target, {note.code for note in item.target.assumptions if note.confidence is Confidence.LOW}
    exactly = target.kind is Kind.QUANTITY and target.value is not None and item.actual.value == target.value
    return exactly and item.met is True and doubted <= {"direction", "sign"}
