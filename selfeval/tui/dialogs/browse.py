"""Folders and the workbooks in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from time import monotonic
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from selfeval.core.problems import Message, msg
from selfeval.tui.actions.meanings import BEFORE, FOLDER_ABOVE
from selfeval.tui.dialogs.list_dialog import ListDialog
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import Words, one_line
from selfeval.tui.widgets.keys import Choice
from selfeval.workspace.system.recent import SUFFIXES
from selfeval.workspace.system.typed_path import drives, is_file, is_folder, path_of

UP = ".."
OTHERS = "*"
"""The row that shows the files of other endings too; no file is called so on any system of ours."""
_OPEN = msg("Open")
_TOGETHER = 1.0
"""Seconds between two letters of one name."""


class Browse(ListDialog[Path]):
    """Gives the file that was picked; `wanted`, the title, says which one is meant, `button` what is done with it.

    `suffixes` narrow the list at first; what a file is, its content says when it is opened.
    """

    COLUMNS = (Column("", 20, 1), Column("", 12, right=True))
    MOST = 14
    LEAVE: ClassVar[Message] = msg("Cancel")
    BINDINGS: ClassVar[list[BindingType]] = [Binding(",".join(BEFORE.keys), "up", show=False)]

    def __init__(
        self, folder: Path, wanted: Message, suffixes: Collection[str] = SUFFIXES, *, button: Message = _OPEN
    ) -> None:
        self._folder: Path | None = folder.absolute()
        super().__init__(wanted, str(self._folder))
        self._button, self._suffixes, self._every = button, suffixes, False
        self._typed, self._typed_at = "", 0.0
        self._entries: list[tuple[Path, bool]] = []

    def choices(self) -> Iterable[Choice]:
        """The folder above."""
        yield Choice("up", FOLDER_ABOVE, msg("Folder above"))

    def take_label(self) -> Message:
        """A folder is gone into; a file is taken for what it was asked for."""
        key = self.rows.key
        if key == OTHERS:
            return msg("Show them")
        return msg("Open folder") if self._folder is None or key == UP or self._is_folder(key) else self._button

    def _is_folder(self, key: str) -> bool:
        return any(path.name == key and folder for path, folder in self._entries)

    # -- what is in a folder

    def on_mount(self) -> None:
        """Look into the folder before the list is filled."""
        if self._folder is not None:
            self._look(self._folder)

    def first(self) -> str:
        """The first file."""
        return next((path.name for path, is_dir in self._entries if not is_dir and self._listed(path)), UP)

    def _look(self, folder: Path) -> bool:
        """Read a folder; where it cannot be read, the one before stays."""
        try:
            found = sorted(folder.iterdir(), key=lambda path: path.name.casefold())
            self._entries = [(path, path.is_dir()) for path in found if not path.name.startswith((".", "~$"))]
        except OSError:
            self.say(msg("This folder cannot be read."), bad=True)
            return False
        self._folder = folder
        return True

    def _show(self, folder: Path, came_from: str = "") -> None:
        """Go into a folder."""
        if self._look(folder):
            self.parts.about(str(folder))
            self.parts.refill(came_from or self.first())

    def _listed(self, file: Path) -> bool:
        return self._every or file.suffix.lower() in self._suffixes

    def listed(self, wanted: str) -> Iterable[Row]:
        """Folders, then files; above the topmost folder the drives of the computer."""
        words = self.words
        if self._folder is None:
            yield from (Row(str(one), (str(one), words(msg("drive"))), {1: "dim"}) for one in drives())
            return
        yield from _rows(words, self._entries, self._listed)

    # -- keys

    def on_key(self, event: events.Key) -> None:
        """Letters typed together go to the next name that begins with them, from where the cursor stands."""
        if not (event.is_printable and event.character):
            return
        event.stop()
        now = monotonic()
        together = now - self._typed_at < _TOGETHER
        self._typed, self._typed_at = (self._typed if together else "") + event.character.casefold(), now
        rows = self.rows
        start = rows.cursor + (len(self._typed) == 1)
        for row in [*rows.rows[start:], *rows.rows[:start]]:
            if row.key.casefold().startswith(self._typed):
                rows.go(row.key)
                return

    def on_paste(self, event: events.Paste) -> None:
        """A path that was copied elsewhere is gone to."""
        event.stop()
        path = path_of(event.text, self._folder or Path.cwd())
        if is_folder(path):
            self._show(path)
        elif is_file(path):
            self.dismiss(path)
        else:
            self.say(msg("There is no such workbook or folder."), bad=True)

    def take(self, key: str) -> None:
        """Go into the folder or give the file."""
        path = Path(key) if self._folder is None else self._folder / key
        if key == UP:
            self.action_up()
        elif key == OTHERS and self._folder is not None:
            self._every = True
            self._show(self._folder)
        elif is_folder(path):
            self._show(path)
        else:
            self.dismiss(path)

    def action_up(self) -> None:
        """The folder above; above the topmost one the drives, where there are any."""
        here = self._folder
        if here is not None and here.parent != here:
            self._show(here.parent, here.name)
        elif here is not None and drives():
            self._folder = None
            self.parts.about(self.words(msg("The drives of this computer")))
            self.parts.refill(str(here))


def _size(path: Path) -> str:
    try:
        return f"{max(path.stat().st_size // 1024, 1)} KB"
    except OSError:
        return ""


def _rows(words: Words, entries: Iterable[tuple[Path, bool]], listed: Callable[[Path], bool]) -> Iterable[Row]:
    """The folder above, folders, files that are listed; how many others there are."""
    yield Row(UP, (UP, words(msg("folder above"))), {1: "dim"})
    hidden = 0
    for path, is_dir in sorted(entries, key=lambda entry: not entry[1]):
        if is_dir:
            yield Row(path.name, (f"{one_line(path.name)}/", words(msg("folder"))), {1: "dim"})
        elif listed(path):
            yield Row(path.name, (one_line(path.name), _size(path)), {1: "dim"})
        else:
            hidden += 1
    if hidden:
        yield Row(OTHERS, (words(msg("{count} other files", count=hidden)), words(msg("show"))), {0: "dim", 1: "dim"})
