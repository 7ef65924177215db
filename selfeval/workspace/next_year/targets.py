"""Next year's targets from a scored evaluation: the workbook, its rule pack, and what has to be decided anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Department
from selfeval.core.next_year.decision import Decision
from selfeval.core.next_year.decisions import decisions
from selfeval.core.next_year.plain import decision_plain
from selfeval.core.next_year.targets import next_targets
from selfeval.core.next_year.words import TITLES, sentence
from selfeval.core.problems import Message, Problem, SelfEvalError, Translate, msg
from selfeval.core.report.plain import problem_plain
from selfeval.core.scoring.results import Assessment
from selfeval.excel.targets.decisions import DecisionLine, decisions_sheet
from selfeval.excel.targets.layout import overview, sheets
from selfeval.excel.targets.write import target_workbook
from selfeval.i18n import translator
from selfeval.store.atomic import free_name, write_bytes
from selfeval.store.places import next_year_path
from selfeval.workspace.next_year.pack import How, NextPack, next_pack, planned, take_back
from selfeval.workspace.output.read_back import differences, read_back
from selfeval.workspace.output.target import checked_workbook
from selfeval.workspace.packs.choice import choose
from selfeval.workspace.source import Source

SCHEMA = "selfeval.next/1"
MOST_TOLD = 8
"""So many texts that read back otherwise are named on the screen; the command line has all."""


@dataclass(frozen=True, slots=True)
class NextYear:
    """Next year's targets, not yet written.

    Attributes:
        assessment: the evaluation that they come from; `source` its workbook.
        year: the budget year of the targets.
        targets: as they are written; `read`: as the workbook reads back, with its cells.
        decisions: what has to be decided anew.
        data: the workbook's bytes.
        differences: where the workbook reads back otherwise than what was carried over.
    """

    assessment: Assessment
    source: Source
    year: int
    targets: Department
    read: Department
    decisions: tuple[Decision, ...]
    data: bytes
    differences: tuple[Problem, ...]

    @property
    def complete(self) -> bool:
        """Whether the evaluation is finished; its targets can be carried over all the same."""
        return all(result.complete for result in self.assessment.projects)

    @property
    def readings(self) -> int:
        """How many confirmed readings are carried over."""
        return sum(bool(row.carried_reading) for project in self.targets.projects for row in project.indicators)

    def pack_planned(self, workbook: Path) -> tuple[str, How]:
        """Which rule pack it would have where it is written to `workbook`; R… where this year's cannot be used."""
        return planned(_pack_name(self.assessment), self.year, workbook)

    def cell(self, decision: Decision) -> str:
        """Where it is decided in the new workbook, such as `信访专项资金!F15`."""
        return _cell(self.read, self.targets, decision)


@dataclass(frozen=True, slots=True)
class WrittenNextYear:
    """What was written: the workbook, its rule pack, and whether that has to be named to be used."""

    made: NextYear
    path: Path
    pack: NextPack
    named: bool

    def plain(self, translate: Translate) -> Mapping[str, object]:
        """All of it for JSON."""
        made = self.made
        return {
            "schema": SCHEMA,
            "source": {"file": made.source.path.name, "sha256": made.source.sha256},
            "from_year": made.assessment.year,
            "year": made.year,
            "complete": made.complete,
            "output": str(self.path),
            "rules": {**self.pack.plain(translate), "to_be_named": self.named},
            "projects": [
                {
                    "id": project.id,
                    "name": project.title,
                    "indicators": len(project.indicators),
                    "readings": sum(bool(row.carried_reading) for row in project.indicators),
                }
                for project in made.targets.projects
            ],
            "decisions": [decision_plain(one, made.cell(one), translate) for one in made.decisions],
            "problems": [problem_plain(problem, translate) for problem in made.differences],
        }

    def told(self) -> list[Message]:
        """What to say on the screen: the files, what reads back otherwise, how to go on."""
        lines = [Message("{path}", (("path", str(self.path)),))]
        if self.pack.made is not None:
            lines.append(Message("{path}", (("path", str(self.pack.made.path)),)))
            lines.append(
                msg(
                    "{count} things are to be looked at before the rule pack is used; “selfeval rules check {pack}” "
                    "tries it.",
                    count=len(self.pack.checklist),
                    pack=self.pack.id,
                )
            )
        elif self.named:
            lines.append(msg("Choose the rule pack {pack} there (Ctrl+G).", pack=self.pack.id))
        said = [Message("{code}  {said}", (("code", one.code), ("said", one.message))) for one in self.made.differences]
        return [*lines, *said[:MOST_TOLD]]

    @property
    def then(self) -> tuple[str, ...]:
        """The commands to go on with."""
        rules = f" --rules {self.pack.id}" if self.named else ""
        check = (f"selfeval rules check {self.pack.id}",) if self.pack.made else ()
        return (*check, f"selfeval check {self.path.name}{rules}", f"selfeval open {self.path.name}{rules}")


def carry_over(
    assessment: Assessment, problems: Iterable[Problem], source: Source, wanted: int | None = None
) -> NextYear:
    """Make next year's targets in memory.

    Args:
        assessment: the evaluation, finished or not.
        problems: its findings.
        source: its workbook.
        wanted: the budget year of the targets, the one after the evaluation's if None.

    Raises:
        SelfEvalError: F432 the year does not come after that of the evaluation, or nobody knows which one does.
    """
    year = _year(assessment, source, wanted)
    targets = next_targets(assessment, year)
    found = decisions(assessment, problems, year)
    bare, _ = target_workbook(overview(targets), sheets(targets))
    read, _ = read_back(bare, source.path)  # its cells are those of the workbook with the list, which stands behind
    lines = _lines(found, read, targets)
    lead = translator("zh")(_LEAD.template)
    data, _ = target_workbook(
        overview(targets),
        sheets(targets),
        lambda book: decisions_sheet(book, f"{targets.name}{year}年度绩效目标", lead, lines),
    )
    again, problem = read_back(data, source.path)
    otherwise = problem or tuple(differences(targets, again))
    return NextYear(assessment, source, year, targets, again, found, data, otherwise)


_LEAD = msg(
    "What last year's evaluation leaves to be decided. Nothing of it was changed: the texts stand in the sheets as "
    "they were. This sheet is a list for people; the program does not read it."
)


def next_year_target(source: Source, from_year: int | None, year: int, wanted: Path | None = None, *,
                     force: bool = False) -> Path:  # fmt: skip
    """Where the workbook goes, looked at before anything is made; F301, F305, F306 as for every workbook."""
    return checked_workbook(wanted or next_year_path(source.path, from_year, year), (source.path,), force=force)


def free_target(made: NextYear) -> Path:
    """The usual name beside the evaluation, or the first one like it that is not taken."""
    return free_name(next_year_path(made.source.path, made.assessment.year, made.year))


def write_next_year(
    made: NextYear, wanted: Path | None = None, *, rules: str | None = None, force: bool = False
) -> WrittenNextYear:
    """Write the workbook, and the rule pack where none is there for that year; both or neither.

    `rules` is the pack to use, or to make next year's from, instead of that by which this year was scored.

    Raises:
        SelfEvalError: F301 … F306 as for every workbook that is written, R… as for `next_pack`.
    """
    target = next_year_target(made.source, made.assessment.year, made.year, wanted, force=force)
    pack = next_pack(rules or _pack_name(made.assessment), made.year, target)
    try:
        write_bytes(target, made.data, overwrite=force)
    except SelfEvalError:
        take_back(pack)
        raise
    chosen = choose(Evaluation(made.read), target, year=made.year)
    return WrittenNextYear(made, target, pack, chosen.name != pack.id)


def _pack_name(assessment: Assessment) -> str:
    """The pack that the evaluation was scored by: its file where that was named, else its id."""
    named = assessment.evaluation.setting("rules")
    path = Path(named) if named.endswith(".toml") else None
    return named if path is not None and path.is_file() and path.stem == assessment.pack.id else assessment.pack.id


def _year(assessment: Assessment, source: Source, wanted: int | None) -> int:
    """The year of the targets: that wanted, else the next one."""
    this = assessment.year
    if wanted is None and this is None:
        raise SelfEvalError(
            msg("Which year?"),
            msg("{file} does not say of which year it is.", file=source.path.name),
            msg("Give the year of the new targets with --year."),
            "F432",
        )
    if wanted is not None and this is not None and wanted <= this:
        raise SelfEvalError(
            msg("Not a later year"),
            msg("{file} is of {this}; its targets cannot be carried into {year}.", file=source.path.name, this=this,
                year=wanted),
            msg("Give a year after it, such as --year {year}.", year=this + 1),
            "F432",
        )  # fmt: skip
    return wanted if wanted is not None else (this or 0) + 1


def _lines(found: Sequence[Decision], read: Department, targets: Department) -> list[DecisionLine]:
    """The lines of the sheet, in Chinese as the workbook is."""
    zh = translator("zh")
    return [
        DecisionLine(
            zh(TITLES[one.kind].template),
            one.title,
            one.name if one.indicator else "",
            _cell(read, targets, one),
            one.text,
            sentence(one).render(zh),
        )
        for one in found
    ]


def _cell(read: Department, targets: Department, decision: Decision) -> str:
    """The cell of the text that a decision is about; "" where the workbook has none."""
    places = {project.id: number for number, project in enumerate(targets.projects)}
    if decision.project:
        number = places[decision.project]
        if number >= len(read.projects):
            return ""
        project = read.projects[number]
        rows = [row.id for row in targets.projects[number].indicators]
        if decision.indicator and len(rows) == len(project.indicators):
            cell = project.indicators[rows.index(decision.indicator)].where(decision.fact)
            return str(cell) if cell else ""
        name = "plan.3" if decision.fact == "plan" else decision.fact
        return str(project.where(name))
    head, _, item = decision.fact.partition(".")
    if head == "sub_goal":
        found = read.sub_goals[int(item) - 1].where if int(item) <= len(read.sub_goals) else None
        return str(found) if found else ""
    cell = read.cells.get(decision.fact)
    return str(cell) if cell else ""
