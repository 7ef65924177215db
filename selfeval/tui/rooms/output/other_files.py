"""The kinds of files that the result screen writes, and how; the scored workbook itself is the exporter's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.core.problems import Message, Problem, SelfEvalError, msg, verbatim
from selfeval.tui.actions.meanings import DO_IT, ENTER, ESCAPE
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.host import Host
from selfeval.tui.rooms.output.export import Exporter, Sheet
from selfeval.tui.row_texts.table import Row
from selfeval.tui.text import Words
from selfeval.tui.widgets.keys import Choice
from selfeval.workspace.incoming.fill_in import sheet_path, write_sheet
from selfeval.workspace.output.public import Published, refused
from selfeval.workspace.output.publication import publication_path, publish
from selfeval.workspace.packs.choice import said

if TYPE_CHECKING:
    from selfeval.tui.rooms.next_year.dialog import NextYearJob
    from selfeval.tui.rooms.output.report import ReportJob
    from selfeval.workspace.next_year.targets import WrittenNextYear
    from selfeval.workspace.output.form import TemplateResult
    from selfeval.workspace.output.written_report import WrittenReport

KINDS = (
    (
        "scored",
        msg("Scored workbook"),
        msg("Every score is a formula; changing an outcome in Excel changes the score there too."),
    ),
    (
        "values",
        msg("Scored workbook, values only"),
        msg("The same without formulas, for programs and offices that want plain figures."),
    ),
    (
        "form",
        msg("The finance bureau's own form"),
        msg("Fills a copy of the empty form that the bureau has sent; nothing else in it is changed."),
    ),
    (
        "public",
        msg("Copy for publication"),
        msg("The scored workbook without what is hidden, without names and notes on who made it."),
    ),
    (
        "report",
        msg("Self-evaluation report (Word)"),
        msg("Figures, tables and charts follow the evaluation; what people wrote in the report stays."),
    ),
    (
        "next",
        msg("Next year's targets"),
        msg("Carries the targets over, with last year's figures, a rule pack, and what has to be decided anew."),
    ),
    (
        "sheet",
        msg("Fill-in workbook for colleagues"),
        msg("For departments to enter outcomes; what comes back is taken in with Ctrl+U on the entry screen."),
    ),
)
EXISTS = "F301"


def kind_rows(words: Words) -> list[Row]:
    """The kinds of files, each with a sentence."""
    return [Row(kind, (words(label), words(told)), {1: "dim"}) for kind, label, told in KINDS]


class OtherFiles:
    """Writes what can be written besides the scored workbook."""

    def __init__(self, sheet: Sheet, exporter: Exporter) -> None:
        self._sheet, self._exporter, self.workspace = sheet, exporter, sheet.workspace

    @property
    def _app(self) -> Host:
        return self._sheet.host

    def write(self, kind: str) -> None:
        """Write a file of this kind, after what has to be asked."""
        self._sheet.settle()
        ways: dict[str, Callable[[], None]] = {
            "scored": partial(self._write_workbook, values_only=False),
            "values": partial(self._write_workbook, values_only=True),
            "form": self._choose_form,
            "report": lambda: self._app.open_room("report", self.workspace, then=self._report_chosen),
            "next": lambda: self._app.open_room("next_year", self.workspace, then=self._next_chosen),
            "public": self._publish,
            "sheet": lambda: self._hand_out(sheet_path(self.workspace.assessment, self.workspace.source)),
        }
        ways[kind]()

    def _write_workbook(self, *, values_only: bool) -> None:
        self._exporter.values_only = values_only
        self._exporter.write_workbook()

    def _choose_form(self) -> None:
        folder = self.workspace.source.path.absolute().parent
        purpose = {"wanted": msg("Choose the empty form of the finance bureau"), "button": msg("Fill in this form")}
        self._app.open_room("browse", folder, then=self.fill_form, **purpose)

    # -- the fill-in workbook for colleagues

    def _hand_out(self, path: Path, *, force: bool = False) -> None:
        """Under another name where one is there: it may hold what somebody has filled in already."""

        def failed(error: SelfEvalError) -> None:
            if error.code == EXISTS:
                self._exporter.ask_name(error.message, path, self._hand_out)
            else:
                self._app.show_error(error)

        state = (self.workspace.assessment, self.workspace.source)
        self._exporter.beside(path.name, lambda: write_sheet(*state, path, force=force), self._handed_out, failed)

    def _handed_out(self, done: tuple[Path, tuple[Message, ...]]) -> None:
        path, notes = done
        hint = msg("Hand it out; when it comes back, take it in with Ctrl+U on the entry screen.")
        self._exporter.tell_written(
            msg("The fill-in workbook is written"), _joined([verbatim(str(path)), *notes]), hint, path
        )

    # -- the bureau's own form

    def fill_form(self, form: Path | None) -> None:
        """Fill a form, beside the empty one."""
        if form is not None:
            self._fill(form, force=False)

    def _fill(self, form: Path, *, force: bool) -> None:
        def failed(error: SelfEvalError) -> None:
            if error.code == EXISTS:
                self._ask_over(error, lambda: self._fill(form, force=True))
            else:
                self._app.show_error(error)

        self._exporter.beside(
            form.name, lambda: self.workspace.export_template(form, force=force), self._filled, failed
        )

    def _filled(self, result: TemplateResult) -> None:
        lines: list[Message] = [
            msg("{path} ({count} cells filled)", path=str(file.path), count=len(file.cells)) for file in result.files
        ]
        lines += [_finding(problem) for problem in result.problems]
        if not result.files:
            self._app.push_screen(
                Ask(msg("No form was written"), _joined(lines), (Choice("close", ENTER, msg("Close")),))
            )
            return
        hint = msg("Look through the filled form before it is handed in.")
        self._exporter.tell_written(msg("The form is filled"), _joined(lines), hint, result.files[0].path)

    # -- the report

    def _report_chosen(self, job: ReportJob | None) -> None:
        """Write a report, or ask what becomes of the one that is there."""
        if job is None:
            return
        if not job.path.exists():
            self._report(job, job.write)
            return
        choices = (
            Choice("update", ENTER, msg("Bring it up to date")),
            Choice("free", DO_IT, msg("Write another one beside it")),
            Choice("cancel", ESCAPE, msg("Not now")),
        )

        def answered(answer: str | None) -> None:
            if answer in {"update", "free"}:
                self._report(job, job.update if answer == "update" else job.write)

        text = msg("{name} is there already. What people wrote in it stays if it is brought up to date.",
                   name=job.path.name)  # fmt: skip
        self._app.push_screen(Ask(msg("There is a report already"), text, choices), answered)

    def _report(self, job: ReportJob, write: Callable[[], WrittenReport]) -> None:
        self._exporter.beside(job.path.name, write, self._reported, self._app.show_error)

    def _reported(self, done: WrittenReport) -> None:
        hint = msg("Open it in Word or WPS; what only a person can write is shaded there.")
        title = msg("The report is up to date") if done.updated else msg("The report is written")
        self._exporter.tell_written(title, _joined([*done.told()]), hint, done.path)

    # -- next year's targets

    def _next_chosen(self, job: NextYearJob | None) -> None:
        if job is not None:
            self._exporter.beside(job.path.name, job.write, self._next_written, self._app.show_error)

    def _next_written(self, done: WrittenNextYear) -> None:
        hint = msg("The sheet 待定事项 lists what has to be decided anew.")
        self._exporter.tell_written(msg("Next year's targets are written"), _joined([*done.told()]), hint, done.path)

    # -- the copy for publication

    def _publish(self, *, force: bool = False) -> None:
        """Of the work as it stands now; no scored workbook is written for it, so nobody is asked for its name."""

        def failed(error: SelfEvalError) -> None:
            if error.code == EXISTS:
                self._ask_over(error, lambda: self._publish(force=True))
            else:
                self._app.show_error(error)

        state = (self.workspace.assessment, self.workspace.problems, self.workspace.source)
        path, why = publication_path(state[0], state[2]), said(self.workspace.choice, self.workspace.pack)
        self._exporter.beside(
            path.name, lambda: publish(*state, why, force=force), lambda done: self._published(path, done), failed
        )

    def _published(self, path: Path, done: Published) -> None:
        if done.path is None:
            self._app.show_error(refused(path, done.differences))
            return
        lines: list[Message] = [verbatim(str(done.path))]
        lines += [msg("Left out: {count} × {what}", count=item.count, what=item.what) for item in done.removed]
        lines += [*done.notices, *(_finding(problem) for problem in done.problems)]
        hint = msg("Look through it before it goes out; what is visible stays as it was written.")
        self._exporter.tell_written(msg("The copy for publication is written"), _joined(lines), hint, done.path)

    def _ask_over(self, error: SelfEvalError, again: Callable[[], None]) -> None:
        choices = (Choice("cancel", ENTER, msg("Not now")), Choice("over", DO_IT, msg("Overwrite")))

        def answered(answer: str | None) -> None:
            if answer == "over":
                again()

        self._app.push_screen(Ask(error.title, error.message, choices), answered)


def _finding(problem: Problem) -> Message:
    where = f"{problem.where}  " if problem.where else ""
    fields = (("code", problem.code), ("where", where), ("said", problem.message))
    return Message("{code}  {where}{said}", fields)


def _joined(lines: list[Message]) -> Message:
    """Messages one below the other."""
    fields = tuple((f"line{number}", line) for number, line in enumerate(lines))
    return Message("\n".join(f"{{{name}}}" for name, _ in fields), fields)
