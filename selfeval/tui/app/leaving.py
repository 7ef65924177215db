"""Leaves the program: never with something half typed, and never without a word where entries would be lost."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.tui.base import Dialog, Settling
from selfeval.tui.host import Host


class Leaving:
    """Ends the application."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def quit(self) -> None:
        """Leave; ask only where something would be lost."""
        if self._unfinished():
            return
        workspace = self._host.workspace
        if workspace is None or not workspace.evaluation.done or (not workspace.volatile and workspace.secure()):
            self._leave(0)
        else:
            self._host.open_room("leave", workspace.refusal, then=self._quit_answered)

    def _unfinished(self) -> bool:
        """Enter what is being typed; whether something has to be answered before leaving."""
        front, shown = self._host.front, self._host.screen
        dialogs = (one for one in reversed(self._host.screen_stack) if isinstance(one, Dialog))
        unsaved = next((one for one in dialogs if one.unsaved or one.not_entered), None)
        if unsaved is None and isinstance(front, Dialog) and self._half_typed:
            unsaved = front
        if unsaved is not None:  # it may stand behind the list of actions or the help
            self._host.say(unsaved.finish_first, bad=True)
            return True
        for screen in reversed(self._host.screen_stack):
            if isinstance(screen, Settling):
                screen.settle()
        return self._host.screen is not shown

    @property
    def _half_typed(self) -> bool:
        """Whether something was typed on some screen that is not entered yet."""
        return any(isinstance(screen, Settling) and screen.half_typed for screen in self._host.screen_stack)

    def say_how(self) -> None:
        """Ctrl+C is pressed by accident more often than not: say how to leave."""
        if self._host.workspace is not None and (self._host.workspace.volatile or not self._host.workspace.secure()):
            self._host.say(msg("Ctrl+Q leaves. Nothing can be saved here: export first (F9)."), bad=True)
        elif self._half_typed:
            self._host.say(msg("Ctrl+Q enters what is being typed, and leaves. All else is saved."))
        else:
            self._host.say(msg("Everything is saved. Ctrl+Q leaves."))

    def _quit_answered(self, answer: str | None) -> None:
        if answer == "leave":
            self._leave(0, safe=False)

    def _leave(self, code: int, *, safe: bool = True) -> None:
        workspace = self._host.workspace
        kept = workspace is not None and bool(workspace.evaluation.done) and safe
        note = self._host.words(msg("Everything entered is saved; open the same workbook to go on.")) if kept else None
        self._host.exit(code, return_code=code, message=note)

    def ended(self, code: int) -> None:
        """The terminal went away or the system asks us to end: what was entered is on disk.

        What is half typed is not entered: half of a figure would be a wrong figure that nobody has seen.
        """
        said = msg("The program was ended from outside. Everything entered is saved; what was half typed is not.")
        told = self._host.workspace is not None and not self._host.workspace.volatile
        self._host.exit(code, return_code=code, message=self._host.words(said) if told else None)
