"""Decisions in words: what each kind is called, and what there is to decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from selfeval.core.next_year.decision import Decision, DecisionKind
from selfeval.core.problems import Message, msg

TITLES: Mapping[DecisionKind, Message] = {
    DecisionKind.CANNOT_FAIL: msg("Target that nobody can fail"),
    DecisionKind.BELOW_LAST: msg("Target less demanding than last year's actual"),
    DecisionKind.MISSED: msg("Missed last year"),
    DecisionKind.ALWAYS_FULL: msg("Always full points"),
    DecisionKind.VAGUE: msg("Vague words without a standard"),
    DecisionKind.UNCONFIRMED: msg("Reading or direction never confirmed"),
    DecisionKind.READING: msg("Confirmed reading to look at again"),
    DecisionKind.OLD_YEAR: msg("Text that names the year that is over"),
    DecisionKind.NOT_APPLICABLE: msg("Did not apply last year"),
    DecisionKind.WEIGHTS: msg("Points proposed by the program"),
    DecisionKind.AMOUNTS: msg("Amounts to enter"),
    DecisionKind.PLAN: msg("Spending plan carried over as a proposal"),
}
"""What a kind is called."""


def sentence(decision: Decision) -> Message:
    """What there is to decide, as one sentence."""
    return _SENTENCES[decision.kind](decision, decision.data)


_Data = Mapping[str, str]


def _cannot_fail(one: Decision, _data: _Data) -> Message:
    return msg("“{name}”: every possible outcome meets the target {target}.", name=one.name, target=one.text)


def _below(one: Decision, data: _Data) -> Message:
    facts = {"name": one.name, "target": one.text, "actual": data["reached"]}
    if "lower_is_better" in data:
        return msg("“{name}”: the target {target} allows more than last year's actual, {actual}.", **facts)
    return msg("“{name}”: the target {target} asks for less than last year's actual, {actual}.", **facts)


def _missed(one: Decision, data: _Data) -> Message:
    return msg(
        "“{name}”: last year {actual} against {target}, {score} of {weight} points; is the target within reach?",
        name=one.name,
        target=one.text,
        actual=data["actual"] or "-",
        score=data.get("score", "-"),
        weight=data["weight"],
    )


def _full(one: Decision, data: _Data) -> Message:
    if data["years"] == "1":
        return msg("“{name}”: full points last year ({actual} against {target}); does it still tell anything?",
                   name=one.name, target=one.text, actual=data["actual"] or "-")  # fmt: skip
    return msg("“{name}”: full points in both years ({actual} against {target}); does it still tell anything?",
               name=one.name, target=one.text, actual=data["actual"] or "-")  # fmt: skip


def _vague(one: Decision, _data: _Data) -> Message:
    return msg("“{name}”: nothing says when “{target}” counts as reached.", name=one.name, target=one.text)


def _unconfirmed(one: Decision, data: _Data) -> Message:
    return msg(
        "“{name}”: how “{target}” is to be read was never confirmed (finding {code}).",
        name=one.name,
        target=one.text,
        code=data["code"],
    )


def _reading(one: Decision, data: _Data) -> Message:
    return msg(
        "“{name}”: “{target}” was confirmed as {reading} for last year; confirm how it is read this year.",
        name=one.name,
        target=one.text,
        reading=data["reading"],
    )


def _old_year(one: Decision, data: _Data) -> Message:
    return msg("“{name}”: the text names {years}.", name=one.name, years=data["years"])


def _not_applicable(one: Decision, data: _Data) -> Message:
    return msg("“{name}” did not apply last year ({why}); keep it or drop it.", name=one.name, why=data["why"])


def _weights(one: Decision, _data: _Data) -> Message:
    return msg("“{name}”: the points were proposed by the program; the column 分值 carries them over.", name=one.name)


def _amounts(one: Decision, data: _Data) -> Message:
    if not one.project:
        return msg("The department's goal still says {amount} {unit} in all.", amount=data["amount"], unit=data["unit"])
    if "initial" not in data:
        return msg("“{name}”: enter the amounts.", name=one.name)
    return msg("“{name}”: enter the amounts; last year's budget was {amount} {unit}.", name=one.name,
               amount=data["initial"], unit=data["unit"])  # fmt: skip


def _plan(one: Decision, _data: _Data) -> Message:
    return msg("“{name}”: last year's spending plan, {plan}, stands as a proposal.", name=one.name, plan=one.text)


_SENTENCES: Mapping[DecisionKind, Callable[[Decision, _Data], Message]] = {
    DecisionKind.CANNOT_FAIL: _cannot_fail,
    DecisionKind.BELOW_LAST: _below,
    DecisionKind.MISSED: _missed,
    DecisionKind.ALWAYS_FULL: _full,
    DecisionKind.VAGUE: _vague,
    DecisionKind.UNCONFIRMED: _unconfirmed,
    DecisionKind.READING: _reading,
    DecisionKind.OLD_YEAR: _old_year,
    DecisionKind.NOT_APPLICABLE: _not_applicable,
    DecisionKind.WEIGHTS: _weights,
    DecisionKind.AMOUNTS: _amounts,
    DecisionKind.PLAN: _plan,
}
