"""One thing that has to be decided anew before last year's targets are this year's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from types import MappingProxyType

from selfeval.core.records import dataclass


class DecisionKind(StrEnum):
    """What is to be decided, the gravest first."""

    CANNOT_FAIL = "cannot_fail"
    BELOW_LAST = "below_last_year"
    MISSED = "missed"
    ALWAYS_FULL = "always_full"
    VAGUE = "vague"
    UNCONFIRMED = "unconfirmed"
    READING = "reading"
    OLD_YEAR = "old_year"
    NOT_APPLICABLE = "not_applicable"
    WEIGHTS = "weights"
    AMOUNTS = "amounts"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Decision:
    """One of them.

    Attributes:
        project, indicator: ids; "" for the project as a whole, both "" for the department.
        name: of the row or the project, as it stands.
        title: of the project.
        fact: which text it is about, by the names of the model: `target`, `basis`, `goals`, `initial`, …
        text: that text, unchanged.
        data: what the kind knows besides, as texts: `actual`, `score`, `weight`, `years`, `reading`, …
    """

    kind: DecisionKind
    project: str
    indicator: str
    name: str
    title: str
    fact: str
    text: str
    data: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
