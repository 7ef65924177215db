"""What somebody should look at in a joint form: rows for which nothing stands, units that lack something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selfeval.core.fact_labels import AMOUNT_LABELS
from selfeval.core.model import AMOUNTS, Project
from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.core.together.part import JointProject, JointRow


def doubts(projects: Iterable[JointProject]) -> Iterator[Problem]:
    """What somebody should look at.

    S208 a row for which nothing stands, or that is weighed otherwise than the pack wants; S209 a row that some units
    lack; S210 an amount that is not known.
    """
    for one in projects:
        yield from _of_project(one)


def _of_project(one: JointProject) -> Iterator[Problem]:
    project = one.project
    units = [part.unit for part in one.parts]
    for row in one.rows:
        name = row.given[0].indicator.tier3
        for doubt in row.joined.doubt:
            text = msg("“{name}”: {why}.", name=name, why=doubt)
            yield _problem("S208", project, row, text)
        lacking = [unit for unit in units if all(given.part.unit != unit for given in row.given)]
        if lacking:
            text = msg("“{name}” is not in the form of {units}.", name=name, units="、".join(lacking))
            yield _problem("S209", project, row, text)
    for amount in AMOUNTS:
        unknown = [part.unit for part in one.parts if part.money[amount] is None]
        if 0 < len(unknown) < len(one.parts):
            text = msg("{amount} of {units} is not known, so that there is no sum.", amount=AMOUNT_LABELS[amount],
                       units="、".join(unknown))  # fmt: skip
            yield Problem("S210", Severity.WARNING, text, where=CellRef(project.title, ""), project=project.id)


def _problem(code: str, project: Project, row: JointRow, text: Message) -> Problem:
    hint = msg("See each unit's figures on the sheet 各单位, and ask the units.")
    return Problem(
        code, Severity.WARNING, text, hint, CellRef(project.title, ""), project=project.id, indicator=row.indicator
    )
