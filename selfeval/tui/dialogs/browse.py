"""Folders and the workbooks in them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from time import monotonic
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from selfeval.core.problems import Message, msg
from selfeval.tui.base import Dialog
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import Buttons, Key
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.system.recent import SUFFIXES
from selfeval.workspace.system.typed_path import drives, is_file, is_folder, path_of

UP = ".."
OTHERS = "*"
"""The row that shows the files of other endings too; no file is called so on any system of ours."""
_OPEN = msg("Open")
_TOGETHER = 1.0
"""Seconds between two letters of one name."""


class Browse(Dialog[Path]):
    """Gives the workbook that was picked; `wanted`, the title, says which one is meant, `button` what is done with it.

    `suffixes` narrow the list at first; what a file is, its content says when it is opened.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("backspace", "up"), ("left", "up")]

    def __init__(
        self, folder: Path, wanted: Message, suffixes: Collection[str] = SUFFIXES, *, button: Message = _OPEN
    ) -> None:
        super().__init__()
        self._wanted, self._button = wanted, button
        self._folder, self._folders = folder.absolute(), set[str]()
        self._suffixes, self._every = suffixes, False
        self._typed, self._typed_at = "", 0.0

    def compose(self) -> ComposeResult:
        """The folder's path and what is in it."""
        with Vertical(classes="dialog tall"):
            yield Static(Content(one_line(self.words(self._wanted))), classes="dialog-title")
            yield Static(id="folder", markup=False, classes="hint")
            yield Rows((Column("", 20, 1), Column("", 12, right=True)), id="files")
            yield Buttons(
                self.words, ("take", "Enter", self._button), ("up", "Left", msg("Folder above")),
                ("cancel", "Esc", msg("Leave")),
            )  # fmt: skip

    def on_mount(self) -> None:
        """Show the folder."""
        rows = self.query_one(Rows)
        rows.styles.height = 14
        rows.styles.max_height = 14
        self._show(self._folder)
        rows.focus()

    def _show(self, folder: Path, came_from: str = "") -> None:
        try:
            found = sorted(folder.iterdir(), key=lambda path: path.name.casefold())
            folders = [path for path in found if not path.name.startswith((".", "~$")) and path.is_dir()]
            files = [path for path in found if not path.name.startswith(("~$", ".")) and path not in set(folders)]
        except OSError:
            self.say(msg("This folder cannot be read."), bad=True)
            return
        listed = [path for path in files if self._every or path.suffix.lower() in self._suffixes]
        self._folder, self._folders = folder, {path.name for path in folders}
        self.query_one("#folder", Static).update(Content(one_line(str(folder))))
        rows = [Row(UP, (UP, self.words(msg("folder above"))), {1: "dim"})]
        rows += [Row(path.name, (f"{one_line(path.name)}/", self.words(msg("folder"))), {1: "dim"}) for path in folders]
        rows += [Row(path.name, (one_line(path.name), _size(path)), {1: "dim"}) for path in listed]
        if len(listed) < len(files):
            others = self.words(msg("{count} other files", count=len(files) - len(listed)))
            rows.append(Row(OTHERS, (others, self.words(msg("show"))), {0: "dim", 1: "dim"}))
        first = listed[0].name if listed else UP
        self.query_one(Rows).fill(rows, came_from or first)
        self._tell()

    def on_key(self, event: events.Key) -> None:
        """Letters typed together go to the next name that begins with them, from where the cursor stands."""
        if not (event.is_printable and event.character):
            return
        event.stop()
        now = monotonic()
        together = now - self._typed_at < _TOGETHER
        self._typed, self._typed_at = (self._typed if together else "") + event.character.casefold(), now
        rows = self.query_one(Rows)
        start = rows.cursor + (len(self._typed) == 1)
        for row in [*rows.rows[start:], *rows.rows[:start]]:
            if row.key.casefold().startswith(self._typed):
                rows.go(row.key)
                return

    def on_paste(self, event: events.Paste) -> None:
        """A path that was copied elsewhere is gone to."""
        event.stop()
        path = path_of(event.text, self._folder)
        if is_folder(path):
            self._show(path)
        elif is_file(path):
            self.dismiss(path)
        else:
            self.say(msg("There is no such workbook or folder."), bad=True)

    @on(Moved)
    def _tell(self) -> None:
        """The button says what Enter does with what the cursor stands on."""
        key = self.query_one(Rows).key
        folder = msg("Open folder") if key == UP or key in self._folders else self._button
        label = self.words(msg("Show them") if key == OTHERS else folder)
        for button in self.query(Key):
            if button.action == "take":
                button.relabel(label)

    @on(Chosen)
    def action_take(self) -> None:
        """Open the folder or give the workbook."""
        key = self.query_one(Rows).key
        path = self._folder / key
        if key == UP:
            self.action_up()
        elif key == OTHERS:
            self._every = True
            self._show(self._folder)
        elif is_folder(path):
            self._show(path)
        else:
            self.dismiss(path)

    def action_up(self) -> None:
        """The folder above; above the topmost one the drives, where there are any."""
        above = self._folder.parent
        if above != self._folder:
            self._show(above, self._folder.name)
        elif found := drives():
            self.query_one("#folder", Static).update(Content(self.words(msg("The drives of this computer"))))
            here = str(self._folder)
            self.query_one(Rows).fill(
                [Row(str(one), (str(one), self.words(msg("drive"))), {1: "dim"}) for one in found], here
            )
            self._folders = {str(one) for one in found}
            self._tell()


def _size(path: Path) -> str:
    try:
        return f"{max(path.stat().st_size // 1024, 1)} KB"
    except OSError:
        return ""
