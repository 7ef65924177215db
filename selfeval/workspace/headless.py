"""One thing at a time, without a screen: load, score, check, explain, verify; what the command line and tests share.

Nothing here writes to a journal. Where one lies beside the workbook, its entries count all the same, so that the result
is the one on the screen; it is only looked at, and a program that has it open does not notice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.core.checks.findings import all_problems, switched_off
from selfeval.core.checks.registry import Stage, stage_of
from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.problems import Message, Problem, SelfEvalError, Translate, msg
from selfeval.core.readings import Actual, Target
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.handing_in import ToDo, still_to_do
from selfeval.core.scoring.results import Assessment
from selfeval.workspace import source as opening
from selfeval.workspace.output import scored
from selfeval.workspace.packs.choice import PackChoice, choice_plain, choose, said
from selfeval.workspace.packs.fitting import tier_findings
from selfeval.workspace.source import Reading, Source
from selfeval.workspace.work.outcomes import FROM_FILES, renewed, with_following

if TYPE_CHECKING:
    from selfeval.excel.tables.recognised import Recognised
    from selfeval.store.journal.lines import LogEntry
    from selfeval.workspace.output.form import TemplateResult

FILLED_EXAMPLE = "leting-2025-filled.xlsx"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A workbook with its facts, scored.

    Attributes:
        stage: whether only the targets were checked, or the outcomes as well.
        problems: all findings, those made while reading included, in the order of the workbook.
        notices: what the person should know about how it was loaded.
        actuals: the files that the actuals came from, empty for none.
        switched_off: the findings that the rule pack leaves out.
        recognised: how the workbook's tables were understood.
        choice: why this rule pack was taken, and which others fit.
    """

    evaluation: Evaluation
    pack: RulePack
    assessment: Assessment
    problems: tuple[Problem, ...]
    source: Source
    stage: Stage
    notices: tuple[Message, ...] = ()
    actuals: tuple[Path, ...] = ()
    switched_off: tuple[Problem, ...] = ()
    recognised: Recognised | None = None
    choice: PackChoice | None = None

    @property
    def to_do(self) -> tuple[ToDo, ...]:
        """What is left before the evaluation can be handed in, as the rule pack weighs the findings."""
        return still_to_do(self.assessment, self.problems)


def load(
    path: Path,
    *,
    rules: str | None = None,
    actuals: Path | Sequence[Path] | None = None,
    year: int | None = None,
    stage: Stage | None = None,
    year_mismatch: bool = False,
    last_year: Path | None = None,
) -> Loaded:
    """Read a workbook, add the facts, score it and look for findings.

    The facts are those of `actuals` (csv, json or workbooks; several are put together) if it is given; else those
    entered in the program, if this workbook's journal has any; beneath either, what the workbook itself says. `rules`
    and `year` win over what workbook and journal say. A pack meant for other years is used only with `year_mismatch`,
    which is recorded. Without a `stage`, outcomes are checked as soon as there is one. With `last_year`, an evaluation
    of an earlier year stands beside this one, as far as names and tiers are the same.

    Raises:
        SelfEvalError: F… the workbook, the journal or the actuals cannot be read; R… the rule pack cannot be used.
    """
    path = path.absolute()
    reading = opening.read_source(path)
    found = list(reading.problems)
    files = (actuals,) if isinstance(actuals, Path) else tuple(actuals or ())
    begun = False
    if not files:
        evaluation, notices = _with_entries(path, reading)
        begun = bool(evaluation.done)
    else:
        evaluation, notices, unmatched = _with_actuals(path, reading, files, year, rules)
        found += unmatched
    if year is not None:
        evaluation, notices = _with_year(evaluation, year, notices)
    last_rules = None
    if last_year is not None:
        from selfeval.workspace.compare.last_year import beside

        evaluation, notes, last_rules = beside(evaluation, last_year)
        notices = (*notices, *notes)
    choice = choose(evaluation, path, wanted=rules, last_rules=last_rules, begun=begun, any_year=year_mismatch)
    pack = opening.pack_for(evaluation, choice.name, workbook=path)
    notices = opening.notices_text(choice.notice, *notices)
    if year_mismatch and (accepted := opening.accept_year(evaluation, pack)):
        step = evaluation.step([accepted])
        evaluation = evaluation.enter(step) if step else evaluation
    opening.check_year(evaluation, pack)
    assessment = assess(evaluation, pack)
    stage = stage or stage_of(evaluation)
    found += opening.lost_facts(evaluation)
    found += tier_findings(assessment, path.name)
    problems = all_problems(assessment, stage, reading=found)
    off = switched_off(assessment, stage, reading=found)
    layout = reading.recognised
    state = (evaluation, pack, assessment, problems, reading.source, stage)
    return Loaded(*state, notices, files, off, layout, choice)


def _with_entries(path: Path, reading: Reading) -> tuple[Evaluation, tuple[Message, ...]]:
    entries = journal_entries(path)
    if not entries:
        return opening.fresh(reading), ()
    from selfeval.store.journal.replay import replay

    evaluation = replay(opening.fresh(reading), entries)
    if not evaluation.facts:
        return evaluation, ()
    note = msg(
        "{count} entries made in the program count as well (the last one by {who}, {at}).",
        count=len(evaluation.facts),
        who=entries[-1].who,
        at=entries[-1].at,
    )
    return evaluation, (note,)


def _with_actuals(
    path: Path, reading: Reading, actuals: Sequence[Path], year: int | None, rules: str | None
) -> tuple[Evaluation, tuple[Message, ...], tuple[Problem, ...]]:
    from selfeval.workspace.incoming.files import read_actuals

    evaluation = opening.fresh(reading)
    values, problems = read_actuals(*actuals, evaluation=evaluation, year=year)
    names = "、".join(file.name for file in actuals)
    notices = [msg("{count} values taken from {name}.", count=len(values), name=names)]
    if journal_entries(path):
        note = msg("Entries made in the program are left aside: the actuals come from {name}.", name=names)
        notices.append(note)
    choice = choose(evaluation, path, wanted=rules, year=year)
    pack = opening.pack_for(evaluation, choice.name, workbook=path)
    whole = with_following(assess(evaluation, pack), values, FROM_FILES)
    if changed := renewed(values, whole):
        notices.append(msg("{count} reasons begin with the figures of the new outcome.", count=len(changed)))
    step = evaluation.step(whole.items(), FROM_FILES)
    return (evaluation.enter(step) if step else evaluation), tuple(notices), problems


def _with_year(
    evaluation: Evaluation, year: int, notices: tuple[Message, ...]
) -> tuple[Evaluation, tuple[Message, ...]]:
    stated = evaluation.department.year
    if stated is not None and stated != year:
        note = msg("The workbook says {stated}; {year} is used, as asked.", stated=stated, year=year)
        notices = (*notices, note)
    step = evaluation.step([(FactKey("", "", "year"), str(year))])
    return (evaluation.enter(step) if step else evaluation), notices


def journal_entries(path: Path) -> list[LogEntry]:
    """What was entered about this workbook in the program, by looking only; empty if nothing was."""
    from selfeval.store.journal.peek import peek
    from selfeval.store.places import journal_path

    journal = peek(journal_path(path), opening.now)
    if journal is None:
        return []
    with journal:
        return journal.entries()


def output_path(loaded: Loaded, wanted: Path | None = None, *, force: bool = False) -> Path:
    """Where the scored workbook will go; looked at before anything is done.

    Raises:
        SelfEvalError: F301 there is a file already, F305 a folder or no .xlsx name, F306 it is the input.
    """
    return scored.checked(wanted or _default_path(loaded), (loaded.source.path, *loaded.actuals), force=force)


def _default_path(loaded: Loaded) -> Path:
    """The usual name; for a scored workbook, which has that name itself, the next free one."""
    usual = scored.default_path(loaded.source.path, loaded.assessment.year)
    return scored.free_name(usual) if usual == loaded.source.path else usual


def write_scored(loaded: Loaded, wanted: Path | None = None, *, force: bool = False, values_only: bool = False) -> Path:
    """Write the scored workbook and return where; errors as for `output_path`, and F302 … F305 of the system."""
    target = output_path(loaded, wanted, force=force)
    state, why = (loaded.assessment, loaded.problems, loaded.source), said(loaded.choice, loaded.pack)
    scored.write(*state, target, force=force, values_only=values_only, rules_choice=why)
    return target


def write_template(loaded: Loaded, form: Path, wanted: Path | None = None, *, force: bool = False) -> TemplateResult:
    """Fill the bureau's own form; see `workspace.template.fill_form`."""
    from selfeval.workspace.output.form import fill_form

    return fill_form(form, loaded.assessment, loaded.source, wanted, inputs=loaded.actuals, force=force)


def to_json(loaded: Loaded, translate: Translate, *, to_do: Sequence[ToDo] | None = None) -> Mapping[str, object]:
    """The evaluation as `selfeval.evaluation/1`; `to_do` where `loaded` holds only the findings that were chosen."""
    from selfeval.core.report.plain import counts_plain, handing_in_plain, to_plain

    source = {"file": loaded.source.path.name, "sha256": loaded.source.sha256}
    plain = to_plain(loaded.assessment, loaded.problems, source=source, translate=translate)
    left = loaded.to_do if to_do is None else to_do
    chosen = {"rules_choice": choice_plain(loaded.choice, translate)} if loaded.choice else {}
    counted = {"counts": counts_plain(loaded.problems), "handing_in": handing_in_plain(left, translate)}
    return {**plain, **chosen, **counted}


def read_targets(texts: tuple[str, ...], year: int | None = None, **cells: str) -> list[Target]:
    """How target texts are understood, in their order; `cells` are the tiers, the name, sign and unit beside them."""
    from selfeval.core.texts.targets.read import read_target

    return [read_target(text, year=year, **cells) for text in texts]


def read_outcome(text: str, target: Target, year: int | None = None) -> Actual:
    """How an actual text is understood for a target, with the answers of the national rule pack."""
    from selfeval.core.scoring.assessment import answer_words
    from selfeval.core.texts.actuals.read import read_actual
    from selfeval.rulepacks.check.trust import load_tested

    return read_actual(text, target, answers=answer_words(load_tested(opening.DEFAULT_PACK)), year=year)


def demo_files() -> Mapping[str, Path]:
    """The example workbooks that come with the program, by name.

    Raises:
        SelfEvalError: F101 if they are missing.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "bundled" / "workbooks", package.parent / "workbooks"):
        found = {path.name: path for path in sorted(folder.glob("*.xlsx"))}
        if FILLED_EXAMPLE in found:
            return found
    raise SelfEvalError(
        msg("Example missing"),
        msg("The example workbook {name} did not come with this installation.", name=FILLED_EXAMPLE),
        msg("Install the program again."),
        "F101",
    )


def demo_copy() -> Path:
    """A fresh copy of the filled example in a scratch folder of its own."""
    from selfeval.store.atomic import write_bytes
    from selfeval.store.places import scratch_dir

    example = demo_files()[FILLED_EXAMPLE]
    copy = scratch_dir() / example.name
    write_bytes(copy, example.read_bytes(), overwrite=False)
    return copy
