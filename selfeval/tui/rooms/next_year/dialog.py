"""Next year's targets: what would be written, and what has to be decided anew, before anything is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from selfeval.core.next_year.decision import Decision
from selfeval.core.next_year.words import TITLES, sentence
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.tui.actions.meanings import ENTER, ESCAPE
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import many_lines, one_line
from selfeval.tui.widgets.keys import Buttons, Choice
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.next_year.of_file import next_year_of
from selfeval.workspace.next_year.pack import How
from selfeval.workspace.next_year.targets import NextYear, WrittenNextYear, carry_over, free_target, write_next_year
from selfeval.workspace.work.workspace import Workspace

_MOST_LINES, _FEWEST_LINES = 12, 2
_PACKS = {
    How.IN_FORCE: msg("Rule pack {pack}, which is meant for {year} too"),
    How.FOLLOWS: msg("Rule pack {pack}, which is there for {year}"),
    How.MADE: msg("Rule pack {pack}, which is made for {year} in scoring_rules beside it"),
}


@dataclass(frozen=True, slots=True)
class NextYearJob:
    """Next year's targets that can be written: what they are, where they go, and the rule pack."""

    made: NextYear
    path: Path
    pack: str
    how: How

    def write(self) -> WrittenNextYear:
        """Write them; errors as for `write_next_year`."""
        return write_next_year(self.made, self.path)


class NextYearDialog(Dialog[NextYearJob]):
    """Gives what is to be written; `source` is the work on the screen, or a workbook that is read first."""

    def __init__(self, source: Workspace | Path) -> None:
        super().__init__()
        self._source = source
        self._job: NextYearJob | None = None

    def compose(self) -> ComposeResult:
        """Where, the rule pack, and the list."""
        words = self.words
        with Vertical(classes="dialog"):
            yield Static(Content(words(msg("Next year's targets"))), classes="dialog-title")
            yield Static(Content(words(msg("Reading ..."))), id="next-head", markup=False)
            yield Rows((Column("", 24, 1, names=True), Column("", 30, 3)), id="decisions", most_lines=2)
            yield Static(id="next-said", markup=False, classes="hint")
            yield self.buttons(Choice("take", ENTER, msg("Write")), Choice("cancel", ESCAPE, msg("Not now")))

    def on_mount(self) -> None:
        """Make everything in memory, beside the event loop."""
        self.query_one(Rows).focus()
        self.beside(self._work(), self._show, group="next year")

    def _work(self) -> Callable[[], NextYearJob | SelfEvalError]:
        source = self._source
        if isinstance(source, Path):
            return lambda: _tried(lambda: next_year_of(source))
        state = (source.assessment, source.problems, source.source)
        return lambda: _tried(lambda: carry_over(*state))

    def _show(self, job: NextYearJob | SelfEvalError) -> None:
        if isinstance(job, SelfEvalError):  # there is nothing to show here then
            self.dismiss(None)
            self.host.show_error(job)
            return
        self._job, made, words = job, job.made, self.words
        pack = Message(_PACKS[job.how].template, (("pack", job.pack), ("year", made.year)))
        lines = [
            msg("Targets of {year}: {path}", year=made.year, path=str(job.path)),
            pack,
            msg("To be decided anew: {count}", count=len(made.decisions)),
        ]
        if not made.complete:
            lines.insert(0, msg("The evaluation is not finished; what it holds so far is carried over."))
        if made.differences:
            lines.append(msg("{count} texts read back otherwise; they are named once it is written.",
                             count=len(made.differences)))  # fmt: skip
        self.query_one("#next-head", Static).update(flow(many_lines("\n".join(words(line) for line in lines))))
        rows = self.query_one(Rows)
        rows.fill(self._rows(made.decisions))
        self._fit()
        rows.focus()
        self._tell()

    def on_resize(self, _event: events.Resize) -> None:
        """As many rows as there is room for."""
        if self._job is not None:
            self._fit()

    def _fit(self) -> None:
        """Give the list the lines it needs, and take back those that would push the buttons off the screen."""
        rows, count = self.query_one(Rows), len(self._job.made.decisions) if self._job else 0
        rows.styles.height = max(min(count, _MOST_LINES), 1)

        def give_way() -> None:
            box = self.query_one(".dialog")
            over = self.query_one(Buttons).region.bottom - (box.region.bottom - box.gutter.bottom)
            if over > 0:
                rows.styles.height = max(rows.size.height - over, _FEWEST_LINES)

        self.call_after_refresh(give_way)

    def _rows(self, found: tuple[Decision, ...]) -> list[Row]:
        """One line each, its kind beside the first one of a kind."""
        rows = []
        for kind, group in groupby(found, key=lambda one: one.kind):
            for number, one in enumerate(group):
                title = self.words(TITLES[kind]) if number == 0 else ""
                rows.append(Row(f"{kind}.{number}", (one_line(title), one_line(self.words(sentence(one))))))
        return rows

    @on(Moved)
    def _tell(self) -> None:
        """The line under the cursor in full, with its cell in the new workbook."""
        job, place = self._job, self.query_one(Rows).cursor
        if job is not None and place < len(job.made.decisions):
            one = job.made.decisions[place]
            cell = job.made.cell(one)
            said = self.words(sentence(one))
            self.query_one("#next-said", Static).update(flow(one_line(f"{cell}  {said}" if cell else said)))

    @on(Chosen)
    def action_take(self) -> None:
        """Give it, once it is made."""
        if self._job is not None:
            self.dismiss(self._job)


def _tried(make: Callable[[], NextYear]) -> NextYearJob | SelfEvalError:
    """What can be written, or why nothing can."""
    try:
        made = make()
        path = free_target(made)
        return NextYearJob(made, path, *made.pack_planned(path))
    except SelfEvalError as error:
        return error
