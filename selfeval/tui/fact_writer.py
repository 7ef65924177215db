"""Puts facts into a work for a screen: entered, taken back, done again; where that is impossible, it is said why."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from selfeval.core.evaluation import FactKey, Step
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.tui.base import Dialog, Shared
from selfeval.tui.row_texts.steps import step_shown
from selfeval.workspace.work.held_by import read_only_sentence
from selfeval.workspace.work.workspace import Workspace


class FactWriter:
    """Writes into one work on behalf of one screen, which says what came of it."""

    def __init__(self, screen: Shared, workspace: Workspace) -> None:
        self._screen, self._workspace = screen, workspace

    def refused(self) -> bool:
        """Whether another window holds the work, so that nothing can be entered here; says so.

        Where that window has gone meanwhile, the work is opened again, with what was entered there.
        """
        workspace, screen = self._workspace, self._screen
        if workspace.read_only and workspace.freed():
            screen.host.works.open_again(screen.at)
        elif workspace.read_only:
            screen.say(read_only_sentence(workspace.holder), bad=True)
        return workspace.read_only

    def enter(
        self,
        values: Iterable[tuple[FactKey, str | None]],
        kind: str = "enter",
        again: Callable[[], None] | None = None,
    ) -> Step | None:
        """Enter facts; where that is impossible, say so and return None.

        `again` shows what could not be entered once more: below the dialog that says why.
        """
        try:
            return self._workspace.enter(values, kind)
        except SelfEvalError as error:
            self.ask_again(again)
            self._screen.host.show_error(error)
            return None

    def ask_again(self, again: Callable[[], None] | None) -> None:
        """Show what could not be entered once more, in a dialog that knows of it."""
        if again is not None:
            again()
            if isinstance(dialog := self._screen.host.screen, Dialog):
                dialog.not_entered = True

    def step_by(self, *, undone: bool) -> Step | None:
        """Take back the last step or do it again, and say what that changed; None, and why, where it is impossible."""
        workspace, screen = self._workspace, self._screen
        if self.refused():
            return None
        try:
            step = workspace.undo() if undone else workspace.redo()
        except SelfEvalError as error:
            screen.host.show_error(error)
            return None
        if step is None:
            screen.say(msg("There is nothing to undo.") if undone else msg("There is nothing to redo."))
        else:
            screen.say(step_shown(screen.words, workspace, step, undone=undone))
        return step

    def say_saved(self, how: Message) -> None:
        """Say where entries are kept: `how`, unless they are not."""
        if self._workspace.trial:
            self._screen.say(msg("This is what-if: nothing of it is saved or exported."), bad=True)
        elif self._workspace.volatile or self._workspace.refusal is not None:
            text = msg("Nothing can be saved on this computer. Export the workbook before you leave.")
            self._screen.say(text, bad=True)
        else:
            self._screen.say(how)
