"""Work in progress: an evaluation with its journal, its scores kept up to date, and its findings.

Every change goes through `enter`, `undo` or `redo`, is durable when the call returns, and rescores only the projects it
touches. Nothing here draws anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from selfeval.core.evaluation import Evaluation, FactKey, Step
from selfeval.core.problems import Message, Problem, SelfEvalError, msg
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import assess, gather, reassess, scored_after
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.store.journal.lines import LogEntry
from selfeval.workspace import clock, pack_in_use
from selfeval.workspace.output.form import TemplateResult, fill_form
from selfeval.workspace.output.scored import Progress, default_path, free_name, values_path, write
from selfeval.workspace.packs.choice import PackChoice, said
from selfeval.workspace.source import Source
from selfeval.workspace.work.findings import WorkFindings
from selfeval.workspace.work.held_by import read_only_sentence
from selfeval.workspace.work.outcomes import with_following
from selfeval.workspace.work.places import WorkPlaces
from selfeval.workspace.work.renewal import WorkbookRenewal

if TYPE_CHECKING:
    from selfeval.store.journal.journal import Journal
    from selfeval.store.journal.lock import Holder


_FILE_GONE = frozenset({"F316", "F318"})
"""The work file was moved, deleted, cut short or replaced while it was open."""


class Workspace(WorkPlaces, WorkFindings):
    """One evaluation being worked on.

    Attributes:
        source: the workbook it came from.
        evaluation, pack, assessment: the state; replaced, never changed.
        read_only: whether another window holds the work; `holder` says who.
        volatile: whether nothing can be written anywhere, so that entries live only in memory.
        notices: what happened while opening, as sentences for the person.
        choice: why the work was opened with this rule pack, and which others fit.
        reading_problems: what was found while the workbook was read.
        renewal: its workbook, before and after it changed on the disk.
        trial: whether this is only tried and forgotten afterwards.
        touched: when something was entered last, "" where nothing was.
        exported: what was exported last, and where to.
        leaving: what is done when the work is closed.
        refusal: why the last entry, or everything, could not be saved; None once it could.
    """

    trial = False
    refusal: SelfEvalError | None = None
    choice: PackChoice | None = None
    touched: str = ""
    exported: tuple[Assessment, Path] | None = None
    leaving: Callable[[Workspace], None] | None = None

    def __init__(
        self,
        source: Source,
        evaluation: Evaluation,
        pack: RulePack,
        journal: Journal | None,
        reading_problems: tuple[Problem, ...] = (),
        notices: tuple[Message, ...] = (),
        *,
        assessment: Assessment | None = None,
    ) -> None:
        self.source = source
        self.evaluation = evaluation
        self.pack = pack
        self.notices = notices
        self._journal = journal
        self.renewal = WorkbookRenewal(self, journal)
        self.reading_problems = reading_problems
        self._waiting = {}
        self._problems = {}
        self.assessment = assessment or assess(self.evaluation, self.pack)
        self.evaluation = self.assessment.evaluation

    # -- who may write

    @property
    def read_only(self) -> bool:
        """Whether entries are refused because another window holds the work."""
        return self._journal is not None and self._journal.read_only

    @property
    def holder(self) -> Holder | None:
        """Who holds the work, if we do not."""
        return self._journal.holder if self._journal is not None else None

    def freed(self) -> bool:
        """Whether the window that held the work has gone, so that it can be opened again for entering."""
        return self._journal is not None and self._journal.freed()

    @property
    def volatile(self) -> bool:
        """Whether entries live in memory only."""
        return self._journal is None or self._journal.volatile

    # -- changing facts

    def enter(self, values: Iterable[tuple[FactKey, str | None]], kind: str = "enter") -> Step | None:
        """Enter facts, and what follows from them, as one undoable step, durable on return; None if nothing changes."""
        step = self.evaluation.step(with_following(self.assessment, values, kind).items(), kind)
        if step is not None:
            self._take("enter", step, self.evaluation.enter(step))
        return step

    def set(self, project: str, indicator: str, name: str, text: str | None) -> Step | None:
        """Enter one fact; "" clears it, None lets the workbook show through again."""
        return self.enter([(FactKey(project, indicator, name), text)])

    def undo(self) -> Step | None:
        """Take back the last step; None if there is none."""
        if not self.evaluation.done:
            return None
        step = self.evaluation.done[-1]
        self._take("undo", step, self.evaluation.undo())
        return step

    def redo(self) -> Step | None:
        """Do the last undone step again; None if there is none."""
        if not self.evaluation.undone:
            return None
        step = self.evaluation.undone[-1]
        self._take("redo", step, self.evaluation.redo())
        return step

    def entries(self) -> list[LogEntry]:
        """Everything ever entered, undone and redone, oldest first; without a journal, what can still be undone."""
        if self._journal is not None:
            self.secure()  # what lies there may be another file by now
            return self._journal.entries()
        return [LogEntry("", "", "enter", step) for step in self.evaluation.done]

    def _take(self, action: Literal["enter", "undo", "redo"], step: Step, after: Evaluation) -> None:
        """Make `after` the state; a rule pack that cannot be used stops it before anything is recorded."""
        same_rules = after.setting("rules") == self.evaluation.setting("rules")
        pack = self.pack if same_rules else pack_in_use.pack_for(after, workbook=self.source.path)
        if not same_rules or after.setting("year") != self.evaluation.setting("year"):
            pack_in_use.check_year(after, pack)
        self._record(action, step)
        self.pack = pack
        keys = [change.key for change in step.changes]
        everything = any(not key.project for key in keys)
        self.assessment = assess(after, pack) if everything else rescored(self.assessment, after, keys)
        self.evaluation = self.assessment.evaluation

    def _record(self, action: Literal["enter", "undo", "redo"], step: Step) -> None:
        if self._journal is None:
            return
        if self._journal.read_only:
            raise SelfEvalError(
                msg("Read only"),
                read_only_sentence(self._journal.holder),
                msg("Close it there first, then open it here again."),
                code="F313",
            )
        entry = LogEntry(clock.now(), clock.who(), action, step)
        try:
            self._journal.append(entry)
        except SelfEvalError as error:
            self.refusal = error
            if error.code not in _FILE_GONE or _put_back(self._journal) is not None:
                raise
            self._journal.append(entry)
        self.refusal, self.touched = None, entry.at

    def secure(self) -> bool:
        """Whether everything entered lies on the disk, after the work file was written again if it had to be."""
        if self._journal is None or self._journal.intact():
            return True
        self.refusal = _put_back(self._journal)
        return self.refusal is None

    # -- looking

    def result(self, project: str) -> ProjectResult:
        """The scored project; `KeyError` if there is none."""
        return self.assessment.project(project)

    def scored(self, project: str, indicator: str) -> Scored:
        """One scored indicator; `KeyError` if there is none."""
        return self.result(project).scored(indicator)

    def preview(self, project: str, indicator: str, values: dict[str, str]) -> Scored:
        """What one indicator would score with these texts, by field, and what follows from them, without entering."""
        given = [(FactKey(project, indicator, name), text) for name, text in values.items()]
        step = self.evaluation.step(with_following(self.assessment, given).items())
        if step is None:
            return self.scored(project, indicator)
        keys = [change.key for change in step.changes]
        return scored_after(self.evaluation.enter(step), self.result(project), self.pack, keys)(indicator)

    def prepare(self) -> None:
        """Look for everything that a first screen shows, and keep it; done beside an event loop, it stops nobody."""
        self.next_open(None)
        self.look_for_problems()

    # -- leaving

    def output_path(self, *, values_only: bool = False) -> Path:
        """Where the scored workbook goes unless another name is given; one without formulas has a name of its own."""
        return (values_path if values_only else default_path)(self.source.path, self.assessment.year)

    def export(
        self,
        path: Path | None = None,
        *,
        force: bool = False,
        values_only: bool = False,
        progress: Progress | None = None,
    ) -> Path:
        """Write the scored workbook; `SelfEvalError` (with a free name in its hint) where it cannot be written.

        `progress` takes how many projects are written of how many; what it raises ends the writing without a trace.
        """
        target, state = path or self.output_path(), (self.assessment, self.problems, self.source)
        why = said(self.choice, self.pack)
        write(*state, target, force=force, values_only=values_only, progress=progress, rules_choice=why)
        self.exported = (state[0], target)
        return target

    def export_template(self, form: Path, wanted: Path | None = None, *, force: bool = False) -> TemplateResult:
        """Fill the bureau's own form; see `fill_form`."""
        return fill_form(form, self.assessment, self.source, wanted, force=force)

    def free_output_path(self) -> Path:
        """A name beside `output_path` that is not taken."""
        return free_name(self.output_path())

    def close(self) -> None:
        """Let go of the journal; entries are already safe."""
        leaving, self.leaving = self.leaving, None
        if leaving is not None:
            leaving(self)
        if self._journal is not None:
            self._journal.close()


def rescored(before: Assessment, evaluation: Evaluation, changed: Collection[FactKey]) -> Assessment:
    """The results of an evaluation of which only the facts `changed`, all of projects, are others than `before`."""
    touched = {key.project for key in changed}
    results = tuple(
        reassess(evaluation, result, before.pack, changed) if result.project.id in touched else result
        for result in before.projects
    )
    return gather(evaluation, before.pack, results)


def _put_back(journal: Journal) -> SelfEvalError | None:
    """Write the work file again from what this window holds, what lies there being kept aside; why it could not be."""
    try:
        journal.put_back()
    except SelfEvalError as error:
        return error
    return None
