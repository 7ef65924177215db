"""What another rule pack would change in this work, shown before it is changed."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.evaluation import Step
from selfeval.core.problems import SelfEvalError, msg
from selfeval.tui.actions.action import CHANGE
from selfeval.tui.actions.meanings import DO_IT, ESCAPE
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.dialogs.ask import year_dialog
from selfeval.tui.fact_writer import FactWriter
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Moved
from selfeval.tui.row_texts.rooms.packs import difference_rows, effect_columns, effect_detail, effect_rows
from selfeval.tui.row_texts.rooms.trial import trial_title
from selfeval.tui.row_texts.table import Column
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import Buttons, Choice, KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.packs.switch import Switch, change_pack
from selfeval.workspace.work.workspace import Workspace


class PackChange(Shared, Screen[Step]):
    """Gives the step that changed the pack, None where it was left as it is."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(CHANGE)
    where = CHANGE
    AUTO_FOCUS = "#effects"

    def __init__(self, workspace: Workspace, switch: Switch) -> None:
        super().__init__()
        self.workspace, self.switch = workspace, switch
        self.writer = FactWriter(self, workspace)

    def compose(self) -> ComposeResult:
        """Totals and scores that would move, what the pack says otherwise, the row under the cursor, two answers."""
        words, found = self.words, self.switch.replay
        title = words(msg("Rule pack: {old} -> {new}", old=found.before.pack.id, new=found.after.pack.id))
        yield Static(Content(one_line(trial_title(words, self.workspace, title))), classes="sheet-title")
        yield Static(id="state", markup=False)
        yield Rows(effect_columns(words), id="effects")
        yield Rows((Column(words(msg("What the new pack says otherwise")), 20, 1),), id="differences", most_lines=2)
        with VerticalScroll(id="finding", can_focus=False):
            yield Static(id="finding-text", markup=False)
        yield Buttons(
            words, Choice("take_pack", DO_IT, msg("Change the pack")), Choice("back", ESCAPE, msg("Leave it as it is"))
        )
        yield KeyBar(CHANGE, words)

    def on_mount(self) -> None:
        """Fill the lists; say how much moves, and that the years do not fit."""
        words, found = self.words, self.switch.replay
        effects, differences = self.query_one("#effects", Rows), self.query_one("#differences", Rows)
        effects.fill(effect_rows(words, found))
        effects.styles.height = len(effects.rows) + effects.head
        differences.fill(difference_rows(words, self.switch))
        said = msg(
            "{changed} of {count} projects would have another total or grade. What you entered stays.",
            changed=len(found.changes),
            count=len(found.projects),
        )
        lines = [words(said)]
        if self.switch.other_year is not None:
            lines.insert(0, words(self.switch.other_year.message))
        self.query_one("#state", Static).update(flow("\n".join(one_line(line) for line in lines)))
        self.query_one("#state").set_class(self.switch.other_year is not None, "bad")
        self._show("effects")
        (effects if effects.rows else differences).focus()

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        event.stop()
        self._show(event.source)

    def _show(self, source: str) -> None:
        """The row under the cursor in full."""
        rows = self.query_one(f"#{source}", Rows)
        if source == "effects" and rows.key:
            text = effect_detail(self.words, self.switch.replay, rows.key)
        elif source == "effects":
            text = Content(self.words(msg("No score, no total and no grade would change.")))
        else:
            text = Content(rows.rows[rows.cursor].cells[0] if rows.key else "")
        self.query_one("#finding-text", Static).update(flow(text))
        self.query_one("#finding").scroll_home(animate=False)

    # -- actions

    def action_other_list(self) -> None:
        """To what would move, or to what the pack says otherwise."""
        effects, differences = self.query_one("#effects", Rows), self.query_one("#differences", Rows)
        wanted = differences if effects.has_focus else effects
        wanted.focus()
        self._show(wanted.id or "")

    def action_take_pack(self) -> None:
        """Change the pack; one of other years is asked about once more."""
        if self.writer.refused():
            return
        if self.switch.other_year is not None:
            self.host.push_screen(year_dialog(self.switch.other_year), self._year_answered)
        else:
            self._change(year_mismatch=False)

    def _year_answered(self, answer: str | None) -> None:
        if answer == "use":
            self._change(year_mismatch=True)

    def _change(self, *, year_mismatch: bool) -> None:
        try:
            step = change_pack(self.workspace, self.switch, year_mismatch=year_mismatch)
        except SelfEvalError as error:
            self.host.show_error(error)
            return
        self.say(msg("Scored by {id} from now on. Ctrl+Z takes it back.", id=self.workspace.pack.id))
        self.dismiss(step)

    def action_back(self) -> None:
        """Leave the pack as it is."""
        self.dismiss(None)
