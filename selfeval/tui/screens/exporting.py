"""Writing the scored workbook: asked about beforehand what should be asked, and never over anything unasked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from selfeval.core.problems import NOTHING, Message, SelfEvalError, msg
from selfeval.tui.screens.dialogs import Ask
from selfeval.workspace.output import free_name

if TYPE_CHECKING:
    from selfeval.tui.app import SelfEvalApp
    from selfeval.workspace.live import Workspace


def own_folder() -> Path:
    """Where a person's own documents are kept, the home folder if there is no such place."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


class Exporting:
    """The part of the result screen that writes the workbook."""

    workspace: Workspace
    written: Path | None = None

    @property
    def _app(self) -> SelfEvalApp:
        return cast("SelfEvalApp", cast("Screen[object]", self).app)

    def settle(self) -> None:
        """Finish what is being typed."""

    def refill(self) -> None:
        """Show everything as it stands."""

    def action_export(self) -> None:
        """Write the workbook, after a word where something is missing."""
        self.settle()
        missing = sum(len(result.missing) for result in self.workspace.assessment.projects)
        if not missing:
            self._choose_name()
            return
        text = msg(
            "{count} scores are still missing, so there is no total and no grade yet. "
            "The workbook can be written all the same; the open rows stay empty in it.",
            count=missing,
        )
        choices = (
            ("go", "Enter", msg("Write it as it is")),
            ("cancel", "Esc", msg("Go on entering")),
        )
        self._app.push_screen(Ask(msg("Not complete"), text, choices), self._incomplete_answered)

    def _incomplete_answered(self, answer: str | None) -> None:
        if answer == "go":
            self._choose_name()

    def _choose_name(self) -> None:
        target = self.workspace.output_path()
        if target.exists():
            self._ask_name(msg("{name} is there already.", name=target.name), target)
        else:
            self._write(target, force=False)

    def _ask_name(self, why: Message, target: Path, hint: Message = NOTHING) -> None:
        free = self.workspace.free_output_path()
        choices = (
            ("free", "Enter", msg("Write {name}", name=free.name)),
            ("over", "F10", msg("Overwrite")),
            ("cancel", "Esc", msg("Not now")),
        )

        def answered(answer: str | None) -> None:
            if answer == "free":
                self._write(free, force=False)
            elif answer == "over":
                self._write(target, force=True)

        self._app.push_screen(Ask(msg("Which name?"), why, choices, hint), answered)

    def _write(self, target: Path, *, force: bool) -> None:
        self._app.say(msg("Writing {name} ...", name=target.name))
        self._app.run_worker(lambda: self._written(target, force), thread=True, exclusive=True, group="export")

    def _written(self, target: Path, force: bool) -> None:
        """Runs beside the event loop."""
        try:
            path = self.workspace.export(target, force=force)
        except SelfEvalError as error:
            self._app.call_from_thread(self._failed, error, target)
        else:
            self._app.call_from_thread(self._done, path)

    def _failed(self, error: SelfEvalError, target: Path) -> None:
        """A name that is taken or held open by another program: offer a free one."""
        home = own_folder() / target.name
        if self.workspace.free_output_path() != target:
            self._ask_name(error.message, target, error.hint)
        elif home != target:
            self._ask_folder(error, home)
        else:
            self._app.show_error(error)

    def _ask_folder(self, error: SelfEvalError, home: Path) -> None:
        choices = (
            ("go", "Enter", msg("Write it to my own folder")),
            ("cancel", "Esc", msg("Not now")),
        )

        def answered(answer: str | None) -> None:
            if answer == "go":
                self._write(free_name(home), force=False)

        text = msg("{error}\nIt can go to {path} instead.", error=error.message, path=str(home))
        self._app.push_screen(Ask(error.title, text, choices, error.hint), answered)

    def _done(self, path: Path) -> None:
        self.written = path
        self.refill()
        choices = (("close", "Enter", msg("Close")),)
        text = Message(str(path))
        hint = msg("Open it in Excel or WPS to print and sign. Your entries stay here; it can be written again.")
        self._app.push_screen(Ask(msg("The workbook is written"), text, choices, hint))
