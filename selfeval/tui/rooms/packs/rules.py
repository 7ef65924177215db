"""The rule packs there are, what each says and where that comes from; one of them can be chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from selfeval.core.evaluation import Step
from selfeval.core.problems import msg
from selfeval.tui.actions.action import RULES
from selfeval.tui.base import Shared, room_bindings
from selfeval.tui.line_breaks import flow
from selfeval.tui.messages import Chosen, Moved
from selfeval.tui.row_texts.rooms.packs import offer_columns, offer_row, refusal, said_columns, said_detail, said_rows
from selfeval.tui.row_texts.rooms.trial import trial_title
from selfeval.tui.text import one_line
from selfeval.tui.widgets.keys import KeyBar
from selfeval.tui.widgets.rows import Rows
from selfeval.workspace.packs.switch import Offer, Switch, offers, pack_rows, plan
from selfeval.workspace.work.workspace import Workspace

if TYPE_CHECKING:
    from selfeval.workspace.packs.switch import PackRow

MOST = 8
"""So many packs are shown at once; the list scrolls."""


class Rules(Shared, Screen[Step]):
    """Gives the step that changed the pack, None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = room_bindings(RULES)
    where = RULES
    AUTO_FOCUS = "#packs"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self._offers: list[Offer] = [Offer(workspace.pack.id, workspace.pack, used=True)]
        self._said: list[PackRow] = []

    def compose(self) -> ComposeResult:
        """Packs, what the one under the cursor says, one rule of it in full."""
        words, pack = self.words, self.workspace.pack
        used = {"id": pack.id, "version": pack.version, "title": pack.title}
        title = msg("Rule pack in use: {id}, version {version}, {title}", **used)
        yield Static(flow(one_line(trial_title(words, self.workspace, words(title)))), classes="sheet-title")
        yield Rows(offer_columns(words), id="packs")
        yield Static(Content(words(msg("Reading the rule packs ..."))), id="about", markup=False)
        yield Rows(said_columns(words, layered=False), id="said")
        with VerticalScroll(id="finding", can_focus=False):
            yield Static(id="finding-text", markup=False)
        yield KeyBar(RULES, words)

    def on_mount(self) -> None:
        """Show the pack in use at once, the others when they are read."""
        self._show_offers()
        self.beside(lambda: offers(self.workspace), self._taken, group="packs")  # each is read and tested

    def _taken(self, found: list[Offer]) -> None:
        self._offers = found
        self._show_offers()

    def _show_offers(self) -> None:
        packs = self.query_one("#packs", Rows)
        packs.styles.height = min(len(self._offers), MOST) + 1
        packs.fill((offer_row(self.words, number, offer) for number, offer in enumerate(self._offers)), packs.key)
        self._show_offer()

    @property
    def offer(self) -> Offer:
        """The pack under the cursor."""
        key = self.query_one("#packs", Rows).key
        return self._offers[int(key)] if key.isdigit() else self._offers[0]

    def _show_offer(self) -> None:
        words, offer = self.words, self.offer
        self._said = pack_rows(offer.pack) if offer.pack is not None else []
        if offer.pack is None:
            about = msg("{id} cannot be used.", id=offer.name)
        elif offer.used:
            about = msg("{id} is in use here. Its rules:", id=offer.name)
        else:
            about = msg("The rules of {id}; Enter shows what it would change here.", id=offer.name)
        self.query_one("#about", Static).update(Content(one_line(words(about))))
        said, layered = self.query_one("#said", Rows), len(offer.pack.layers if offer.pack else ()) > 1
        said.columns = said_columns(words, layered=layered)
        said.fill(said_rows(words, self._said))
        self._show_rule()

    def _show_rule(self) -> None:
        key, offer = self.query_one("#said", Rows).key, self.offer
        text = said_detail(self.words, self._said[int(key)]) if key.isdigit() else refusal(self.words, offer)
        self.query_one("#finding-text", Static).update(flow(text))
        self.query_one("#finding").scroll_home(animate=False)

    @on(Moved)
    def _moved(self, event: Moved) -> None:
        event.stop()
        self._show_offer() if event.source == "packs" else self._show_rule()

    @on(Chosen)
    def _chosen(self, event: Chosen) -> None:
        event.stop()
        if event.source == "packs":
            self.action_change_pack()

    # -- actions

    def action_other_list(self) -> None:
        """To the packs, or to what one says."""
        packs = self.query_one("#packs", Rows)
        (self.query_one("#said", Rows) if packs.has_focus else packs).focus()

    def action_change_pack(self) -> None:
        """Show what the pack under the cursor would change."""
        offer = self.offer
        if offer.used:
            self.say(msg("This rule pack is in use already."))
        elif offer.error is not None:
            self.host.show_error(offer.error)
        else:
            self.say(msg("Scoring the work by {id} ...", id=offer.name))
            self.beside(partial(plan, self.workspace, offer.name), self._scored, group="plan")

    def _scored(self, found: Switch) -> None:
        self.host.when_in_front(self, partial(self._planned, found))

    def _planned(self, found: Switch) -> None:
        self.host.clear_notifications()
        self.host.bring_up(self.host.room("change", self.workspace, found), self.close_with)

    def action_back(self) -> None:
        """Go back; the pack stays."""
        self.dismiss(None)
