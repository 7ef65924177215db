"""Several units' forms of one project become one evaluation, by the rule pack's method, and a scored workbook."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from selfeval.core.checks.findings import all_problems
from selfeval.core.checks.registry import Stage
from selfeval.core.checks.round import weighed
from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.free_names import FreeNames
from selfeval.core.model import AMOUNTS
from selfeval.core.problems import CellRef, Message, Problem, SelfEvalError, Translate, about_file, msg
from selfeval.core.records import dataclass
from selfeval.core.report.plain import pack_plain, problem_plain
from selfeval.core.rules.choices import JoinedAnswers, JoinedDates
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.sources import source_text
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.results import Assessment
from selfeval.core.together.doubts import doubts
from selfeval.core.together.figures import BY
from selfeval.core.together.part import JointProject, Part
from selfeval.core.together.plain import SCHEMA, joint_plain
from selfeval.core.together.projects import department, joint_projects, matched
from selfeval.core.units import in_wan
from selfeval.excel.review.units_sheet import UnitsSheet
from selfeval.excel.scored.write import Provenance, write_workbook
from selfeval.i18n import translator
from selfeval.store.atomic import write_bytes
from selfeval.version import __version__
from selfeval.workspace import clock
from selfeval.workspace.headless import load, read
from selfeval.workspace.loaded import Loaded
from selfeval.workspace.output.target import checked_workbook
from selfeval.workspace.source import Reading


@dataclass(frozen=True, slots=True)
class Aggregated:
    """The joint evaluation.

    Attributes:
        sources: the forms, in the order given.
        projects: how each joint project came about.
        problems: what to look at in how it came about, what was found while the forms were read, each with its file,
            then the findings of the joint evaluation.
        notices: what the person should know.
        method: the rule pack's method in a sentence.
    """

    sources: tuple[Loaded, ...]
    projects: tuple[JointProject, ...]
    assessment: Assessment
    problems: tuple[Problem, ...]
    notices: tuple[Message, ...]
    method: Message

    def plain(self, translate: Translate) -> Mapping[str, object]:
        """`selfeval.aggregate/1`."""
        pack = self.assessment.pack
        pairs = zip(self.projects, self.assessment.projects, strict=True)
        return {
            "schema": SCHEMA,
            "year": self.assessment.year,
            "sources": [{"file": one.source.path.name, "sha256": one.source.sha256} for one in self.sources],
            "rules": pack_plain(pack),
            "method": {
                "relative": pack.aggregation.relative.value,
                "dates": pack.aggregation.dates.value,
                "answers": pack.aggregation.answers.value,
                "said": self.method.render(translate),
            },
            "notices": [notice.render(translate) for notice in self.notices],
            "projects": joint_plain(pairs, pack.rounding.places, translate),
            "problems": [problem_plain(one, translate) for one in self.problems],
        }


def aggregate(forms: Sequence[Path], *, rules: str | None = None, year: int | None = None) -> Aggregated:
    """Read the forms, put their projects together, and score what came out.

    Raises:
        SelfEvalError: F… a form cannot be read, R… the rule pack cannot be used; F417 the forms are of different years.
    """
    readings = [read(path) for path in forms]
    loaded = tuple(load(reading, rules=rules, year=year) for reading in readings)
    years = {one.assessment.year for one in loaded}
    if len(years) > 1:
        shown = "、".join(str(one) if one else "—" for one in sorted(years, key=lambda one: one or 0))
        raise SelfEvalError(
            msg("Different years"),
            msg("The forms are of different years: {years}.", years=shown),
            msg("Give forms of one year, or name it with --year where a form does not say it."),
            "F417",
        )
    pack, translate = loaded[0].pack, translator("zh")
    groups = matched(_parts(loaded))
    projects = joint_projects(groups, pack, translate)
    joint = department(projects, loaded[0].evaluation.department, next(iter(years)))
    evaluation = Evaluation(joint)
    step = evaluation.step([(FactKey("", "", "rules"), pack.id)])
    evaluation = evaluation.enter(step) if step else evaluation
    assessment = assess(evaluation, pack)
    found = (problem for pair in zip(readings, loaded, strict=True) for problem in _of_reading(*pair))
    problems = (*doubts(projects), *found, *all_problems(assessment, Stage.FILLED))
    return Aggregated(loaded, projects, assessment, problems, tuple(_notices(loaded, pack)), method(pack))


def _of_reading(reading: Reading, loaded: Loaded) -> Iterator[Problem]:
    """What was found while a form was read, as severe as its rule pack has it; its place begins with the file."""
    found, name = {weighed(one, loaded.pack) for one in reading.problems}, loaded.source.path.name
    for one in loaded.problems:
        if one in found:
            sheet, cell = (one.where.sheet, one.where.cell) if one.where else ("", "")
            where = CellRef(f"{name}:{sheet}" if sheet else name, cell)
            yield replace(one, where=where, project="", indicator="")


def _parts(loaded: Sequence[Loaded]) -> Iterator[Part]:
    """Every project of every form; units of one name are told apart by their files."""
    free = FreeNames()
    for one in loaded:
        names: dict[str, str] = {}
        for result in one.assessment.listed:
            project, budget = result.project, result.budget
            said = project.unit or project.department or one.evaluation.department.name or one.source.path.stem
            if said not in names:
                names[said] = free.take(said, lambda base, number: f"{base}({number})")
            money = {name: in_wan(budget.amount(name), budget.unit) for name in AMOUNTS}
            yield Part(names[said], one.source.path.name, one.evaluation, result, money)


def method(pack: RulePack) -> Message:
    """The pack's method in a sentence, with its source."""
    rule = pack.aggregation
    source = pack.citation(rule.citation)
    return msg(
        "Counts and amounts are added up; rates and means: {relative}; dates: {dates}; qualitative answers: {answers}; "
        "the joint figures are scored by {pack} ({source}).",
        relative=BY[rule.relative],
        dates=_DATES[rule.dates],
        answers=_ANSWERS[rule.answers],
        pack=pack.id,
        source=source_text(source) if source else msg("the program's own convention, not verified"),
    )


_DATES = {JoinedDates.LATEST: msg("the last of them"), JoinedDates.NONE: msg("none stands for all")}
_ANSWERS = {
    JoinedAnswers.WEIGHED: msg("mean of the shares of the weight"),
    JoinedAnswers.LOWEST: msg("the lowest of them"),
    JoinedAnswers.NONE: msg("none stands for all"),
}


def _notices(loaded: Sequence[Loaded], pack: RulePack) -> Iterator[Message]:
    others = [one for one in loaded if one.pack.id != pack.id]
    if others:
        files = "、".join(f"{one.source.path.name}（{one.pack.id}）" for one in others)
        yield msg(
            "The joint form is scored by {pack}; these forms ask for another one: {files}.", pack=pack.id, files=files
        )
    for one in loaded:
        yield from one.notices


def aggregate_target(wanted: Path, forms: Sequence[Path], *, force: bool = False) -> Path:
    """Where the joint workbook goes; errors as for `checked_workbook`."""
    return checked_workbook(wanted, forms, force=force)


def write_aggregate(made: Aggregated, target: Path, *, force: bool = False) -> None:
    """Write the scored workbook of the joint evaluation, with the sheet of what each unit brought.

    Its source is all forms: their names, and the hash of their hashes in the order given, one a line.
    """
    translate = translator("zh")
    names = "、".join(one.source.path.name for one in made.sources)
    sha256 = hashlib.sha256("\n".join(one.source.sha256 for one in made.sources).encode("ascii")).hexdigest()
    when = datetime.fromisoformat(clock.now())
    origin = Provenance(names, sha256, __version__, clock.who(), when, made.method.render(translate))
    sheet = UnitsSheet(made.projects, made.method, translate)
    with about_file(target):
        data = write_workbook(made.assessment, made.problems, origin, translate=translate, more=sheet)
        write_bytes(target, data, overwrite=force)
