"""How single values of rule packs are shown when two packs are compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from selfeval.core.numbers import plain
from selfeval.core.problems import Message, msg
from selfeval.core.rules.layers import Citation
from selfeval.core.rules.pack import RulePack
from selfeval.rulepacks.words import choice, literal

# ruff: noqa: ANN401 - fields of any type are shown

Show: TypeAlias = Callable[[Any, RulePack], Message]
"""The dataclass that has the field, and its pack, in; what the field says out."""

NONE = msg("none")


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


def text(value: Any) -> Message:
    """Any single value in words."""
    if value is None or value in ("", ()):
        return NONE
    if isinstance(value, bool):
        return msg("yes") if value else msg("no")
    if isinstance(value, StrEnum):
        return choice(value)
    if isinstance(value, tuple):
        return msg("{parts}", parts=tuple(text(part) for part in value))
    return literal(str(value) if isinstance(value, str | int) else _number(value))


def _number(value: Any) -> str:
    try:
        return plain(value)
    except (TypeError, ValueError, AttributeError):
        return str(value)


def points(value: Any) -> Message:
    """A number of points."""
    return msg("{points} points", points=plain(value))


def percent(value: Any) -> Message:
    """A percentage; None where the pack has none."""
    return NONE if value is None else msg("{percent}%", percent=plain(value))


def of_target(value: Any) -> Message:
    """A threshold as percent of the target."""
    return NONE if value is None else msg("from {percent}% of the target", percent=plain(value))


def source(citation: Citation | None) -> Message:
    """Document, article and title of a citation, and whether it was verified."""
    if citation is None:
        return NONE
    return msg("{source} ({state})", source=literal(citation.text), state=citation.state)


def one(name: str, what: Message, show: Callable[[Any], Message] = text, *, minor: bool = False) -> Wording:
    """The wording of a single field."""
    return Wording((name,), what, lambda owner, pack: show(getattr(owner, name)), minor)


def cited(name: str, what: Message) -> Wording:
    """The wording of a field that names a citation."""

    def show(owner: Any, pack: RulePack) -> Message:
        name_of = getattr(owner, name)
        return msg("{name}: {source}", name=name_of, source=source(pack.citation(name_of))) if name_of else NONE

    return Wording((name,), what, show, minor=True)
