"""How a target is understood: keep it, take another reading that is offered, or write it plainly."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.widget import Widget

from selfeval.core.problems import Message, msg
from selfeval.core.readings import Target
from selfeval.core.texts.targets.forms import canonical
from selfeval.core.texts.targets.in_words import understood
from selfeval.tui.actions.meanings import CORRECT
from selfeval.tui.dialogs.list_dialog import Field, ListDialog
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import spaced
from selfeval.tui.widgets.keys import Choice
from selfeval.workspace.work.questions.readings import Doubt


class Reading(ListDialog[str]):
    """Gives the reading as a target text.

    `read` says how a text would be understood, nothing if it cannot be; `own` is one that was written before.
    """

    COLUMNS = (Column("", 14), Column("", 20, 1))

    def __init__(
        self,
        title: str,
        target: Target,
        read: Callable[[str], Message],
        doubts: tuple[Doubt, ...],
        own: str = "",
    ) -> None:
        text = msg("In the table: “{text}”", text=target.text)
        super().__init__(msg("How is the target to be read?"), title, text, *(one.said for one in doubts))
        self._target, self._read, self._doubts, self._own = target, read, doubts, own

    def listed(self, wanted: str) -> Iterable[Row]:
        """The present reading first, then those that are offered."""
        words, present = self.words, canonical(self._target)
        if present:
            yield Row(present, (spaced(present), words(msg("as now: {said}", said=understood(self._target)))))
        for offer in dict.fromkeys(one.offer for one in self._doubts):
            if offer and offer != present:
                yield Row(offer, (spaced(offer), words(msg("instead: {said}", said=self._read(offer)))))

    def fields(self) -> Iterable[Widget]:
        """A reading of one's own."""
        yield self.field(Field("own", msg("Or write it plainly"), self._own, msg("such as {text}", text="≥ 90%")))

    def choices(self) -> Iterable[Choice]:
        """The other reading by one key."""
        if self._offers:
            yield Choice("other", CORRECT, msg("Take the other"))

    @property
    def _offers(self) -> list[str]:
        return [one.offer for one in self._doubts if one.offer]

    def told(self) -> str:
        """How what was written would be understood."""
        own = self.typed("own")
        return spaced(self.words(self._read(own) or msg("cannot be read"))) if own else ""

    @property
    def unsaved(self) -> bool:
        """Whether a reading was written."""
        return bool(self.typed("own"))

    def action_other(self) -> None:
        """Take the first reading that is offered."""
        self.dismiss(self._offers[0])

    def action_take(self) -> None:
        """Take what was written, else the row under the cursor."""
        own = self.typed("own")
        if own and not self._read(own):
            self.ask("own", msg("cannot be read"))
        else:
            self.dismiss(own or self.rows.key or None)
