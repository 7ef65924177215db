"""The projects of all files, kept outside of memory: which version of a form counts, and in which order they are shown.

Of several versions of one form (same unit, year and project) a filled one counts before one of targets alone, the one
changed later before the earlier, one that verifies before one that does not, and at last the one further down the list.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from selfeval.core.keys import key
from selfeval.portfolio.batch.record import ProjectLine

_FIELDS = ProjectLine._fields
_TABLE = f"""CREATE TABLE form (
    file INTEGER, place INTEGER, modified INTEGER, verified INTEGER, counts INTEGER DEFAULT 1, winner INTEGER,
    {", ".join(_FIELDS)}, PRIMARY KEY (file, place)) WITHOUT ROWID"""
_MARKS = ", ".join("?" * (4 + len(_FIELDS)))
_INSERT = f"INSERT INTO form (file, place, modified, verified, {', '.join(_FIELDS)}) VALUES ({_MARKS})"


class Form(NamedTuple):
    """One project of one file: the number of the file, its place in it, whether it counts, which file counts instead.

    `winner` is -1 where nothing takes its place.
    """

    file: int
    place: int
    counts: bool
    winner: int
    line: ProjectLine

    @property
    def adds_up(self) -> bool:
        """Whether it counts and is no form of a whole department, which has the money of its projects again."""
        return self.counts and not self.line.whole_department


class Gathered:
    """The projects of a batch. `file` is the number of a file in the order in which it was given."""

    def __init__(self) -> None:
        # A database without a name lies in a file that nobody sees, and goes with its connection.
        self._base = sqlite3.connect("", check_same_thread=False)
        self._base.execute(_TABLE)
        self._years: Counter[int] = Counter()

    def close(self) -> None:
        """Give the room back."""
        self._base.close()

    def add(self, file: int, modified: int, lines: Sequence[ProjectLine], *, verified: bool) -> None:
        """Add the projects of a file, changed last at `modified` ns."""
        rows = [(file, place, modified, verified, *line) for place, line in enumerate(lines)]
        self._base.executemany(_INSERT, rows)
        self._years.update(line.year for line in lines if line.year)

    def has_year(self, year: int) -> bool:
        """Whether a form of that year is among them."""
        return self._years[year] > 0

    @property
    def commonest_year(self) -> int | None:
        """The year of most projects, of equally many the later one; None where none has a year."""
        return max(self._years, key=lambda year: (self._years[year], year), default=None)

    def decide(self, year: int | None) -> None:
        """Say which projects count: the version that holds, of the year of the round."""
        order = "version, filled, modified, verified, file, place"
        fields = ", ".join(("version", *_Version._fields))
        rows = self._base.execute(f"SELECT {fields} FROM form WHERE version <> '' ORDER BY {order}")
        lost: list[tuple[int, int, int]] = []
        for _, group in groupby(rows, key=lambda row: row[0]):
            lost += _lost([_Version(*one) for _, *one in group])
        self._base.executemany("UPDATE form SET counts = 0, winner = ? WHERE file = ? AND place = ?", lost)
        if year is not None:
            self._base.execute("UPDATE form SET counts = 0 WHERE year IS NOT NULL AND year <> ?", (year,))

    def of_file(self, file: int) -> list[Form]:
        """The projects of one file in their order."""
        return list(self._forms("WHERE file = ? ORDER BY place", file))

    def counted(self) -> Iterator[Form]:
        """The projects that count, by department, unit and name; forms of whole departments left out."""
        return self._forms(
            "WHERE counts AND NOT whole_department ORDER BY department, unit_code, unit, code, title, file, place"
        )

    def _forms(self, where: str, *values: int) -> Iterator[Form]:
        fields = ", ".join(("file", "place", "counts", "winner", *_FIELDS))
        cursor = self._base.cursor()
        for file, place, counts, winner, *line in cursor.execute(f"SELECT {fields} FROM form {where}", values):
            known = ProjectLine(*line)
            known = known._replace(
                whole_department=bool(known.whole_department), filled=bool(known.filled), slip=bool(known.slip)
            )
            yield Form(file, place, bool(counts), -1 if winner is None else winner, known)


class _Version(NamedTuple):
    """One of the forms of one year that have the names of unit and project in common."""

    file: int
    place: int
    code: str
    unit_code: str
    unit: str
    department: str

    @property
    def above(self) -> str:
        """The department; "" where the form names none but its unit."""
        department = key(self.department)
        return "" if department == key(self.unit) else department


def _lost(named_alike: list[_Version]) -> Iterator[tuple[int, int, int]]:
    """Of versions of one form, the best last, those that do not count: (file that counts instead, file, place)."""
    for of_unit in _of_units(named_alike):
        for versions in _apart(of_unit, lambda one: key(one.code)):
            winner = versions[-1]
            for one in versions[:-1]:
                if one.file != winner.file:  # twice in one workbook is a finding of that workbook
                    yield winner.file, one.file, one.place


def _of_units(versions: list[_Version]) -> Iterator[list[_Version]]:
    """By unit: those of one name with different codes are different ones, without codes those of other departments."""
    coded = {one.unit_code for one in versions} - {""}
    blank = [one for one in versions if not one.unit_code]
    if not coded or not blank:
        yield from _apart(versions, lambda one: one.unit_code or one.above)
        return
    above = {code: {one.above for one in versions if one.unit_code == code} - {""} for code in coded}
    # A form without the unit's code is of the one unit whose department it names, if there is just one.
    for code in sorted(coded):
        yield [one for one in versions if _code_of(one, above) == code]
    yield from _apart([one for one in blank if not _code_of(one, above)], lambda one: one.above)


def _code_of(one: _Version, above: dict[str, set[str]]) -> str:
    if one.unit_code:
        return one.unit_code
    found = [code for code, names in above.items() if not (one.above and names) or one.above in names]
    return found[0] if len(found) == 1 else ""


def _apart(versions: list[_Version], mark: Callable[[_Version], str]) -> Iterator[list[_Version]]:
    """By a mark that tells them apart; where all but one are blank, they are the same."""
    marks = dict.fromkeys(map(mark, versions))
    if len(marks.keys() - {""}) <= 1:
        yield from [versions] if versions else []
        return
    for own in marks:
        yield [one for one in versions if mark(one) == own]
