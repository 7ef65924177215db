"""The entry screen as a spreadsheet: rows copied, cut, pasted, filled down, and taken in from a file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path

from textual import events, on

from selfeval.core.evaluation import Step
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.tui.entry.navigation import Leading
from selfeval.tui.messages import BlockPasted
from selfeval.tui.row_texts.places import place_of
from selfeval.tui.text import clip, one_line
from selfeval.workspace.incoming import copy, file_preview, preview
from selfeval.workspace.incoming.cells import is_block, one_cell
from selfeval.workspace.incoming.paste import Pasted, read_block
from selfeval.workspace.incoming.preview import Seen, State, look
from selfeval.workspace.system import clipboard
from selfeval.workspace.work.places import Place

Take = Callable[[Sequence[Seen], Collection[int]], Step | None]


class BlockWork(Leading):
    """The part of the entry screen that works on several rows at once."""

    @property
    def picked(self) -> list[Place]:
        """The picked rows, from the top."""
        return [place_of(self.place.project, key) for key in self.grid.picked]

    # -- copying and cutting

    def action_copy_rows(self) -> None:
        """Copy the picked rows."""
        if self.settled():
            self._copy(self.picked)

    def _copy(self, places: list[Place], *, cut: bool = False) -> None:
        text = copy.copied(self.workspace, places)
        if not text:
            self.say(msg("There is nothing in this row to copy."))
            return
        said = msg("{count} rows", count=len(places)) if len(places) > 1 else Message(clip(one_line(text), 30))
        self.host.copy(text, said, cut=cut)

    def action_cut_rows(self) -> None:
        """Copy the picked rows and clear them."""
        if not self.settled() or self.refused():
            return
        places = self.picked
        if not any(place.indicator for place in places):
            self.say(msg("This row is the budget; Enter opens it."))
            return
        self._copy(places, cut=True)
        self._clear(places, copy.ROW if len(places) > 1 else copy.CELL)

    def _clear(self, places: list[Place], names: Sequence[str]) -> None:
        try:
            step = copy.clear(self.workspace, places, names)
        except SelfEvalError as error:
            self.host.show_error(error)
            return
        self._entered(step)

    def action_clear(self) -> None:
        """Clear the row, or all picked rows as one step."""
        if len(self.grid.picked) < 2:
            super().action_clear()
        elif not self.refused():
            self._clear(self.picked, ("actual", "share", "not_applicable"))

    def _entered(self, step: Step | None) -> None:
        if step is not None:
            self.notices_seen()
            self.show_step(step)
        self.grid.focus()

    # -- pasting

    @on(BlockPasted)
    def _block_pasted(self, event: BlockPasted) -> None:
        event.stop()
        self.paste_text(event.text)

    def on_paste(self, event: events.Paste) -> None:
        """A paste while the keyboard is on the list of projects is meant for the rows as well."""
        event.stop()
        self.paste_text(event.text)

    def action_paste_block(self) -> None:
        """Paste what is on the clipboard."""
        if self.settled() and not self.refused():
            self.run_worker(partial(self._fetch, self.place), thread=True, exclusive=True, group="clipboard")

    def _fetch(self, place: Place) -> None:
        """Runs beside the event loop: clipboard programs are waited for."""
        text = clipboard.read()
        self.host.call_from_thread(self._fetched, text, place)

    def _fetched(self, text: str | None, place: Place) -> None:
        if not self.is_active or self.line.active or self.place != place:
            self.say(msg("The clipboard was slow, and you are elsewhere by now: nothing was pasted."), bad=True)
            return
        text = self.host.clipboard if text is None else text
        if text.strip():
            self.paste_text(text)
        else:
            self.host.open_room("paste_wait", then=lambda pasted: self.paste_text(pasted or ""))

    def paste_text(self, text: str) -> None:
        """One cell begins an entry; several are shown row by row before anything is entered."""
        if not text.strip() or self.refused():
            return
        if not is_block(text):
            self.begin(one_cell(text))
        elif self.settled():
            here, rows = self.place, self.grid.rows[self.grid.cursor :]
            below = [place_of(here.project, row.key) for row in rows if not row.fixed]
            self.run_worker(partial(self._read, text, here, below), thread=True, exclusive=True, group="paste")

    def _read(self, text: str, here: Place, below: list[Place]) -> None:
        """Runs beside the event loop: a large block takes a moment."""
        try:
            pasted = read_block(text, self.workspace.evaluation, [one for one in below if one.indicator], here.project)
            seen = look(self.workspace, pasted.lines)
        except SelfEvalError as error:
            self.host.call_from_thread(self.host.show_error, error)
            return
        title = msg("Paste: what goes where")
        self.host.call_from_thread(self._preview_rows, title, pasted, seen, partial(preview.take, self.workspace))

    def _preview_rows(self, title: Message, pasted: Pasted, seen: Sequence[Seen], take: Take) -> None:
        if not pasted.lines:
            self.say(msg("No outcome, reason or budget figure is in there that is not here already."), bad=True)
            return
        self.host.open_room("paste", self.workspace, title, pasted, seen, take, then=self._entered)

    # -- filling down

    def action_fill_down(self) -> None:
        """Give the outcome of the first picked row to the others; ask where anything is doubtful."""
        if not self.settled() or self.refused():
            return
        places = [place for place in self.picked if place.indicator]
        if len(places) < 2:
            self.say(msg("Pick the rows first: Shift with the arrows, from the row that has the outcome."))
            return
        lines = copy.fill_down(self.workspace, places)
        if not lines:
            self.say(msg("The first of the picked rows has no outcome to fill down."))
            return
        seen = look(self.workspace, lines)
        take = partial(preview.take, self.workspace)
        if any(one.state not in {State.FITS, State.SAME} for one in seen):
            self._preview_rows(msg("Fill down: what goes where"), Pasted(lines, (), supposed=False), seen, take)
            return
        try:
            self._entered(take(seen, range(len(seen))))
        except SelfEvalError as error:
            self.host.show_error(error)

    # -- files that came back

    def action_take_in(self) -> None:
        """Pick a file with actuals, and show what it would enter."""
        if self.settled() and not self.refused():
            folder = self.workspace.source.path.absolute().parent
            title = msg("A file with actuals that came back")
            self.host.open_room("browse", folder, title, file_preview.SUFFIXES, then=self._picked_file)

    def _picked_file(self, path: Path | None) -> None:
        if path is not None:
            self.say(msg("Reading {name} ...", name=path.name))
            self.run_worker(partial(self._read_file, path), thread=True, exclusive=True, group="paste")

    def _read_file(self, path: Path) -> None:
        """Runs beside the event loop."""
        try:
            found, pasted = file_preview.look_at_file(self.workspace, path)
            seen = look(self.workspace, pasted.lines)
        except SelfEvalError as error:
            self.host.call_from_thread(self.host.show_error, error)
            return
        title = msg("Take in {name}: what goes where", name=path.name)
        take = partial(file_preview.take_rows, self.workspace, found)
        self.host.call_from_thread(self._preview_rows, title, pasted, seen, take)

    # -- moving

    def move_on(self, place: Place, go: str) -> None:
        """A page up or down after an entry, as in a spreadsheet."""
        if go in {"page_down", "page_up"}:
            self.grid.action_page(1 if go == "page_down" else -1)
        else:
            super().move_on(place, go)
