"""Rows as in a spreadsheet: copied, cut, pasted, filled down, and taken in from a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from selfeval.core.evaluation import Step
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.tui.entry.desk import Desk
from selfeval.tui.entry.row.actions import RowActions
from selfeval.tui.entry.row.entry import OUTCOME
from selfeval.tui.entry.typing import Entry
from selfeval.tui.row_texts.places import place_of
from selfeval.tui.text import clip, one_line
from selfeval.workspace.incoming import copy, file_preview, preview
from selfeval.workspace.incoming.cells import is_block, one_cell
from selfeval.workspace.incoming.paste import Pasted, read_block
from selfeval.workspace.incoming.preview import Seen, State, Take, look
from selfeval.workspace.incoming.row import FACTS
from selfeval.workspace.system import clipboard
from selfeval.workspace.work.places import Place


class BlockEdit:
    """Works on several rows at once."""

    def __init__(self, desk: Desk, entry: Entry, rows: RowActions) -> None:
        self._desk, self._entry, self._rows = desk, entry, rows

    # -- copying and cutting

    def copy(self) -> None:
        """Copy the picked rows."""
        if self._entry.settled():
            self._copy(self._desk.picked)

    def _copy(self, places: list[Place], *, cut: bool = False) -> None:
        text = copy.copied(self._desk.workspace, places)
        if not text:
            self._desk.say(msg("There is nothing in this row to copy."))
            return
        said = msg("{count} rows", count=len(places)) if len(places) > 1 else Message(clip(one_line(text), 30))
        self._desk.host.copy(text, said, cut=cut)

    def cut(self) -> None:
        """Copy the picked rows and clear them."""
        if not self._entry.settled() or self._desk.refused():
            return
        places = self._desk.picked
        if not any(place.indicator for place in places):
            self._desk.say(msg("This row is the budget; Enter opens it."))
            return
        self._copy(places, cut=True)
        self._clear(places, FACTS if len(places) > 1 else copy.CELL)

    def clear(self) -> None:
        """Clear the row, or all picked rows as one step."""
        if len(self._desk.grid.picked) < 2:
            self._rows.clear()
        elif not self._desk.refused():
            self._clear(self._desk.picked, OUTCOME)

    def _clear(self, places: list[Place], names: Sequence[str]) -> None:
        self._enter(lambda: copy.clear(self._desk.workspace, places, names))

    def _enter(self, take: Callable[[], Step | None]) -> None:
        try:
            step = take()
        except SelfEvalError as error:
            self._desk.host.show_error(error)
        else:
            self._entered(step)

    def _entered(self, step: Step | None) -> None:
        if step is not None:
            self._desk.above.notices_seen()
            self._desk.show_step(step)
        self._desk.type_here()

    # -- pasting

    def paste(self) -> None:
        """Paste what is on the clipboard."""
        if self._entry.settled() and not self._desk.refused():
            fetched = partial(self._fetched, place=self._desk.place)
            self._desk.screen.beside(clipboard.read, fetched, group="clipboard")

    def _fetched(self, text: str | None, place: Place) -> None:
        desk = self._desk
        if not desk.screen.is_active or desk.line.active or desk.place != place:
            desk.say(msg("The clipboard was slow, and you are elsewhere by now: nothing was pasted."), bad=True)
            return
        text = desk.host.clipboard if text is None else text
        if text.strip():
            self.paste_text(text)
        else:
            desk.host.open_room("paste_wait", then=lambda pasted: self.paste_text(pasted or ""))

    def paste_text(self, text: str) -> None:
        """One cell begins an entry; several are shown row by row before anything is entered."""
        desk = self._desk
        if not text.strip() or desk.refused():
            return
        if not is_block(text):
            self._entry.begin(one_cell(text))
        elif self._entry.settled():
            here, rows = desk.place, desk.grid.rows[desk.grid.cursor :]
            below = [place_of(here.project, row.key) for row in rows if not row.fixed]
            desk.screen.beside(partial(self._read, text, here, below), self._show_pasted, group="paste")

    def _read(self, text: str, here: Place, below: list[Place]) -> tuple[Pasted, Sequence[Seen]]:
        """Runs beside the event loop: a large block takes a moment."""
        work = self._desk.workspace
        pasted = read_block(text, work.evaluation, [one for one in below if one.indicator], here.project)
        return pasted, look(work, pasted.lines)

    def _show_pasted(self, found: tuple[Pasted, Sequence[Seen]]) -> None:
        self._preview(msg("Paste: what goes where"), *found, partial(preview.take, self._desk.workspace))

    def _preview(self, title: Message, pasted: Pasted, seen: Sequence[Seen], take: Take) -> None:
        desk = self._desk
        if not pasted.lines:
            desk.say(msg("No outcome, reason or budget figure is in there that is not here already."), bad=True)
            return
        desk.host.open_room("paste", desk.workspace, title, pasted, seen, take, then=self._entered)

    # -- filling down

    def fill_down(self) -> None:
        """Give the outcome of the first picked row to the others; ask where anything is doubtful."""
        desk, work = self._desk, self._desk.workspace
        if not self._entry.settled() or desk.refused():
            return
        places = [place for place in desk.picked if place.indicator]
        if len(places) < 2:
            desk.say(msg("Pick the rows first: Shift with the arrows, from the row that has the outcome."))
            return
        lines = copy.fill_down(work, places)
        if not lines:
            desk.say(msg("The first of the picked rows has no outcome to fill down."))
            return
        seen = look(work, lines)
        take = partial(preview.take, work)
        if any(one.state not in {State.FITS, State.SAME} for one in seen):
            self._preview(msg("Fill down: what goes where"), Pasted(lines, (), supposed=False), seen, take)
        else:
            self._enter(lambda: take(seen, range(len(seen))))

    # -- files that came back

    def take_in(self) -> None:
        """Pick a file with actuals, and show what it would enter."""
        if self._entry.settled() and not self._desk.refused():
            folder = self._desk.workspace.source.path.absolute().parent
            named = {"wanted": msg("Choose the file with actuals that came back"), "button": msg("Look at it")}
            kinds = file_preview.SUFFIXES
            self._desk.host.open_room("browse", folder, suffixes=kinds, then=self.take_in_file, **named)

    def take_in_file(self, path: Path | None) -> None:
        """Show what a file would enter."""
        if path is not None:
            self._desk.say(msg("Reading {name} ...", name=path.name))
            shown = partial(self._show_file, msg("Take in {name}: what goes where", name=path.name))
            self._desk.screen.beside(partial(self._read_file, path), shown, group="paste")

    def _read_file(self, path: Path) -> tuple[Pasted, Sequence[Seen], Take]:
        """Runs beside the event loop."""
        work = self._desk.workspace
        found, pasted = file_preview.look_at_file(work, path)
        return pasted, look(work, pasted.lines), partial(file_preview.take_rows, work, found)

    def _show_file(self, title: Message, found: tuple[Pasted, Sequence[Seen], Take]) -> None:
        self._preview(title, *found)
