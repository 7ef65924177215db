"""How many findings there are, parted by owner: the approved targets, and the evaluation in hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from selfeval.core.problems import Owner, Problem, Severity
from selfeval.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """Findings by severity."""

    errors: int = 0
    warnings: int = 0
    notes: int = 0

    @property
    def all(self) -> int:
        """How many there are together."""
        return self.errors + self.warnings + self.notes


def counts(problems: Iterable[Problem]) -> Mapping[Owner, Counts]:
    """How many findings of each severity each owner has; both owners are always there, the targets first."""
    found = Counter((problem.about, problem.severity) for problem in problems)
    return {owner: Counts(*(found[owner, severity] for severity in Severity)) for owner in Owner}
