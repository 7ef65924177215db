"""One file of a batch: recognised, checked, scored by the pack that fits, verified where it is ours, as a record.

The file itself counts. Work files beside it are not looked at: what a bureau received is the form, not what somebody
entered about it elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from selfeval.core.checks.findings import all_problems
from selfeval.core.checks.registry import Stage
from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.problems import Problem, SelfEvalError, Severity
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import assess
from selfeval.excel.tables.head.codes import split_unit
from selfeval.portfolio.batch.record import Doubt, InputKind, Record, State, refused
from selfeval.portfolio.batch.rows import Rows
from selfeval.rulepacks.load import PackInfo
from selfeval.workspace.batch.child.reading import FILL_IN, Found, found_in
from selfeval.workspace.batch.sentences import LANGUAGES, doubt, said
from selfeval.workspace.output.verify import verify_file
from selfeval.workspace.pack_in_use import DEFAULT_PACK, check_year
from selfeval.workspace.packs.choice import PackChoice, choose
from selfeval.workspace.packs.fitting import tier_findings
from selfeval.workspace.packs.places import local_packs, tested_pack


@dataclass
class Evaluator:
    """Evaluates one file after the other, and remembers the rule packs that it met.

    Attributes:
        rules: the pack that was asked for, "" for none.
        year: the budget year of files that do not say theirs, None for none.
    """

    rules: str = ""
    year: int | None = None
    _packs: dict[tuple[str, str], RulePack] = field(default_factory=dict)
    _local: dict[str, list[PackInfo]] = field(default_factory=dict)

    def record(self, path: Path, place: Path) -> Record:
        """What comes of a file; rule packs are looked for beside `place`, where an extracted file lay."""
        try:
            found = found_in(path)
        except SelfEvalError as error:
            kind = InputKind.FILL_IN if error.code == FILL_IN else InputKind.UNKNOWN
            return refused(said(error), kind)
        evaluation = self._of_year(found.evaluation)
        doubts = [doubt(problem.code, problem.message) for problem in found.doubts]
        try:
            pack, choice = self._pack(evaluation, place)
        except SelfEvalError as error:
            # What was asked for, or recorded, cannot be used here; the form is scored all the same, and it is said.
            doubts.insert(0, said(error))
            pack, choice = self._tested(DEFAULT_PACK, place), choose(evaluation, place, wanted=DEFAULT_PACK)
        record = _scored(found, evaluation, pack, choice, path.name)
        if found.kind is InputKind.SCORED:
            record = replace(record, verified=_verified(path, doubts))
        return replace(record, state=State.DOUBT if doubts else State.READ, doubts=tuple(doubts))

    def _of_year(self, evaluation: Evaluation) -> Evaluation:
        if self.year is None or evaluation.department.year is not None or evaluation.setting("year"):
            return evaluation
        step = evaluation.step([(FactKey("", "", "year"), str(self.year))])
        return evaluation.enter(step) if step else evaluation

    def _pack(self, evaluation: Evaluation, place: Path) -> tuple[RulePack, PackChoice]:
        folder = str(place.parent)
        if folder not in self._local:
            self._local[folder] = local_packs(place)
        choice = choose(evaluation, place, wanted=self.rules or None, local=self._local[folder])
        pack = self._tested(choice.name, place)
        check_year(evaluation, pack)
        return pack, choice

    def _tested(self, name: str, place: Path) -> RulePack:
        known = (name, str(place.parent))
        if known not in self._packs:
            self._packs[known] = tested_pack(name, place)
        return self._packs[known]


def _scored(found: Found, evaluation: Evaluation, pack: RulePack, choice: PackChoice, name: str) -> Record:
    assessment = assess(evaluation, pack)
    reading = (*found.problems, *tier_findings(assessment, name))
    problems = all_problems(assessment, found.stage, reading=reading)
    filled = found.stage is Stage.FILLED
    rows = Rows(assessment, problems, kind=found.kind, filled=filled, split=split_unit, languages=LANGUAGES)
    return Record(
        State.READ,
        found.kind,
        year=assessment.year,
        projects=rows.projects(),
        facts=rows.facts(),
        findings=rows.findings(),
        pack=pack.id,
        chosen=choice.how.value,
        notice=LANGUAGES.both(choice.notice) if choice.notice else ("", ""),
    )


def _verified(path: Path, doubts: list[Doubt]) -> bool:
    """Whether a scored workbook verifies; what differs, or keeps it from being verified, is added to the doubts."""
    try:
        differences: tuple[Problem, ...] = verify_file(path).differences
    except SelfEvalError as error:
        doubts.append(said(error))
        return False
    grave = [problem for problem in differences if problem.severity is not Severity.INFO]
    doubts += [doubt(problem.code, problem.message) for problem in grave]
    return not grave
