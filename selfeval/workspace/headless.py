"""One thing at a time, without a screen: load, score, check, explain, verify; what the command line and tests share.

Nothing here writes to a journal. Where one lies beside the workbook, its entries count all the same, so that the result
is the one on the screen; it is only looked at, and a program that has it open does not notice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from selfeval.core.checks.findings import all_problems, switched_off
from selfeval.core.checks.registry import Stage
from selfeval.core.checks.round import stage_of
from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.problems import Message, Problem, Translate, about_file, msg
from selfeval.core.report.plain import counts_plain, handing_in_plain, to_plain
from selfeval.core.scoring.assessment import assess
from selfeval.core.scoring.department_form import with_form
from selfeval.core.scoring.handing_in import ToDo
from selfeval.store.journal.replay import replay
from selfeval.workspace import clock
from selfeval.workspace.compare.last_year import beside
from selfeval.workspace.incoming.files import read_actuals
from selfeval.workspace.loaded import Loaded
from selfeval.workspace.output import scored
from selfeval.workspace.output.form import TemplateResult, fill_form
from selfeval.workspace.output.target import checked_workbook
from selfeval.workspace.pack_in_use import accept_year, check_year, pack_for
from selfeval.workspace.packs.choice import How, PackChoice, choice_plain, choose, said
from selfeval.workspace.packs.fitting import tier_findings
from selfeval.workspace.source import Reading, fresh, journal_entries, lost_facts, notices_text, read_source
from selfeval.workspace.work.outcomes import FROM_FILES, renewed, with_following


def read(path: Path) -> Reading:
    """Read a workbook and nothing else; a relative path is taken from the working folder."""
    path = path.absolute()
    with about_file(path):
        return read_source(path)


def load(
    path: Path | Reading,
    *,
    rules: str | None = None,
    actuals: Path | Sequence[Path] | None = None,
    year: int | None = None,
    stage: Stage | None = None,
    year_mismatch: bool = False,
    last_year: Path | None = None,
) -> Loaded:
    """Read a workbook, or take one that was read, add the facts, score it and look for findings.

    The facts are those of `actuals` (csv, json or workbooks; several are put together) if it is given; else those
    entered in the program, if this workbook's journal has any; beneath either, what the workbook itself says. `rules`
    and `year` win over what workbook and journal say. A pack meant for other years is used only with `year_mismatch`,
    which is recorded. Without a `stage`, outcomes are checked as soon as there is one. With `last_year`, an evaluation
    of an earlier year stands beside this one, as far as names and tiers are the same.

    Raises:
        SelfEvalError: F… the workbook, the journal or the actuals cannot be read; R… the rule pack cannot be used.
    """
    reading = path if isinstance(path, Reading) else read(path)
    path = reading.source.path
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
        with about_file(last_year):
            earlier = of_earlier_year(last_year)
            evaluation, notes = beside(evaluation, earlier)
        notices, last_rules = (*notices, *notes), earlier.pack.id
    choice = choose(evaluation, path, wanted=rules, last_rules=last_rules, begun=begun, any_year=year_mismatch)
    pack = pack_for(evaluation, choice.name, workbook=path)
    notices = notices_text(choice.notice, *notices)
    if year_mismatch and (accepted := accept_year(evaluation, pack)):
        step = evaluation.step([accepted])
        evaluation = evaluation.enter(step) if step else evaluation
    check_year(evaluation, pack)
    assessment = assess(evaluation, pack)
    evaluation = assessment.evaluation
    if pack.department_rows:  # then the department's form is evaluated, and nobody is told that it is left out
        found = [problem for problem in found if problem.code != "F206"]
    stage = stage or stage_of(evaluation)
    found += lost_facts(evaluation)
    found += tier_findings(assessment, path.name)
    problems = all_problems(assessment, stage, reading=found)
    off = switched_off(assessment, stage, reading=found)
    layout = reading.recognised
    state = (evaluation, pack, assessment, problems, reading.source, stage)
    return Loaded(*state, notices, files, off, layout, choice)


def of_earlier_year(path: Path) -> Loaded:
    """An evaluation of an earlier year, by its own rule pack whatever years that is meant for; errors as for `load`."""
    return load(path, year_mismatch=True)


def after_last_year(workbook: Path, last_year: Path) -> PackChoice | None:
    """The pack that follows last year's, for a work in which nothing was entered and that names none; else None.

    Raises:
        SelfEvalError: F… one of the workbooks cannot be read; R… last year's pack cannot be used.
    """
    if journal_entries(workbook):
        return None
    evaluation = fresh(read_source(workbook))
    if evaluation.setting("rules"):
        return None
    found = choose(evaluation, workbook, last_rules=of_earlier_year(last_year).pack.id)
    return found if found.how is How.SUCCESSOR else None


def _with_entries(path: Path, reading: Reading) -> tuple[Evaluation, tuple[Message, ...]]:
    entries = journal_entries(path)
    if not entries:
        return fresh(reading), ()
    evaluation = replay(fresh(reading), entries)
    if not evaluation.facts:
        return evaluation, ()
    note = msg(
        "{count} entries made in the program count as well (the last one by {who}, {at}).",
        count=len(evaluation.facts),
        who=entries[-1].who,
        at=clock.shown(entries[-1].at),
    )
    return evaluation, (note,)


def _with_actuals(
    path: Path, reading: Reading, actuals: Sequence[Path], year: int | None, rules: str | None
) -> tuple[Evaluation, tuple[Message, ...], tuple[Problem, ...]]:
    evaluation = fresh(reading)
    choice = choose(evaluation, path, wanted=rules, year=year)
    pack = pack_for(evaluation, choice.name, workbook=path)
    evaluation = with_form(evaluation, pack)
    values, problems = read_actuals(*actuals, evaluation=evaluation, year=year)
    names = "、".join(file.name for file in actuals)
    notices = [msg("{count} values taken from {name}.", count=len(values), name=names)]
    if journal_entries(path):
        note = msg("Entries made in the program are left aside: the actuals come from {name}.", name=names)
        notices.append(note)
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


def output_path(loaded: Loaded, wanted: Path | None = None, *, force: bool = False) -> Path:
    """Where the scored workbook will go; looked at before anything is done.

    Raises:
        SelfEvalError: F301 there is a file already, F305 a folder or no .xlsx name, F306 it is the input.
    """
    return checked_workbook(wanted or _default_path(loaded), (loaded.source.path, *loaded.actuals), force=force)


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
    """Fill the bureau's own form; see `fill_form`."""
    return fill_form(form, loaded.assessment, loaded.source, wanted, inputs=loaded.actuals, force=force)


def to_json(loaded: Loaded, translate: Translate, *, to_do: Sequence[ToDo] | None = None) -> Mapping[str, object]:
    """The evaluation as `selfeval.evaluation/1`; `to_do` where `loaded` holds only the findings that were chosen."""
    source = {"file": loaded.source.path.name, "sha256": loaded.source.sha256}
    plain = to_plain(loaded.assessment, loaded.problems, source=source, translate=translate)
    left = loaded.to_do if to_do is None else to_do
    chosen = {"rules_choice": choice_plain(loaded.choice, translate)} if loaded.choice else {}
    counted = {"counts": counts_plain(loaded.problems), "handing_in": handing_in_plain(left, translate)}
    return {**plain, **chosen, **counted}
