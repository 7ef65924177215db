"""What people write for the likelihood of a target and for the kinds of causes, and what is meant by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from selfeval.core.keys import key
from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, msg
from selfeval.core.rules.choices import Light
from selfeval.core.texts.words.marks import yes_or_no
from selfeval.core.texts.words.nothing import NOTHING_SAID


class Likelihood(StrEnum):
    """完成目标可能性: whether the year's target will be reached."""

    CERTAIN = "确定能"
    POSSIBLE = "有可能"
    IMPOSSIBLE = "完全不可能"


class Cause(StrEnum):
    """偏差原因: what keeps an indicator from its target."""

    MONEY = "经费"
    RULES = "制度"
    STAFF = "人员"
    EQUIPMENT = "硬件"
    OTHER = "其他"


CAUSE_KINDS = "、".join(kind.value for kind in Cause)
"""All kinds, as they are typed."""

CAUSE_HEADINGS: Mapping[Cause, str] = MappingProxyType(
    {
        Cause.MONEY: "经费保障",
        Cause.RULES: "制度保障",
        Cause.STAFF: "人员保障",
        Cause.EQUIPMENT: "硬件条件保障",
        Cause.OTHER: "其他",
    }
)
"""What the form calls the boxes of the causes."""

LIKELIHOOD_NAMES: Mapping[Likelihood, Message] = MappingProxyType(
    {
        Likelihood.CERTAIN: msg("certainly"),
        Likelihood.POSSIBLE: msg("possibly"),
        Likelihood.IMPOSSIBLE: msg("not at all"),
    }
)

LIGHT_MARKS: Mapping[Light, Message] = MappingProxyType(
    {
        Light.RED: msg("[red]"),
        Light.YELLOW: msg("[yellow]"),
        Light.GREEN: msg("[green]"),
        Light.NONE: msg("[not judged]"),
    }
)
"""The colours in words, so that they are seen on paper, and heard by whoever sees no colours."""

LIGHT_KINDS: Mapping[str, Message] = MappingProxyType(
    {
        "spending": msg("spending so far"),
        "expected": msg("spending of the whole year"),
        "progress": msg("progress of the goals"),
        "likelihood": msg("likelihood of the target"),
        "forecast": msg("outcome of the whole year"),
        "limit": msg("limit of the target"),
    }
)
"""What each kind of light is about."""

_LIKELIHOODS: Mapping[Likelihood, str] = MappingProxyType(
    {
        Likelihood.CERTAIN: "确定能 能 确定 能够 一定能 肯定能 可以 确定能完成 能完成 可以完成 确定能够完成 "
        "确保完成 已完成 能够完成 certain certainly yes",
        Likelihood.POSSIBLE: "有可能 可能 或许 有可能完成 可能完成 不确定 possible possibly maybe",
        Likelihood.IMPOSSIBLE: "完全不可能 不可能 不能 不能完成 完全不能 无法完成 不可能完成 确定不能 不能够完成 "
        "impossible no",
    }
)
_CAUSES: Mapping[Cause, str] = MappingProxyType(
    {
        Cause.MONEY: "经费 经费保障 资金 资金保障 经费不足 funds money",
        Cause.RULES: "制度 制度保障 机制 rules",
        Cause.STAFF: "人员 人员保障 人力 人手 staff",
        Cause.EQUIPMENT: "硬件 硬件条件 硬件保障 硬件条件保障 设备 equipment",
        Cause.OTHER: "其他 其它 其他原因 其它原因 other",
    }
)
_SAID: Mapping[str, Likelihood] = MappingProxyType(
    {key(word): kind for kind, words in _LIKELIHOODS.items() for word in words.split()}
)
_CAUSED: Mapping[str, Cause] = MappingProxyType(
    {key(word): kind for kind, words in _CAUSES.items() for word in words.split()}
)
_BETWEEN = lazy(r"[、，,;；/和及与\s]+")
_MARKS = frozenset("√✓✔☑■●◉⊙▣v1y") | {"是", "yes", "对"}
"""What people put into a box that they choose."""
_DENIALS = NOTHING_SAID - {"同上", "见上", "略", "待定", "待补充"} | {
    "不",
    "没",
    "非",
    "不是",
    "不会",
    "不选",
    "未选",
    "不涉及",
    "不存在",
    "无影响",
    "没有影响",
}
"""Words that people put into a box that they do not choose, beside a bare no; 同上 and 待定 say no such thing."""
_EMPTY_SIGNS = frozenset("/\\|-_.,*~―□☐○◯〇◻()[]")
"""Signs of a box that is left empty, as `key` has them."""


def likelihood(text: str) -> Likelihood | None:
    """Which of the three a text says, None for any other."""
    return _SAID.get(key(text))


def causes(text: str) -> tuple[tuple[Cause, ...], tuple[str, ...]]:
    """The kinds that a list of causes names, in the form's order, and the words that name none; 无 says nothing."""
    found, rest = set(), []
    for word in [] if denies(text) else _BETWEEN.split(text.strip()):
        kind = _CAUSED.get(key(word))
        if kind is not None:
            found.add(kind)
        elif not denies(word):
            rest.append(word)
    return tuple(kind for kind in Cause if kind in found), tuple(rest)


def no_cause(rest: Sequence[str]) -> Message:
    """Says that these words name no kind of cause, and which kinds there are."""
    return msg("“{text}” is none of {kinds}.", text="、".join(rest), kinds=CAUSE_KINDS)


def is_mark(text: str) -> bool:
    """Whether a text in a box only says that the box is chosen."""
    return key(text) in _MARKS


def denies(text: str) -> bool:
    """Whether a text in a box only says that the box is not chosen: blank, 无, 否, ×, 0, /, —."""
    plain = key(text).rstrip(".,;!")
    return (
        plain.replace("/", "") in _DENIALS or yes_or_no(plain, figures=True) is False or _EMPTY_SIGNS.issuperset(plain)
    )
