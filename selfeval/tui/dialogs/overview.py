"""Dialogs of the reviewer's desk: what goes back with a form, the order of the list, the files that were not read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget

from selfeval.core.problems import Message, msg
from selfeval.core.review.overview import ORDERS, Asked, FileLine, Mark, MarkKind
from selfeval.tui.dialogs.list_dialog import Field, ListDialog
from selfeval.tui.row_texts.overview.overview_rows import file_rows
from selfeval.tui.row_texts.overview.words import ORDER_WORDS
from selfeval.tui.row_texts.table import Column, Row

_WITH, _ALONE, _NONE = "with", "alone", "none"


class Marking(ListDialog[tuple[MarkKind, str, bool]]):
    """Gives (mark, remark, whether the errors go with it): what the letter to the unit will say of this form."""

    TAKE: ClassVar[Message] = msg("Mark so")

    def __init__(self, title: str, errors: int, now: Mark | None) -> None:
        super().__init__(msg("What goes back to the unit with this form?"), title)
        self._errors, self._now = errors, now if now is not None and now.mark is MarkKind.RETURNED else None

    def listed(self, wanted: str) -> Iterable[Row]:
        """With the errors found, the remark alone, not at all."""
        words = self.words
        if self._errors:
            yield Row(_WITH, (words(msg("the {count} errors found, and the remark", count=self._errors)),))
        yield Row(_ALONE, (words(msg("the remark alone")),))
        if self._now is not None:
            yield Row(_NONE, (words(msg("nothing: it does not go back")),))

    def first(self) -> str:
        """As it was marked before."""
        return _ALONE if self._now is not None and not self._now.findings else ""

    def fields(self) -> Iterable[Widget]:
        """The remark."""
        now = self._now.remark if self._now is not None else ""
        yield self.field(Field("remark", msg("remark for the unit"), now, msg("type at once")))

    @property
    def unsaved(self) -> bool:
        """Whether a remark was typed that is not entered yet."""
        return self.typed("remark") != (self._now.remark if self._now is not None else "")

    def moved(self) -> None:
        """Say what goes with the form now."""
        self.parts.changed()

    def told(self) -> str:
        """Whether the errors go with it: the list below which the remark is typed is passed on the way to it."""
        if self.rows.key == _WITH:
            return self.words(msg("The letter names the {count} errors, and the remark.", count=self._errors))
        if self.rows.key == _ALONE and self._errors:
            return self.words(msg("The letter names the remark, and none of the {count} errors.", count=self._errors))
        return ""

    def take(self, key: str) -> None:
        """A form that goes back with nothing said could not be corrected."""
        remark = self.typed("remark")
        if key == _ALONE and not remark:
            self.ask("remark", msg("Say what the unit has to correct."))
        elif key == _NONE:
            self.dismiss((MarkKind.NONE, "", False))
        else:
            self.dismiss((MarkKind.RETURNED, remark, key == _WITH))


class Ordering(ListDialog[Asked]):
    """Gives the list in another order; taking the order that it has turns it round."""

    TAKE: ClassVar[Message] = msg("Sort so")
    COLUMNS = (Column("", 1), Column("", 40, 1))

    def __init__(self, asked: Asked) -> None:
        super().__init__(msg("By what is the list sorted?"))
        self._asked = asked

    def listed(self, wanted: str) -> Iterable[Row]:
        """All orders."""
        for name in ORDERS:
            now = name == self._asked.order
            way = msg("{what}, largest first now") if self._asked.down else msg("{what}, smallest first now")
            said = Message(way.template, (("what", ORDER_WORDS[name]),)) if now else ORDER_WORDS[name]
            yield Row(name, ("*" if now else "", self.words(said)))

    def first(self) -> str:
        """The order that it has."""
        return self._asked.order

    def take(self, key: str) -> None:
        """Names begin with their first, amounts with the largest."""
        down = not self._asked.down if key == self._asked.order else key not in {"unit", "title", "rate"}
        self.dismiss(self._asked._replace(order=key, down=down))


class Refused(ListDialog[None]):
    """Lists the files that were refused or read with doubt; gives nothing."""

    TAKE: ClassVar[Message] = msg("Close")
    COLUMNS = (Column("", 4), Column("", 20, 2, names=True), Column("", 30, 3))
    MOST = 40

    def __init__(self, files: Sequence[FileLine]) -> None:
        super().__init__(msg("Files that were refused, or read with doubt"))
        self._files = files

    def listed(self, wanted: str) -> Iterable[Row]:
        """The refused ones first."""
        return file_rows(self.words, self._files)

    def lines(self) -> int:
        """Sentences are read whole."""
        return 4

    def take(self, key: str) -> None:
        """Nothing to take."""
        self.dismiss(None)
