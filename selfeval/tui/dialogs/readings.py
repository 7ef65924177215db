"""All readings that wait for a word, by kind: confirmed or changed one by one, or a whole kind in one step."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from selfeval.core.problems import msg
from selfeval.core.records import dataclass
from selfeval.tui.actions.meanings import CONFIRM, CORRECT, ENTER, ESCAPE, LIST
from selfeval.tui.base import Dialog
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import spaced
from selfeval.tui.widgets.keys import Buttons, Choice
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.questions.readings import Doubt, title_of


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided: to go to `place`, or to keep (or with `other` to change) the readings of `doubts`."""

    doubts: tuple[Doubt, ...] = ()
    other: bool = False
    place: Place | None = None


class Readings(Dialog[Decision]):
    """Gives a decision; on the list of kinds for all of a kind, on the list of rows for one row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(LIST.keys), "switch", show=False),
    ]

    def __init__(self, kinds: tuple[tuple[str, tuple[Doubt, ...]], ...]) -> None:
        super().__init__()
        self._kinds = dict(kinds)
        self._single = False  # whether the keys decide the row under the cursor, not the whole kind

    def compose(self) -> ComposeResult:
        """Kinds above, the rows of the kind below, what each key does."""
        words = self.words
        with Vertical(classes="dialog wide"):
            yield Static(Content(words(msg("Confirm how targets are read"))), classes="dialog-title")
            yield Rows((Column("", 30, 1), Column("", 5, right=True)), id="kinds")
            titles = ((msg("Indicator"), 3), (msg("Target"), 1), (msg("F7 confirms"), 1), (msg("Or"), 1))
            yield Rows((Column(words(title), 10, share) for title, share in titles), id="doubts")
            yield Static(id="doubt", markup=False, classes="hint")
            yield self.buttons(
                Choice("open", ENTER, msg("Single rows")),
                Choice("keep", CONFIRM, msg("Confirm")),
                Choice("other", CORRECT, msg("Take the other")),
                Choice("cancel", ESCAPE, msg("Back")),
            )

    def on_mount(self) -> None:
        """The kinds, their first rows."""
        words, kinds = self.words, self.query_one("#kinds", Rows)
        kinds.fill([Row(kind, (words(title_of(kind)), str(len(some)))) for kind, some in self._kinds.items()])
        kinds.styles.height = min(len(self._kinds), 5)
        self._fill()
        kinds.focus()

    @property
    def _kind(self) -> tuple[Doubt, ...]:
        return self._kinds[self.query_one("#kinds", Rows).key]

    @property
    def _row(self) -> Doubt:
        return self._kind[int(self.query_one("#doubts", Rows).key)]

    @property
    def _chosen(self) -> tuple[Doubt, ...]:
        """One row where the cursor is in the rows, else all of the kind."""
        return (self._row,) if self._single else self._kind

    def _fill(self) -> None:
        rows = self.query_one("#doubts", Rows)
        shown = []
        for number, one in enumerate(self._kind):
            texts = (one.name, one.target.text, one.confirmed or "?", one.other or "-")
            shown.append(Row(str(number), tuple(map(spaced, texts))))
        rows.fill(shown)
        rows.styles.height = min(len(self._kind), 6) + 1
        self._tell()

    def _tell(self) -> None:
        said = self.words(self._row.said)
        label = msg("Go to the row") if self._single else msg("Single rows")
        self.query_one(Buttons).default.relabel(self.words(label))
        if not self._single:
            all_of = msg(
                "The keys below decide all {count} rows; Enter leads to the single rows.", count=len(self._kind)
            )
            said = f"{said}  {self.words(all_of)}"
        self.query_one("#doubt", Static).update(flow(spaced(said)))

    @on(events.DescendantFocus)
    def _focused(self, event: events.DescendantFocus) -> None:
        """The list that had the keyboard last counts, also once it is on a button."""
        if isinstance(event.widget, Rows):
            self._single = event.widget.id == "doubts"
            self._tell()

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        event.stop()
        (self._fill if event.source == "kinds" else self._tell)()

    @on(Chosen)
    def action_open(self) -> None:
        """From a kind to its rows, from a row to where it stands."""
        if self._single:
            self.dismiss(Decision(place=self._row.place))
        else:
            self.action_switch()

    def action_switch(self) -> None:
        """To the other list."""
        kinds, rows = self.query_one("#kinds", Rows), self.query_one("#doubts", Rows)
        (kinds if self._single else rows).focus()

    def action_keep(self) -> None:
        """Confirm the present reading."""
        self._decide(other=False)

    def action_other(self) -> None:
        """Take the other reading."""
        self._decide(other=True)

    def _decide(self, *, other: bool) -> None:
        fit = tuple(one for one in self._chosen if (one.other if other else one.confirmed))
        if fit:
            self.dismiss(Decision(fit, other))
        else:
            said = msg("No other reading is known here; Enter on the row leads there, where it can be written.")
            self.query_one("#doubt", Static).update(flow(self.words(said)))
