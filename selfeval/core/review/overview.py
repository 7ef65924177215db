"""What a reviewer sees of a batch, line by line; amounts in 万元, rates as a share of 1, scores in points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

Both = tuple[str, str]
"""A sentence in Chinese and in English."""


class MarkKind(StrEnum):
    """What a reviewer says of a project; `NONE` where an earlier mark was taken away."""

    SEEN = "seen"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    NONE = ""


class Mark(NamedTuple):
    """A reviewer's mark on a project as it was made.

    Attributes:
        sha256: of the form as it was then.
        findings: whether the program's errors go back to the unit with the remark.
        at: time in ISO 8601.
    """

    key: str
    sha256: str
    mark: MarkKind
    remark: str
    findings: bool
    who: str
    at: str


class DepartmentLine(NamedTuple):
    """All projects of one department that count, or of all of them.

    Attributes:
        name: 主管部门; "" for forms that name none.
        rate: executed by adjusted budget as a share of 1; over the projects with both; None without any.
        claimed, total: means of the totals that the forms claim, and of the recomputed ones.
        differing: projects whose two totals differ by more than `TOLERANCE`.
        largest: the largest such difference, without its sign.
        errors, warnings: findings of these severities.
        marked, returned: projects that the reviewer marked, and those of them that go back to their unit.
    """

    name: str
    projects: int
    adjusted: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    claimed: Decimal | None
    total: Decimal | None
    differing: int
    largest: Decimal | None
    errors: int
    warnings: int
    marked: int
    returned: int


class ProjectLine(NamedTuple):
    """One project of one form.

    Attributes:
        place: its number in the tables.
        key: names it in every version of its form.
        pack_sha256: of the rule pack that it was scored by, "" where the tables do not say.
    """

    place: int
    key: str
    file: str
    sha256: str
    department: str
    unit: str
    code: str
    title: str
    year: int | None
    adjusted: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    claimed: Decimal | None
    total: Decimal | None
    difference: Decimal | None
    claimed_grade: str
    grade: str
    errors: int
    warnings: int
    pack_sha256: str


class RowLine(NamedTuple):
    """One row of a form: an indicator, or the execution rate of its budget (`indicator` is "" then)."""

    indicator: str
    tier1: str
    tier2: str
    tier3: str
    target: str
    actual: str
    reading: str
    weight: Decimal | None
    claimed: Decimal | None
    score: Decimal | None
    difference: Decimal | None
    why: Both
    rule: str
    reason: str
    sheet: str
    cell: str


class FindingLine(NamedTuple):
    """One finding; `indicator` is "" where it concerns the project or its file as a whole."""

    indicator: str
    code: str
    severity: str
    sheet: str
    cell: str
    input: str
    message: Both
    hint: Both


class FileLine(NamedTuple):
    """A file that was refused, or read with doubt."""

    file: str
    state: str
    code: str
    message: Both


class Asked(NamedTuple):
    """Which projects are wanted, and in which order.

    Attributes:
        department: None for all.
        only: value per group of `GROUPS`.
        text: what unit, code, title or file hold.
        order: a name of `ORDERS`; `down` the largest first. What has no value stands last.
    """

    department: str | None = None
    only: Mapping[str, str] = MappingProxyType({})
    text: str = ""
    order: str = "difference"
    down: bool = True


TOLERANCE = Decimal("0.01")
"""Points by which two totals may differ before they are told apart: both are given with two decimals."""

MARK, DIFFERENCE, SEVERITY, GRADE, RATE = "mark", "difference", "severity", "grade", "rate"
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        MARK: ("none", MarkKind.SEEN, MarkKind.ACCEPTED, MarkKind.RETURNED, "changed"),
        DIFFERENCE: ("higher", "lower", "same", "unknown"),
        SEVERITY: ("errors", "warnings", "clean"),
        GRADE: ("other", "same", "unknown"),
        RATE: ("below_50", "below_80", "below_90", "above_100"),
    }
)
"""What the list of projects can be narrowed to; the groups hold together, and of each group one value."""

ORDERS = ("difference", "errors", "adjusted", "rate", "claimed", "total", "unit", "title")
