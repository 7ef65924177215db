"""A review in progress: the form as the unit handed it in, what the reviewer entered, and the journal that keeps it.

The form is never changed. Every entry is on disk before it counts, in a journal of the review's own beside the form;
the hash of the form stands in it, so that a form that changed since is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from selfeval.core.evaluation import Evaluation, FactKey, Step
from selfeval.core.problems import CellRef, Message, Problem, SelfEvalError, Severity, msg
from selfeval.core.review.letter import corrections
from selfeval.core.review.plain import FormReview
from selfeval.core.review.proposals import proposals
from selfeval.core.review.proposed_deductions import with_taken
from selfeval.core.review.totals import review_project
from selfeval.core.rules.pack import RulePack
from selfeval.i18n import translator
from selfeval.real_path import real_path
from selfeval.store.journal.journal import Journal
from selfeval.store.journal.lines import LogEntry
from selfeval.store.journal.peek import peek
from selfeval.store.journal.replay import replay
from selfeval.store.places import review_journal_path
from selfeval.workspace import clock
from selfeval.workspace.batch.folder import Request
from selfeval.workspace.headless import load, read
from selfeval.workspace.loaded import Loaded
from selfeval.workspace.review.review_pack import review_pack
from selfeval.workspace.source import Reading, file_hash, fresh, lost_facts
from selfeval.workspace.work.held_by import read_only_sentence

_OF = "reviewed form"
"""The note with the hash of the form that the review began with."""


class ReviewWork:
    """One form under review.

    Attributes:
        form: the unit's form, scored by its own facts.
        pack: by which it is reviewed.
        reviewer: the evaluation with the reviewer's facts on top.
        notices: what the reviewer should know.
        changed: whether the form is another one than the review began with.
    """

    def __init__(self, form: Loaded, pack: RulePack, notices: tuple[Message, ...], journal: Journal | None) -> None:
        self.form, self.pack, self.notices, self._journal = form, pack, notices, journal
        entries = journal.entries() if journal is not None else []
        self.reviewer: Evaluation = replay(form.evaluation, entries)
        began = journal.meta(_OF) if journal is not None else None
        if entries and began is None:
            raise _no_review(journal.path if journal is not None else form.source.path)
        self.changed = began is not None and began != form.source.sha256

    @property
    def read_only(self) -> bool:
        """Whether entries are refused because another window holds the review, or it was only looked at."""
        return self._journal is None or self._journal.read_only

    def enter(self, values: Iterable[tuple[FactKey, str | None]]) -> Step | None:
        """Enter what the reviewer found as one step, on disk when this returns; None where nothing changes.

        Findings that are taken bring the deduction along that the pack proposes for them.

        Raises:
            SelfEvalError: F313 another window holds the review; F303 … the drive refuses.
        """
        given = with_taken(values, self.form.problems, self.reviewer, self.pack, translator("zh"))
        step = self.reviewer.step(given.items(), "review")
        if step is not None:
            self._record("enter", step)
            self.reviewer = self.reviewer.enter(step)
        return step

    def undo(self) -> Step | None:
        """Take back the reviewer's last step; None where there is none. What the unit entered stays."""
        if len(self.reviewer.done) <= len(self.form.evaluation.done):
            return None
        step = self.reviewer.done[-1]
        self._record("undo", step)
        self.reviewer = self.reviewer.undo()
        return step

    def _record(self, action: Literal["enter", "undo"], step: Step) -> None:
        if self._journal is None:
            raise SelfEvalError(
                msg("Read only"), msg("The review was only opened for looking."), msg("Open it for entering."), "F313"
            )
        if self._journal.read_only:
            hint = msg("Close it there first, then open it here again.")
            raise SelfEvalError(msg("Read only"), read_only_sentence(self._journal.holder), hint, "F313")
        if self._journal.meta(_OF) is None:
            self._journal.set_meta(_OF, self.form.source.sha256)
        self._journal.append(LogEntry(clock.now(), clock.who(), action, step))

    def review(self, entered: Iterable[Problem] = ()) -> FormReview:
        """The whole review as it stands; `entered` is what was wrong with a file of entries."""
        units = self.form.assessment.projects
        reviews = tuple(review_project(unit, self.reviewer, self.pack) for unit in units)
        found = proposals(self.form.problems, self.reviewer, self.pack)
        wrong = [problem for one in reviews for problem in one.problems]
        known = set(lost_facts(self.form.evaluation))
        lost = [problem for problem in lost_facts(self.reviewer) if problem not in known]
        changed = [self._changed()] if self.changed else []
        asked = corrections(reviews, found, self.pack)
        year = self.form.assessment.year
        return FormReview(year, self.pack, reviews, found, asked, (*changed, *entered, *wrong, *lost))

    def _changed(self) -> Problem:
        message = msg(
            "{file} has changed since its review began; what was entered is kept, and held against the form as it is.",
            file=self.form.source.path.name,
        )
        hint = msg("Ask the unit which version counts, and look at every entry again.")
        return Problem("S207", Severity.WARNING, message, hint, CellRef(self.form.source.path.name, ""))

    def intact(self) -> bool:
        """Whether the form is still the file that was read: nobody wrote it while it was reviewed."""
        return file_hash(self.form.source.path) == self.form.source.sha256

    def close(self) -> None:
        """Let go of the journal; entries are already safe."""
        if self._journal is not None:
            self._journal.close()

    def __enter__(self) -> ReviewWork:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_review(
    path: Path,
    *,
    rules: str | None = None,
    review_rules: str | None = None,
    year: int | None = None,
    year_mismatch: bool = False,
    entering: bool = False,
    batch: Request | None = None,
) -> ReviewWork:
    """Open the review of a form where it was left; without `entering` nothing is made or locked.

    A form of a batch is scored as that was asked, where nothing else is: by its rule pack, and by its year where the
    form says none.

    Raises:
        SelfEvalError: F… the form or the journal cannot be read, R… a rule pack cannot be used.
    """
    path = path.absolute()
    reading = read(path)
    if batch is not None:
        rules = rules or batch.rules or None
        year = batch.year if year is None and not _says_year(reading) else year
    form = load(reading, rules=rules, year=year, year_mismatch=year_mismatch)
    pack, said = review_pack(form.pack, review_rules, path)
    place = review_journal_path(path)
    journal = Journal.open(place, who=clock.who(), now=clock.now) if entering else peek(place, clock.now)
    notices = [*form.notices, *((said,) if said else ())]
    if journal is not None:
        notices += _of_journal(journal, path, entering=entering)
    try:
        return ReviewWork(form, pack, tuple(notices), journal)
    except BaseException:
        if journal is not None:
            journal.close()
        raise


def _says_year(reading: Reading) -> bool:
    return reading.department.year is not None or bool(fresh(reading).setting("year"))


def _of_journal(journal: Journal, form: Path, *, entering: bool) -> list[Message]:
    """What the reviewer must know of the journal."""
    notices = []
    if journal.recovered is not None:
        notices.append(msg("The saved work was damaged; {steps} steps were recovered.", steps=journal.recovered.steps))
    if journal.volatile:
        notices.append(msg("Nothing can be saved on this computer; the review is lost when the program ends."))
    elif entering and real_path(journal.path).parent != real_path(form).parent:
        where = str(journal.path)
        notices.append(
            msg("The folder of the workbook cannot be written to. Your entries are saved in {path}.", path=where)
        )
    if entering and journal.read_only:
        notices.append(read_only_sentence(journal.holder))
    return notices


def _no_review(path: Path) -> SelfEvalError:
    return SelfEvalError(
        msg("Not a review"),
        msg("{path} holds the work on another workbook, not a review.", path=str(path)),
        msg("Move it away, then review the form again; the file was not changed."),
        "F311",
    )
