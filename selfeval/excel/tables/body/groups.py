"""The projects that one indicator table speaks of: one, or in a flat list those that its rows name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from selfeval.core.free_names import FreeNames
from selfeval.core.model import Indicator
from selfeval.core.problems import CellRef, Problem, Severity, msg
from selfeval.core.records import replace
from selfeval.core.texts.words.absence import DASHES
from selfeval.excel.book.grid import Grid
from selfeval.excel.tables.body.footer import Footer
from selfeval.excel.tables.body.rows import RowReader
from selfeval.excel.tables.header import Header
from selfeval.excel.tables.taking import Taker, number_in

_FACT = "project."


@dataclass
class Group:
    """The indicators of one project; in a list of many projects also what each row says about it.

    Attributes:
        facts: of the project, by the part behind `project.`: name, code, unit, initial, …
        footer: the total and the grade as printed below the indicators.
        indicators: in the order of the rows.
        problems: problems of reading them, with the ids of the indicators.
    """

    footer: Footer
    facts: dict[str, str] = field(default_factory=dict)
    cells: dict[str, CellRef] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ids: FreeNames = field(default_factory=FreeNames)

    def add(self, indicator: Indicator, problems: list[Problem]) -> None:
        """One more indicator, which gets its id."""
        base = "/".join("".join(part.split()) for part in (indicator.tier1, indicator.tier2, indicator.tier3))
        identifier = self.ids.take(base, "{}#{}".format)
        self.indicators.append(replace(indicator, id=identifier))
        self.problems += [replace(problem, indicator=identifier) for problem in problems]


class Groups:
    """All groups of one table; `close` is called where another project begins, so that its tiers are forgotten.

    Attributes:
        all: in the order of the table.
        now: the one that the last row belonged to.
    """

    def __init__(self, grid: Grid, header: Header, rows: RowReader, close: Callable[[], None]) -> None:
        self._grid, self._header, self._rows, self._close = grid, header, rows, close
        self._key = ("", "")
        self._by_key: dict[tuple[str, str], Group] = {}
        self.now = Group(Footer(grid, header))
        self.all = [self.now]

    def of(self, row: int) -> Group:
        """The group that a row belongs to, which learns what the row says about its project."""
        if not self._header.is_list:
            return self.all[0]
        taker = Taker(self._grid)
        facts = {
            name.removeprefix(_FACT): text
            for name in self._header.columns
            if name.startswith(_FACT) and (text := taker.take(name.removeprefix(_FACT), *self._rows.place(name, row)))
        }
        key = ("".join(facts.get("code", "").split()), facts.get("name", ""))
        if key in {("", ""), self._key}:
            group = self.now
        else:
            self._key = key
            group = self._switch(key)
        self._learn(group, facts, taker)
        return group

    def _switch(self, key: tuple[str, str]) -> Group:
        self._close()
        group = self._by_key.get(key)
        if group is None:
            group = self._by_key[key] = Group(Footer(self._grid, self._header))
            self.all.append(group)
        self.now = group
        return group

    def _learn(self, group: Group, facts: dict[str, str], taker: Taker) -> None:
        for name, text in facts.items():
            if text in DASHES:
                continue
            if name not in group.facts:
                group.facts[name] = text
                group.cells[name] = taker.cells[name]
                group.problems += [found for found in taker.problems if found.where == taker.cells[name]]
            elif group.facts[name] != text and number_in(text) is not None and name not in {"code", "name"}:
                self._tell_other_amount(group, name, text, taker.cells[name])

    def _tell_other_amount(self, group: Group, name: str, text: str, where: CellRef) -> None:
        message = msg(
            "This row says {other} where the project's first row ({cell}) says {first}; the first one counts.",
            other=text,
            first=group.facts[name],
            cell=str(group.cells[name].cell),
        )
        hint = msg("Write the same amount in each row of a project, or in its first row only.")
        group.problems.append(Problem("F224", Severity.WARNING, message, hint, where, text))
