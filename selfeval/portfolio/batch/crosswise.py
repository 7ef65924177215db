"""What many forms have in common, counted outside of memory while they pass.

Only forms that count are added; those of the year before give only their targets.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from hashlib import blake2b
from typing import NamedTuple

from selfeval.core.keys import key
from selfeval.core.roundup.lists import (
    SPOTS,
    AlwaysFull,
    FindingKind,
    Largest,
    Repeated,
    SameTarget,
    Spot,
    Unexplained,
)
from selfeval.portfolio.batch.columns import FACT_PLACES, FINDING_PLACES
from selfeval.portfolio.batch.gathered_forms import Form
from selfeval.portfolio.batch.record import Row, Value

WITHOUT_REASON = frozenset({"B123", "B124", "S105", "S106", "S109", "S120", "A132"})
"""Codes of findings that say that a reason is missing, or that 无 or / stands in its place."""

MOST = 200
"""Lines of each list; the tables have everything."""

FEWEST_FORMS = 5
"""Forms that an indicator has to stand in before its full marks say something."""

_SHORTEST = {"reason": 6, "actual": 8}
"""Letters from which a text is somebody's own: 已完成, 100%, 2025年12月1日 stand in every form."""

_ANSWERS = frozenset({"达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差"})
"""Answers that the national form offers for qualitative targets (财预〔2020〕10号), letters alone."""

_TABLES = """
CREATE TABLE finding (code TEXT, severity TEXT, department TEXT, count INTEGER, example TEXT,
    PRIMARY KEY (code, severity, department)) WITHOUT ROWID;
CREATE TABLE indicator (mark TEXT PRIMARY KEY, name TEXT, forms INTEGER, full INTEGER, units INTEGER) WITHOUT ROWID;
CREATE TABLE holder (mark TEXT, unit TEXT, PRIMARY KEY (mark, unit)) WITHOUT ROWID;
CREATE TABLE said (kind TEXT, mark BLOB, words TEXT, forms INTEGER, units INTEGER,
    PRIMARY KEY (kind, mark)) WITHOUT ROWID;
CREATE TABLE place (kind TEXT, mark BLOB, holder TEXT, unit TEXT, file INTEGER, project TEXT, indicator TEXT,
    sheet TEXT, cell TEXT, PRIMARY KEY (kind, mark, holder)) WITHOUT ROWID;
CREATE TABLE target (mark BLOB, last INTEGER, words TEXT, text TEXT, weight REAL, file INTEGER, unit TEXT,
    project TEXT, indicator TEXT, sheet TEXT, cell TEXT, PRIMARY KEY (mark, last)) WITHOUT ROWID;
"""

Where = Callable[[int], tuple[str, str]]
"""The name of a file and the path that leads to it, by its number."""


class Compared(NamedTuple):
    """Targets beside those of the year before: how many could be compared, how many are equal, the weightiest."""

    compared: int
    equal: int
    lines: tuple[SameTarget, ...]


class Crosswise:
    """Counts over all forms; `where` names files, `last_year` says whether forms of the year before are there."""

    def __init__(self, where: Where, *, last_year: bool = False) -> None:
        # A database without a name lies in a file that nobody sees, and goes with its connection.
        self._base = sqlite3.connect("", check_same_thread=False)
        self._base.executescript(_TABLES)
        self._where, self._last_year = where, last_year
        self.reasons: Counter[str] = Counter()
        self._unexplained: Largest[Unexplained] = Largest(MOST)
        self._same: Largest[SameTarget] = Largest(MOST)
        self._compared = self._equal = 0

    def close(self) -> None:
        """Give the room back."""
        self._base.close()

    def add(self, file: int, forms: Sequence[Form], facts: Sequence[Row], findings: Sequence[Row]) -> None:
        """Add the forms of a file that count, with their rows and findings."""
        places = {form.place for form in forms if form.adds_up}
        if not places:
            return
        own: dict[int, list[list[Value]]] = {}
        for place, values in facts:
            if place in places:
                own.setdefault(place, []).append(values)
        for rows in own.values():
            self._texts(file, rows)
            self._full(rows)
            for values in rows:
                self._last(file, values)
        named = {(place, _text(row, "indicator")): row for place, rows in own.items() for row in rows}
        for place, values in findings:
            if place < 0 or place in places:
                self._finding(file, values, named.get((place, str(values[FINDING_PLACES["indicator"]] or ""))))

    def add_last_year(self, file: int, places: set[int], facts: Sequence[Row]) -> None:
        """Add the targets of forms of the year before."""
        for place, values in facts:
            if place in places and _text(values, "row") == "indicator":
                self._keep_target(file, values, last=True)

    def _finding(self, file: int, values: list[Value], fact: list[Value] | None) -> None:
        code, severity, department, unit, indicator, example = (
            str(values[FINDING_PLACES[name]] or "")
            for name in ("code", "severity", "department", "unit", "indicator", "message_zh")
        )
        self._base.execute(
            "INSERT INTO finding VALUES (?, ?, ?, 1, ?) "
            "ON CONFLICT (code, severity, department) DO UPDATE SET count = count + 1",
            (code, severity, department or unit, example),
        )
        if code not in WITHOUT_REASON:
            return
        self.reasons[department or unit] += 1
        lost = (
            _number(fact, "weight") - _number(fact, "claimed_score") if fact and _text(fact, "claimed_score") else None
        )
        name = _text(fact, "tier3") if fact and indicator else ""
        spot = Spot(
            unit,
            str(values[FINDING_PLACES["project"]] or ""),
            name,
            *self._where(file),
            str(values[FINDING_PLACES["sheet"]] or ""),
            str(values[FINDING_PLACES["cell"]] or ""),
        )
        self._unexplained.add(lost or Decimal(0), Unexplained(spot, code, lost, example))

    def _full(self, rows: Sequence[list[Value]]) -> None:
        """Full marks count once a form, also where a form has the indicator twice."""
        found: dict[str, bool] = {}
        names: dict[str, str] = {}
        for values in rows:
            name, weight = _text(values, "tier3"), _number(values, "weight")
            points = _text(values, "claimed_score") or _text(values, "score")
            if not name or weight <= 0 or not points or _text(values, "row") != "indicator":
                continue
            mark = key(name)
            found[mark] = found.get(mark, True) and Decimal(points) >= weight
            names.setdefault(mark, name)
        for mark, full in found.items():
            fresh = self._fresh("INSERT OR IGNORE INTO holder VALUES (?, ?)", mark, key(_text(rows[0], "unit")))
            self._base.execute(
                "INSERT INTO indicator VALUES (?, ?, 1, ?, ?) ON CONFLICT (mark) DO UPDATE SET "
                "forms = forms + 1, full = full + excluded.full, units = units + excluded.units",
                (mark, names[mark], full, fresh),
            )

    def _texts(self, file: int, rows: Sequence[list[Value]]) -> None:
        seen: dict[tuple[str, bytes], tuple[str, list[Value]]] = {}
        for values in rows:
            for kind in _SHORTEST:
                text = _text(values, kind)
                if own_words(kind, text) and key(text) != key(_text(values, "target")):
                    seen.setdefault((kind, _digest(key(text))), (text, values))
        for (kind, mark), (text, values) in seen.items():
            spot = (_text(values, name) for name in ("project", "tier3", "sheet", "cell"))
            fresh = self._fresh(
                "INSERT OR IGNORE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                kind,
                mark,
                key(_text(values, "unit")),
                _text(values, "unit"),
                file,
                *spot,
            )
            self._base.execute(
                "INSERT INTO said VALUES (?, ?, ?, 1, ?) ON CONFLICT (kind, mark) DO UPDATE SET "
                "forms = forms + 1, units = units + excluded.units",
                (kind, mark, text, fresh),
            )

    def _last(self, file: int, values: list[Value]) -> None:
        """The target beside that of the year before: the form's own column first, else a file of that year."""
        if _text(values, "row") != "indicator" or not _text(values, "target").strip():
            return
        last = _text(values, "last_target")
        if last.strip():
            self._compared += 1
            if key(last) == key(_text(values, "target")):
                self._equal += 1
                self._same.add(_number(values, "weight"), self._same_target(file, values, last, "上年指标值列"))
        elif self._last_year:
            self._keep_target(file, values, last=False)

    def _same_target(self, file: int, values: list[Value], last: str, source: str) -> SameTarget:
        unit, project, indicator, sheet, cell = (
            _text(values, name) for name in ("unit", "project", "tier3", "sheet", "cell")
        )
        spot = Spot(unit, project, indicator, *self._where(file), sheet, cell)
        return SameTarget(spot, _text(values, "target"), last, source)

    def _keep_target(self, file: int, values: list[Value], *, last: bool) -> None:
        parts = [key(_text(values, name)) for name in ("unit", "project", "tier3")]
        target = _text(values, "target")
        if not all(parts) or not target.strip():
            return
        names = (_text(values, name) for name in ("unit", "project", "tier3", "sheet", "cell"))
        mark, weight = _digest("|".join(parts)), float(_number(values, "weight"))
        self._base.execute(
            "INSERT OR IGNORE INTO target VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (mark, last, key(target), target, weight, file, *names),
        )

    def _fresh(self, insert: str, *values: object) -> int:
        return self._base.execute(insert, values).rowcount

    def kinds(self) -> Iterator[FindingKind]:
        """Findings by code, the most frequent first, with how many each department has."""
        order = "SELECT code, severity, sum(count) AS n, min(example) FROM finding GROUP BY 1, 2 ORDER BY n DESC, 1, 2"
        for code, severity, _, example in self._base.execute(order).fetchall():
            rows = self._base.execute(
                "SELECT department, count FROM finding WHERE code = ? AND severity = ?", (code, severity)
            )
            yield FindingKind(code, severity, example, dict(rows.fetchall()))

    def unexplained(self) -> tuple[Unexplained, ...]:
        """Where a reason is missing, the most points lost first."""
        return self._unexplained.lines()

    def always_full(self) -> Iterator[AlwaysFull]:
        """Indicators with full marks in every form, those of most forms first."""
        order = (
            "SELECT name, forms, units FROM indicator WHERE full = forms AND forms >= ? "
            "ORDER BY forms DESC, mark LIMIT ?"
        )
        for row in self._base.execute(order, (FEWEST_FORMS, MOST)):
            yield AlwaysFull(*row)

    def repeated(self) -> Iterator[Repeated]:
        """Texts that stand in forms of several units, those of most units first."""
        order = (
            "SELECT kind, mark, words, forms, units FROM said WHERE units > 1 "
            "ORDER BY units DESC, forms DESC, kind, mark LIMIT ?"
        )
        for kind, mark, words, forms, units in self._base.execute(order, (MOST,)).fetchall():
            rows = self._base.execute(
                "SELECT unit, project, indicator, file, sheet, cell FROM place WHERE kind = ? AND mark = ? "
                "ORDER BY file, unit LIMIT ?",
                (kind, mark, SPOTS),
            )
            spots = tuple(
                Spot(unit, project, indicator, *self._where(file), sheet, cell)
                for unit, project, indicator, file, sheet, cell in rows.fetchall()
            )
            yield Repeated(kind, words, forms, units, spots)

    def compared(self) -> Compared:
        """Targets beside those of the year before."""
        joined = "FROM target AS now JOIN target AS old ON old.mark = now.mark AND old.last = 1 WHERE now.last = 0"
        (count, equal) = self._base.execute(
            f"SELECT count(*), coalesce(sum(now.words = old.words), 0) {joined}"
        ).fetchone()
        best = (
            "SELECT now.weight, now.unit, now.project, now.indicator, now.file, now.sheet, now.cell, "
            f"now.text, old.text, old.file {joined} AND now.words = old.words "
            "ORDER BY now.weight DESC, now.file, now.cell LIMIT ?"
        )
        largest = self._same.copy()
        for weight, unit, project, indicator, file, sheet, cell, text, old, source in self._base.execute(best, (MOST,)):
            spot = Spot(unit, project, indicator, *self._where(file), sheet, cell)
            largest.add(Decimal(repr(weight)), SameTarget(spot, text, old, self._where(source)[0]))
        return Compared(self._compared + count, self._equal + equal, largest.lines())


def own_words(kind: str, text: str) -> bool:
    """Whether a reason or an actual (`kind`) is worded freely, so that the same in several forms is worth a look."""
    letters = "".join(filter(str.isalpha, text))
    return len(letters) >= _SHORTEST[kind] and letters not in _ANSWERS


def _text(values: Sequence[Value], name: str) -> str:
    value = values[FACT_PLACES[name]]
    return "" if value is None else str(value)


def _number(values: Sequence[Value] | None, name: str) -> Decimal:
    return Decimal(_text(values, name) or 0) if values else Decimal(0)


def _digest(words: str) -> bytes:
    return blake2b(words.encode("utf-8", "replace"), digest_size=16).digest()
