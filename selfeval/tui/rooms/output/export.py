"""Writing the scored workbook: asked about beforehand what should be asked, and never over anything unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from selfeval.core.problems import NOTHING, Message, SelfEvalError, labelled, msg, verbatim
from selfeval.core.scoring.handing_in import ToDo, summed_up
from selfeval.tui.actions.meanings import DO_IT, ENTER, ESCAPE, OPEN
from selfeval.tui.dialogs.ask import Ask
from selfeval.tui.dialogs.waits.busy import Busy
from selfeval.tui.dialogs.waits.writing import Writing
from selfeval.tui.host import Host
from selfeval.tui.row_texts.rooms.results import errors_of, to_do_name, to_do_said
from selfeval.tui.widgets.keys import Choice
from selfeval.workspace.compare.on_disk import Found, on_disk
from selfeval.workspace.compare.words import counted
from selfeval.workspace.output.scored import free_name
from selfeval.workspace.system import open_folder
from selfeval.workspace.system.gc_pause import without_rounds
from selfeval.workspace.work.workspace import Workspace

Out = TypeVar("Out")
MOST_LISTED = 8
"""So many things to do are named before the workbook is written; the screen behind has all of them."""


def own_folder() -> Path:
    """Where a person's own documents are kept, the home folder if there is no such place."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


class Writes(Protocol):
    """Writes something to a path, over what is there only if it is forced to."""

    def __call__(self, path: Path, /, *, force: bool) -> None:
        """Write it."""


class Sheet(Protocol):
    """The screen that something is written from."""

    workspace: Workspace

    @property
    def host(self) -> Host:
        """The running application."""

    @property
    def is_attached(self) -> bool:
        """Whether it is still there."""

    def settle(self) -> None:
        """Finish what is being typed."""

    def refill(self) -> None:
        """Show everything as it stands."""


class Exporter:
    """Writes the scored workbook from a screen, and whatever else is written beside the event loop.

    Attributes:
        written: the workbook that was written last.
        values_only: whether the next workbook is written without formulas.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet, self.workspace = sheet, sheet.workspace
        self.written: Path | None = None
        self.values_only = False

    @property
    def _app(self) -> Host:
        return self._sheet.host

    def export(self) -> None:
        """Write the workbook with its formulas."""
        self.values_only = False
        self.write_workbook()

    def write_workbook(self) -> None:
        """Write the workbook, after a list of what is still to do where something is."""
        self._sheet.settle()
        left = self.workspace.to_do
        if not left:
            self.choose_name()
            return
        words = self._app.words
        lines = [words(summed_up(left)), *self._listed(left)]
        lines.append(words(msg("The workbook can be written all the same; what is open stays open in it.")))
        text = verbatim("\n".join(lines))
        choices = (
            Choice("go", ENTER, msg("Write it as it is")),
            Choice("cancel", ESCAPE, msg("Go on entering")),
        )
        self._app.push_screen(Ask(msg("Still to do before handing in"), text, choices), self._incomplete_answered)

    def _listed(self, left: Sequence[ToDo]) -> Iterator[str]:
        """One line for each of the first things to do, and how many more there are."""
        words = self._app.words
        for item in left[:MOST_LISTED]:
            said = labelled(to_do_name(words, self.workspace, item), to_do_said(words, self.workspace, item))
            yield f"- {words(said)}"
        if len(left) > MOST_LISTED:
            yield words(msg("... and {count} more, listed on the result screen", count=len(left) - MOST_LISTED))

    def _incomplete_answered(self, answer: str | None) -> None:
        if answer == "go":
            self.choose_name()

    def choose_name(self) -> None:
        """Write the workbook, after a question where its name is taken."""
        target = self.workspace.output_path(values_only=self.values_only)
        if target.exists():
            self.ask_name(msg("{name} is there already.", name=target.name), target, self._write)
        else:
            self._write(target, force=False)

    def ask_name(self, why: Message, target: Path, write: Writes, hint: Message = NOTHING) -> None:
        """Offer another name where one is taken, or to overwrite it."""
        free = free_name(target)
        choices = (
            Choice("free", ENTER, msg("The other name")),
            *(() if target.is_dir() else (Choice("over", DO_IT, msg("Overwrite")),)),
            Choice("cancel", ESCAPE, msg("Not now")),
        )

        def answered(answer: str | None) -> None:
            if answer == "free":
                write(free, force=False)
            elif answer == "over":
                write(target, force=True)

        text = msg("{why} The other name: {name}", why=why, name=free.name)
        self._app.push_screen(Ask(msg("Which name?"), text, choices, hint), answered)

    def _write(self, target: Path, *, force: bool, as_read: bool = False) -> None:
        shown = Writing(target.name)
        written = partial(self._written, target, force, as_read, shown)
        self._app.beside(
            written,
            self._go_on,
            group="export",
            failed=partial(self._failed, target),
            stopped=lambda: self._app.say(msg("Stopped; nothing was written.")),
            waiting=shown,
        )

    def _written(self, target: Path, force: bool, as_read: bool, shown: Writing) -> Path | Callable[[], None]:
        """Runs beside the event loop; gives the workbook written, or what has to be asked first."""
        with without_rounds():
            found = None if as_read else on_disk(self.workspace)
            if found is not None:
                return partial(self._ask_changed, found, target, force)
            return self.workspace.export(target, force=force, values_only=self.values_only, progress=shown.progress)

    def _go_on(self, written: Path | Callable[[], None]) -> None:
        if isinstance(written, Path):
            self._done(written)
        else:
            written()

    def _ask_changed(self, found: Found, target: Path, force: bool) -> None:
        """The workbook that the work rests on is no longer the one on the disk."""
        choices = (
            Choice("show", ENTER, msg("Show what changed")),
            Choice("go", DO_IT, msg("Write it as it was read")),
            Choice("cancel", ESCAPE, msg("Not now")),
        )

        def answered(answer: str | None) -> None:
            if answer == "go":
                self._write(target, force=force, as_read=True)
            elif answer == "show":
                self._app.disk.show_changes(found)

        text = msg("{name} was changed on the disk after it was read here.", name=self.workspace.source.path.name)
        self._app.push_screen(Ask(msg("The workbook has changed"), text, choices, counted(found.comparison)), answered)

    def beside(
        self, name: str, work: Callable[[], Out], done: Callable[[Out], None], failed: Callable[[SelfEvalError], None]
    ) -> None:
        """Write something beside the event loop; nothing is entered meanwhile."""

        def ended(then: Callable[[], None]) -> None:
            if self._sheet.is_attached:
                self._sheet.refill()
            then()

        self._app.beside(
            work,
            lambda out: ended(partial(done, out)),
            group="export",
            failed=lambda error: ended(partial(failed, error)),
            waiting=Busy(msg("Writing {name} ...", name=name)),
        )

    def _failed(self, target: Path, error: SelfEvalError) -> None:
        """A name that is taken or held open by another program: offer a free one."""
        home = own_folder() / target.name
        if free_name(target) != target:
            self.ask_name(error.message, target, self._write, error.hint)
        elif home != target:
            self._ask_folder(error, home)
        else:
            self._app.show_error(error)

    def _ask_folder(self, error: SelfEvalError, home: Path) -> None:
        choices = (
            Choice("go", ENTER, msg("Write it to my own folder")),
            Choice("cancel", ESCAPE, msg("Not now")),
        )

        def answered(answer: str | None) -> None:
            if answer == "go":
                self._write(free_name(home), force=False)

        text = msg("{error}\nIt can go to {path} instead.", error=error.message, path=str(home))
        self._app.push_screen(Ask(error.title, text, choices, error.hint), answered)

    def _done(self, path: Path) -> None:
        self.written = path
        hint = msg("Open it in Excel or WPS to print and sign. Your entries stay here; it can be written again.")
        if left := self.workspace.to_do:
            hint = msg("{left} Go on here, then write it again.", left=summed_up(left))
        elif errors := errors_of(self.workspace):
            hint = msg("{errors} {hint}", errors=errors, hint=hint)
        self.tell_written(msg("The workbook is written"), verbatim(str(path)), hint, path)

    def tell_written(self, title: Message, text: Message, hint: Message, path: Path) -> None:
        """Say where something was written, and offer to show it."""
        choices = (Choice("close", ENTER, msg("Close")), Choice("open", OPEN, msg("Open the folder")))

        def answered(answer: str | None) -> None:
            if answer == "open":
                self.show_folder(path)

        self._app.push_screen(Ask(title, text, choices, hint), answered)

    def open_folder(self) -> None:
        """Show the folder of what was written, or where it would go."""
        self.show_folder(self.written or self.workspace.output_path())

    def show_folder(self, path: Path) -> None:
        """Open a folder in the file manager; where there is none, say where it is."""
        if open_folder.open_folder(path):
            self._app.say(msg("Opened: {path}", path=str(path.absolute().parent)))
        else:
            self._app.say(msg("No window can be opened here. The folder is {path}", path=str(path.absolute().parent)))
