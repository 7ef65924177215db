"""Last year's evaluation beside this year's: which indicator was which, and what stood there.

Rows are matched by project code (else name), tier path and name. An indicator that was renamed is only proposed, for a
person to confirm; what has no counterpart is listed. Nothing of last year's counts as a fact of this year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.core.evaluation import LAST_YEAR_FIELDS, Evaluation, FactKey, Step
from selfeval.core.model import Project
from selfeval.core.numbers import plain
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.core.readings import Origin
from selfeval.core.records import dataclass
from selfeval.core.row_match import LIKE_FROM, likeness, project_names, same_name, same_tiers
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import canonical
from selfeval.workspace.loaded import Loaded

if TYPE_CHECKING:
    from selfeval.workspace.work.workspace import Workspace

Values = list[tuple[FactKey, str | None]]


@dataclass(frozen=True, slots=True)
class Match:
    """One indicator of this year with the one of last year.

    Attributes:
        project, indicator: ids of this year's.
        last: last year's, scored; `actual` its outcome as it was written.
        likeness: 100 for the same name under the same tiers; less is a proposal for a person to confirm.
    """

    project: str
    indicator: str
    name: str
    last: Scored
    actual: str
    likeness: int

    @property
    def sure(self) -> bool:
        """Whether path and name are the same."""
        return self.likeness == 100


@dataclass(frozen=True, slots=True)
class LastYear:
    """What a workbook of last year says about this year's rows.

    Attributes:
        matches: in the order of this year's rows.
        new: (project, indicator) names of this year's rows without a counterpart.
        gone: (project, indicator) names of last year's rows without one.
    """

    path: Path
    year: int | None
    matches: tuple[Match, ...]
    new: tuple[tuple[str, str], ...]
    gone: tuple[tuple[str, str], ...]


def look_at(evaluation: Evaluation, loaded: Loaded) -> LastYear:
    """Match a workbook of an earlier year (scored or filled, its journal included) with this evaluation.

    Raises:
        SelfEvalError: F431 it is not of an earlier year.
    """
    _check_year(evaluation, loaded)
    matches: list[Match] = []
    new: list[tuple[str, str]] = []
    gone: list[tuple[str, str]] = []
    left = list(loaded.assessment.projects)
    for project in evaluation.department.projects:
        found = _project(project, left)
        if found is not None:
            left.remove(found)
        pairs = _pairs(project, loaded, found) if found else {}
        matches += [pairs[row.id] for row in project.indicators if row.id in pairs]
        new += [(project.title, row.tier3) for row in project.indicators if row.id not in pairs]
        taken = {match.last.indicator.id for match in pairs.values()}
        items = found.indicators if found else ()
        gone += [(project.title, item.indicator.tier3) for item in items if item.indicator.id not in taken]
    gone += [(result.project.title, item.indicator.tier3) for result in left for item in result.indicators]
    return LastYear(loaded.source.path, loaded.assessment.year, tuple(matches), tuple(new), tuple(gone))


def _check_year(evaluation: Evaluation, loaded: Loaded) -> None:
    entered = evaluation.setting("year")
    this = int(entered) if entered.isdecimal() else evaluation.department.year
    if this is not None and loaded.assessment.year is not None and loaded.assessment.year >= this:
        raise SelfEvalError(
            msg("Not last year's"),
            msg("{file} is of {year}, and this work of {this}.", file=loaded.source.path.name,
                year=loaded.assessment.year, this=this),
            msg("Choose the evaluation of an earlier year."),
            "F431",
        )  # fmt: skip


def _project(project: Project, results: Iterable[ProjectResult]) -> ProjectResult | None:
    """The same project of last year: by its code, else by its name where only one has it."""
    every = list(results)
    coded = [one for one in every if project.code and same_name(one.project.code, project.code)]
    named = [one for one in every if project_names(project) & project_names(one.project)]
    for found in (coded, named):
        if len(found) == 1:
            return found[0]
    return None


def _pairs(project: Project, loaded: Loaded, last: ProjectResult) -> dict[str, Match]:
    """This year's ids with their matches: the same names first, then the likest of what is left, each used once."""
    scored = [
        (likeness(row.tier3, item.indicator.tier3), -number, -place, row, item)
        for number, row in enumerate(project.indicators)
        for place, item in enumerate(last.indicators)
        if same_tiers(row, item.indicator)
    ]
    pairs: dict[str, Match] = {}
    used: set[str] = set()
    for like, _, _, row, item in sorted(scored, key=lambda pair: pair[:3], reverse=True):
        if like < LIKE_FROM or row.id in pairs or item.indicator.id in used:
            continue
        used.add(item.indicator.id)
        actual = loaded.evaluation.indicator_value(last.project, item.indicator, "actual")
        pairs[row.id] = Match(project.id, row.id, row.tier3, item, actual, like)
    return pairs


def taken(evaluation: Evaluation, found: LastYear) -> tuple[Match, ...]:
    """The matches to begin with: the sure ones, and those that somebody has confirmed before."""
    known = {(key.project, key.indicator): text for key, text in evaluation.facts.items() if key.field == "last.name"}
    return tuple(
        match
        for match in found.matches
        if match.sure or known.get((match.project, match.indicator)) == match.last.indicator.tier3
    )


def take_over(workspace: Workspace, found: LastYear, chosen: Iterable[Match]) -> Step | None:
    """Put last year's figures beside the chosen rows, and nothing beside any other: one step; None if nothing changes.

    Raises:
        SelfEvalError: what `Workspace.enter` raises.
    """
    chosen = tuple(chosen)
    stale: Values = [
        (key, None)
        for key in workspace.evaluation.facts
        if key.field in LAST_YEAR_FIELDS or key == FactKey("", "", "last_year")
    ]
    return workspace.enter([*stale, *(facts(found, chosen) if chosen else [])], "import")


def facts(found: LastYear, chosen: Iterable[Match]) -> Values:
    """What is entered for the chosen matches as one step; rows not chosen lose what stood beside them before."""
    label = " ".join(part for part in (str(found.year or ""), found.path.name) if part)
    values: Values = [(FactKey("", "", "last_year"), label)]
    rows = {(match.project, match.indicator) for match in chosen}
    for match in found.matches:
        texts: Mapping[str, str | None] = {name: text or None for name, text in _texts(match).items()}
        if (match.project, match.indicator) not in rows:
            texts = dict.fromkeys(texts)
        values += [(FactKey(match.project, match.indicator, name), text) for name, text in texts.items()]
    return values


def _texts(match: Match) -> dict[str, str]:
    last = match.last
    decided = last.target.origin in {Origin.CONFIRMED, Origin.CORRECTED}
    return {
        "last.name": last.indicator.tier3,
        "last.target": last.indicator.target,
        "last.reading": canonical(last.target) if decided else "",
        "last.actual": match.actual,
        "last.weight": plain(last.weight.effective),
        "last.score": "" if last.score is None else plain(last.score),
    }


def beside(evaluation: Evaluation, earlier: Loaded) -> tuple[Evaluation, tuple[Message, ...]]:
    """The evaluation with last year's figures for every row of the same name and tiers, and what to say.

    Nobody is there to confirm a renamed indicator, so that it is only named.
    """
    found = look_at(evaluation, earlier)
    sure = [match for match in found.matches if match.sure]
    renamed = [match for match in found.matches if not match.sure]
    notes = [
        msg(
            "{count} of {all} indicators were found in {file} ({year}).",
            count=len(sure),
            all=sum(len(project.indicators) for project in evaluation.department.projects),
            file=found.path.name,
            year=found.year or "-",
        )
    ]
    notes += [
        msg(
            "“{name}” may be last year's “{last}” ({likeness}% alike); it is not compared until somebody confirms it.",
            name=match.name,
            last=match.last.indicator.tier3,
            likeness=match.likeness,
        )
        for match in renamed
    ]
    step = evaluation.step(facts(found, sure), "import")
    return (evaluation.enter(step) if step else evaluation), tuple(notes)
