"""Readings that a rule pack only proposes: what would change in an evaluation if somebody confirmed them.

A proposal (`DecidedReading` with `confirmed = false`) moves no points. What it would move is found by scoring the same
facts by the same pack with this one reading confirmed.
"""

from __future__ import annotations

from dataclasses import replace

from selfeval.core.numbers import fixed
from selfeval.core.problems import Message, msg, verbatim
from selfeval.core.records import dataclass
from selfeval.core.replay.replay import ProjectReplay, Replay, compare, reads_otherwise
from selfeval.core.replay.words import signed
from selfeval.core.rules.layers import DecidedReading
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reading that nobody has confirmed, and the evaluation without it and with it.

    `rows` are the ids of project and indicator that it is about.
    """

    rule: DecidedReading
    rows: tuple[tuple[str, str], ...]
    replay: Replay

    @property
    def sentence(self) -> Message:
        """What is proposed, and which totals move if it is confirmed."""
        facts = {"names": "、".join(self.rule.names), "target": self.rule.target, "reading": self.rule.reading}
        moved = tuple(_moved(self.replay, item) for item in self.replay.changes)
        if not moved:
            return msg(
                "Proposed and confirmed by nobody: {names} “{target}” read as “{reading}”; confirmed, it would change "
                "no total.",
                **facts,
            )
        return msg(
            "Proposed and confirmed by nobody: {names} “{target}” read as “{reading}”; confirmed, it would change "
            "{changes}.",
            **facts,
            changes=moved,
        )


def proposals(assessment: Assessment) -> tuple[Proposal, ...]:
    """The proposals of the pack that are about rows of this evaluation, in the order of the pack."""
    found = []
    for rule in assessment.pack.readings:
        if rule.confirmed:
            continue
        after = assess(assessment.evaluation, confirmed(assessment.pack, rule))
        compared = compare(assessment, after)
        rows = tuple(
            (item.before.project.id, old.indicator.id)
            for item in compared.projects
            for old, new in zip(item.before.indicators, item.after.indicators, strict=True)
            if reads_otherwise(old, new)
        )
        if rows:
            found.append(Proposal(rule, rows, compared))
    return tuple(found)


def confirmed(pack: RulePack, rule: DecidedReading) -> RulePack:
    """The same pack with one of its proposals confirmed."""
    readings = tuple(replace(one, confirmed=True) if one is rule else one for one in pack.readings)
    return replace(pack, readings=readings)


def _moved(replay: Replay, item: ProjectReplay) -> Message:
    places = replay.after.pack.rounding.places
    figures = zip(item.figures, (item.before, item.after), strict=True)
    old, new = (
        verbatim(f"{fixed(points, places)} {result.grade}".strip()) if points is not None else msg("no total")
        for points, result in figures
    )
    return msg(
        "{project}: {old} → {new} ({points})",
        project=item.before.project.title,
        old=old,
        new=new,
        points=signed(item.difference) if item.measured else "—",
    )
