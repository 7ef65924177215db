"""A share of the points for each goal of the year: which goal a row serves, what each goal has, and what hinders it.

Two texts mean the same goal where they have the same number, else where they say the same. Nothing is guessed: where
a goal or a share is not stated, no points go by goals, and `GoalSplit.fault` says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal

from selfeval.core.model import Project
from selfeval.core.numbers import HUNDRED, plain
from selfeval.core.problems import NOTHING, Message, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import GoalWeights
from selfeval.core.rules.parts.weight_rules import WeightRule
from selfeval.core.rules.weights.goal_texts import goal_key, goal_number, goal_says, stated_share
from selfeval.core.rules.weights.splitting import split, step_for

_MOST_NAMES = 3
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class GoalShare:
    """One goal and its points.

    Attributes:
        key: its number, else its words; the same for all texts that mean it.
        text: as the table states it, in one line, cut where it is long.
        points: what its indicators have together.
        available: what all goals have together.
        how: equal shares, shares of the table, or of the pack.
        said: the share as written, such as `40分` or `60%`; "" for equal shares.
    """

    key: str
    text: str
    points: Decimal
    available: Decimal
    how: GoalWeights
    said: str = ""


@dataclass(frozen=True, slots=True)
class GoalSplit:
    """The points by goal, or with `fault` why there are none; `of`: the key of the goal that each row serves."""

    goals: tuple[GoalShare, ...] = ()
    of: Mapping[str, str] = field(default_factory=dict)
    fault: Message = NOTHING

    def share(self, row: str) -> GoalShare | None:
        """The goal of a row, None where points do not go by goals or the row serves none."""
        key = self.of.get(row)
        return next((goal for goal in self.goals if goal.key == key), None)


def goal_keys(project: Project) -> dict[str, str]:
    """The key of the goal that each row serves, by id; rows that state none are left out.

    A row that gives only the words of a goal serves the one that has a number with the same words elsewhere: above the
    table, or in another row.
    """
    rows = [row for row in project.indicators if row.goal.strip()]
    numbered: dict[str, set[str]] = {}
    for key, text in _own_goals(project).items():
        numbered.setdefault(goal_says(text), set()).add(key)
    for row in rows:
        if (number := goal_number(row.goal)) is not None:
            numbered.setdefault(goal_says(row.goal), set()).add(str(number))
    keys: dict[str, str] = {}
    for row in rows:
        key = goal_key(row.goal)
        meant = numbered.get(key, set())
        keys[row.id] = next(iter(meant)) if len(meant) == 1 and not key.isdecimal() else key
    return keys


def goal_split(
    project: Project, stated: Mapping[str, tuple[Decimal, str]], rule: WeightRule, available: Decimal, unit: Decimal
) -> GoalSplit:
    """How the pack shares `available` points out among the goals that the rows of a project serve.

    Rows that serve no goal and have points of their own keep them, and the goals share the rest. `unit` is the last
    place that points can have.
    """
    if rule.by_goal is GoalWeights.NONE or not project.indicators:
        return GoalSplit()
    of = goal_keys(project)
    if not of:
        return GoalSplit(of=of, fault=msg("the table says of no indicator which goal it serves"))
    lost = [row.tier3 or row.id for row in project.indicators if row.id not in of and row.id not in stated]
    if lost:
        names = "、".join(lost[:_MOST_NAMES]) + ("…" if len(lost) > _MOST_NAMES else "")
        return GoalSplit(
            of=of, fault=msg("the table does not say which goal these indicators serve: {names}", names=names)
        )
    common = sum((stated[row.id][0] for row in project.indicators if row.id not in of), Decimal(0))
    texts = _texts(project, of)
    keys = sorted(set(of.values()), key=_order)
    shares, fault = _shares(rule, keys, texts, available - common)
    if fault:
        return GoalSplit(of=of, fault=fault)
    points = _points(rule, shares, available - common, unit)
    goals = tuple(
        GoalShare(key, _name(key, texts), points[place], available - common, rule.by_goal, _said(shares[place]))
        for place, key in enumerate(keys)
    )
    return GoalSplit(goals, of)


_Share = tuple[Decimal, str]


def _shares(
    rule: WeightRule, keys: Sequence[str], texts: Mapping[str, Sequence[str]], available: Decimal
) -> tuple[list[_Share], Message]:
    """The share of each goal as it is written, or what is wrong with them."""
    if available <= 0:
        return [], msg("no points are left for the goals")
    if rule.by_goal is GoalWeights.EQUAL:
        return [(Decimal(1), "")] * len(keys), NOTHING
    if rule.by_goal is GoalWeights.LISTED:
        words = {goal_says(text): key for key in keys for text in texts[key]}
        listed = {words.get(goal_key(name), goal_key(name)): share for name, share in rule.goal_shares.items()}
        return _whole({key: ((share, "%"),) for key, share in listed.items()}, keys, texts, available)
    stated = {
        key: tuple(dict.fromkeys(one for text in found for one in stated_share(text))) for key, found in texts.items()
    }
    return _whole({key: shares for key, shares in stated.items() if shares}, keys, texts, available)


def _whole(
    found: Mapping[str, Sequence[_Share]], keys: Sequence[str], texts: Mapping[str, Sequence[str]], available: Decimal
) -> tuple[list[_Share], Message]:
    """One share for each goal that has indicators and for no other, all in points or all in percent, together whole."""
    for key in sorted(found, key=_order):
        if len(found[key]) > 1:
            one, other = map(_said, found[key][:2])
            name = _name(key, texts)
            return [], msg("the goal “{goal}” has two shares, {one} and {other}", goal=name, one=one, other=other)
    for key in keys:
        if key not in found:
            return [], msg("no share is stated for the goal “{goal}”", goal=_name(key, texts))
    for key in sorted(found, key=_order):
        if key not in keys:
            return [], msg("no indicator serves the goal “{goal}”, which has a share", goal=_name(key, texts))
    shares = [found[key][0] for key in keys]
    units = {unit for _, unit in shares}
    if len(units) > 1:
        return [], msg("some goals have points and others have percents")
    total, wanted = sum((number for number, _ in shares), Decimal(0)), HUNDRED if units == {"%"} else available
    if total != wanted or any(number <= 0 for number, _ in shares):
        text = msg("the shares of the goals make {sum}, not {wanted}", sum=plain(total), wanted=plain(wanted))
        return [], text
    return shares, NOTHING


def _points(rule: WeightRule, shares: Sequence[_Share], available: Decimal, unit: Decimal) -> list[Decimal]:
    """Points of each goal: as stated, else in proportion, in steps of the pack where they suffice."""
    if all(written == "分" for _, written in shares):
        return [number for number, _ in shares]
    return split(available, [number for number, _ in shares], step_for(rule.step, unit), unit)


@dataclass(frozen=True, slots=True)
class StatedGoal:
    """A goal that rows of a table state: its text, the rows, and its points where just one number of them is stated."""

    text: str
    rows: frozenset[str]
    points: Decimal | None


def goals_of(project: Project) -> tuple[StatedGoal, ...]:
    """The goals that the rows of a project state, whatever the pack makes of them."""
    of = goal_keys(project)
    texts = _texts(project, of)
    goals: list[StatedGoal] = []
    for key in sorted(set(of.values()), key=_order):
        shares = tuple(dict.fromkeys(one for text in texts[key] for one in stated_share(text)))
        points = shares[0][0] if len(shares) == 1 and shares[0][1] == "分" else None
        goals.append(StatedGoal(texts[key][0], frozenset(row for row, own in of.items() if own == key), points))
    return tuple(goals)


def goal_words(goal: GoalShare) -> Message:
    """Where the points of a goal come from, for the derivation of its indicators' points."""
    how = {
        GoalWeights.EQUAL: msg("each goal the same"),
        GoalWeights.STATED: msg("{share} as the table states", share=goal.said),
        GoalWeights.LISTED: msg("{share} by the rule pack", share=goal.said),
    }[goal.how]
    return msg(
        "“{goal}” has {points} of the {available} points of the goals ({how}), shared out among its indicators",
        goal=goal.text,
        points=plain(goal.points),
        available=plain(goal.available),
        how=how,
    )


def _texts(project: Project, of: Mapping[str, str]) -> dict[str, list[str]]:
    """Every text that states a goal, by its key: those of the rows first, the longest before the others."""
    texts: dict[str, list[str]] = {}
    for row in sorted(project.indicators, key=lambda row: (-len(row.goal), row.goal)):
        if row.id in of and row.goal not in texts.setdefault(of[row.id], []):
            texts[of[row.id]].append(row.goal)
    for key, text in _own_goals(project).items():
        texts.setdefault(key, []).append(text)
    return texts


def _own_goals(project: Project) -> dict[str, str]:
    """The goals above the table by their key: their number, or the place that they have in the list."""
    goals = [text for text in project.goals if text.strip()]
    numbers = [goal_number(text) for text in goals]
    if goals and (any(number is None for number in numbers) or len(set(numbers)) < len(numbers)):
        if len(goals) == 1:
            return {}
        return {str(place): text for place, text in enumerate(goals, start=1)}
    return {str(number): text for number, text in zip(numbers, goals, strict=True)}


def _name(key: str, texts: Mapping[str, Sequence[str]]) -> str:
    """What a goal is called in a sentence: the fullest of its texts in one line, cut where it is long."""
    text = " ".join(max(texts.get(key, (key,)), key=len).split())
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…"


def _said(share: _Share) -> str:
    return f"{plain(share[0])}{share[1]}" if share[1] else ""


def _order(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdecimal() else (1000, key)
