"""What came of recomputing a scored workbook, and its differences as people read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from selfeval.core.problems import Problem, Severity, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it.

    Attributes:
        sha256: hash of the workbook's bytes.
        pack: the rule pack it was recomputed with.
        differences: every cell that differs, and whatever keeps a figure from being compared; empty if all is well.
    """

    sha256: str
    pack: RulePack
    differences: tuple[Problem, ...]

    @property
    def equal(self) -> bool:
        """Whether every figure is what its facts give; notes, such as a hidden sheet, do not count."""
        return all(problem.severity is Severity.INFO for problem in self.differences)


_FEW, _NAMED = 4, 12


def in_groups(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems as people read them: many of one kind on one sheet as one, at the first, with their cells."""
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        key = (problem.code, problem.where.sheet if problem.where else "", problem.message.template)
        groups.setdefault(key, []).append(problem)
    told: list[Problem] = []
    for (_, sheet, _), mates in groups.items():
        if len(mates) <= _FEW or not sheet:
            told += mates
            continue
        cells = [problem.where.cell for problem in mates[1:] if problem.where and problem.where.cell]
        message = msg(
            "{first} {count} more like this on the sheet {sheet}: {cells}",
            first=mates[0].message,
            count=len(mates) - 1,
            sheet=sheet,
            cells=", ".join(cells[:_NAMED]) + (", …" if len(cells) > _NAMED else ""),
        )
        told.append(replace(mates[0], message=message))
    return tuple(told)
