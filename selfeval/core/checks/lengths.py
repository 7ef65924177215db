"""Checks of texts that are longer than the form allows."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.checks.registry import Case, Found, Scope, project_check
from selfeval.core.model import WRITTEN
from selfeval.core.problems import Severity, msg
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.lengths import characters, limit_of, named


def texts_of(case: Case) -> Iterator[tuple[str, str, Scored | None]]:
    """Every text that a pack may limit: its field, what it says, and its row if it belongs to one."""
    for name in ("goal_actual", "budget_reason", *WRITTEN):
        yield name, case.evaluation.value(case.project, name), None
    for item in case.result.indicators:
        yield "reason", case.value(item, "reason"), item


@project_check(
    "S122",
    Severity.WARNING,
    msg("Text longer than the form allows"),
    msg("Shorten it; see lengths of the rule pack."),
    "偏差原因 135 字，限 100 字",
    Scope.PROJECT,
)
def too_long(case: Case) -> Iterator[Found]:
    """A reason, an outcome of the goals or a closing text has more characters than the pack allows."""
    lengths, project = case.pack.lengths, case.project
    for field, text, item in texts_of(case) if lengths else ():
        most, count = limit_of(lengths, field), characters(text)
        if most is None or count <= most:
            continue
        name = project.title if item is None else item.indicator.tier3
        what = named(field)
        said = msg("“{name}”: {what} has {count} characters; the form allows {most}.",
                   name=name, what=what, count=count, most=most)  # fmt: skip
        yield Found(said, field, text, item)
