"""The tables of a batch, asked with DuckDB: half a million projects without half a million rows on the screen.

DuckDB is loaded with this module and nowhere else. Held against polars over 500,000 projects (4 million rows) it took
as long to the first list (5 s) and two thirds of the memory (520 MB), and it gives decimals as `Decimal`.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Self, cast

import duckdb

from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.review.overview import (
    DIFFERENCE,
    GRADE,
    MARK,
    RATE,
    SEVERITY,
    TOLERANCE,
    Asked,
    DepartmentLine,
    FileLine,
    FindingLine,
    MarkKind,
    ProjectLine,
    RowLine,
)
from selfeval.portfolio.batch.faults import no_tables
from selfeval.portfolio.batch.parts import PATTERN

_MEMORY = "1GB"
_WHOSE = "file = ? AND coalesce(project_code, '') = ? AND coalesce(project, '') = ?"
_KEY = """concat_ws(chr(31), coalesce(nullif(unit_code, ''), nullif(unit, ''), file),
    coalesce(project_code, ''), coalesce(project, ''), coalesce(year, 0))"""
"""What names a project in every version of its form: codes are copied from form to form, so the name counts as well."""
_PROJECTS = f"""
CREATE TABLE projects AS
SELECT row_number() OVER (ORDER BY part, number) - 1 AS place, facts.* EXCLUDE (part, number),
    coalesce(found.errors, 0) AS errors, coalesce(found.warnings, 0) AS warnings, claimed - total AS difference
FROM (
    SELECT filename AS part, file_row_number AS number, {_KEY} AS key, file, sha256,
        coalesce(department, '') AS department, coalesce(unit, '') AS unit,
        coalesce(project_code, '') AS code, coalesce(project, '') AS title, year,
        try_cast(adjusted AS DECIMAL(30, 6)) AS adjusted, try_cast(executed AS DECIMAL(30, 6)) AS executed, rate,
        try_cast(claimed_total AS DECIMAL(18, 6)) AS claimed, try_cast(total AS DECIMAL(18, 6)) AS total,
        coalesce(claimed_grade, '') AS claimed_grade, coalesce(grade, '') AS grade,
        coalesce(pack_sha256, '') AS pack_sha256
    FROM {{facts}} WHERE "row" = 'budget' AND counts AND NOT coalesce(whole_department, FALSE)
) AS facts LEFT JOIN (
    SELECT file, coalesce(project_code, '') AS code, coalesce(project, '') AS title,
        count(*) FILTER (severity = 'error') AS errors, count(*) FILTER (severity = 'warning') AS warnings
    FROM {{findings}} WHERE counts GROUP BY ALL
) AS found USING (file, code, title)
"""
_DEPARTMENTS = f"""
SELECT {{name}}, count(*), sum(adjusted), sum(executed), sum(claimed), count(claimed), sum(total), count(total),
    count(*) FILTER (abs(difference) > {TOLERANCE}), max(abs(difference)) FILTER (abs(difference) > {TOLERANCE}),
    sum(errors), sum(warnings), count(marks.mark), count(*) FILTER (marks.mark = '{MarkKind.RETURNED}'),
    sum(adjusted) FILTER (executed IS NOT NULL), sum(executed) FILTER (adjusted IS NOT NULL)
FROM projects LEFT JOIN marks USING (key)
"""
_CONDITIONS = {
    MARK: {
        "none": "mark IS NULL",
        "changed": "mark IS NOT NULL AND marks.sha256 <> projects.sha256",
        **{mark.value: f"mark = '{mark}'" for mark in MarkKind if mark},
    },
    DIFFERENCE: {
        "higher": f"difference > {TOLERANCE}",
        "lower": f"difference < -{TOLERANCE}",
        "same": f"abs(difference) <= {TOLERANCE}",
        "unknown": "difference IS NULL",
    },
    SEVERITY: {"errors": "errors > 0", "warnings": "warnings > 0", "clean": "errors = 0 AND warnings = 0"},
    GRADE: {
        "other": "grade <> claimed_grade AND grade <> '' AND claimed_grade <> ''",
        "same": "grade = claimed_grade AND grade <> ''",
        "unknown": "grade = '' OR claimed_grade = ''",
    },
    RATE: {"below_50": "rate < 0.5", "below_80": "rate < 0.8", "below_90": "rate < 0.9", "above_100": "rate > 1"},
}
_ORDERS = {
    "difference": "abs(difference)",
    "errors": "errors * 100000 + warnings",
    **{name: name for name in ("adjusted", "rate", "claimed", "total", "unit", "title")},
}
_COLUMNS = """place, key, file, sha256, department, unit, code, title, year, adjusted, executed, rate, claimed, total,
    difference, claimed_grade, grade, errors, warnings, pack_sha256"""
_ROWS = """coalesce(indicator, ''), coalesce(tier1, ''), coalesce(tier2, ''), coalesce(tier3, ''),
    coalesce(target, ''), coalesce(actual, ''), coalesce(reading, ''), weight, claimed_score, score, difference,
    coalesce(why_zh, ''), coalesce(why_en, ''), coalesce("rule", ''), coalesce(reason, ''), coalesce(sheet, ''),
    coalesce(cell, '')"""
_FINDINGS = """coalesce(indicator, ''), code, severity, coalesce(sheet, ''), coalesce(cell, ''), coalesce("input", ''),
    coalesce(message_zh, ''), coalesce(message_en, ''), coalesce(hint_zh, ''), coalesce(hint_en, '')"""


class Tables:
    """What a batch found, to be asked from any thread.

    Raises:
        SelfEvalError: F713 the folder has no tables of a batch, or they cannot be read.
    """

    def __init__(self, facts: Path, findings: Path, files: Path) -> None:
        self._paths = (facts, findings, files)
        self._read = self._stamps()
        self._facts, self._findings, self._files = map(_table, self._paths)
        self._turn = threading.Lock()
        with self._sentences():
            self._connection = duckdb.connect()
            try:
                self._connection.execute(f"SET memory_limit = '{_MEMORY}'")
                self._connection.execute("CREATE TABLE marks (key VARCHAR PRIMARY KEY, mark VARCHAR, sha256 VARCHAR)")
                self._connection.execute(_PROJECTS.format(facts=self._facts, findings=self._findings))
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it, once what was asked is answered."""
        with self._turn:
            self._connection.close()

    def _ask(self, query: str, given: Sequence[object] = (), *, files: bool = False) -> list[tuple[Any, ...]]:
        """What a query gives; with `files` it reads the tables on the disk, which must be those that were read first.

        Raises:
            SelfEvalError: F713 they cannot be read, or are those of a later run.
        """
        with self._turn, self._sentences():
            if files and self.outdated:
                raise SelfEvalError(
                    msg("Batch run again"),
                    msg("The batch in {path} was run again while it is looked at.", path=str(self._paths[0].parent)),
                    msg("Leave the review and open it again; every mark is kept."),
                    "F713",
                )
            return self._connection.execute(query, given).fetchall()

    @property
    def outdated(self) -> bool:
        """Whether the files on the disk are those of a later run."""
        return self._stamps() != self._read

    def _stamps(self) -> list[tuple[int, int, int] | None]:
        """What tells each file from a later one of its name; None where there is none."""
        return [_stamp(path) for path in self._paths]

    @contextlib.contextmanager
    def _sentences(self) -> Iterator[None]:
        """What cannot be read is told as such."""
        try:
            yield
        except duckdb.Error as error:
            raise no_tables(self._paths[0].parent, error) from error

    # -- marks

    def mark(self, marks: Iterable[tuple[str, MarkKind, str]]) -> None:
        """Take over the reviewer's marks: key, mark (`NONE` for none any more) and hash of the form that was marked."""
        given = list(marks)
        gone = [key for key, mark, _ in given if not mark]
        kept = [(key, mark.value, sha256) for key, mark, sha256 in given if mark]
        with self._turn, self._sentences():
            if gone:
                self._connection.execute("DELETE FROM marks WHERE key IN (SELECT unnest(?))", [gone])
            if kept:
                columns = list(map(list, zip(*kept, strict=True)))
                self._connection.execute("INSERT OR REPLACE INTO marks SELECT unnest(?), unnest(?), unnest(?)", columns)

    # -- lines

    def departments(self) -> list[DepartmentLine]:
        """All departments, the one with the most money first."""
        by_money = "GROUP BY department ORDER BY sum(adjusted) DESC NULLS LAST, department"
        return [_department(found) for found in self._ask(_DEPARTMENTS.format(name="department") + by_money)]

    def whole(self) -> DepartmentLine:
        """All departments together."""
        return _department(self._ask(_DEPARTMENTS.format(name="''"))[0])

    def places(self, asked: Asked) -> Sequence[int]:
        """The places of the projects that are wanted, in their order."""
        where, given = _where(asked)
        way = "DESC" if asked.down else "ASC"
        query = f"""SELECT place FROM projects LEFT JOIN marks USING (key) WHERE {where}
            ORDER BY {_ORDERS[asked.order]} {way} NULLS LAST, place"""
        with self._turn, self._sentences():
            found = self._connection.execute(query, given).fetchnumpy()["place"]
        return cast("list[int]", found.tolist())

    def count(self, asked: Asked, group: str) -> dict[str, int]:
        """How many projects each value of a group would leave, the other groups as they are."""
        others = {name: value for name, value in asked.only.items() if name != group}
        where, given = _where(asked._replace(only=others))
        conditions = _CONDITIONS[group]
        counted = ", ".join(f"count(*) FILTER ({condition})" for condition in conditions.values())
        query = f"SELECT {counted} FROM projects LEFT JOIN marks USING (key) WHERE {where}"
        return dict(zip(conditions, map(int, self._ask(query, given)[0]), strict=True))

    def projects(self, places: Iterable[int]) -> list[ProjectLine]:
        """The projects at these places, in this order."""
        wanted = [int(place) for place in places]
        found = self._ask(f"SELECT {_COLUMNS} FROM projects WHERE place IN (SELECT unnest(?))", [wanted])
        lines = {line[0]: ProjectLine._make(line) for line in found}
        return [lines[place] for place in wanted]

    def rows(self, line: ProjectLine) -> list[RowLine]:
        """The rows of one form, the budget first, then as they stand there."""
        query = f"""SELECT {_ROWS} FROM {self._facts} WHERE {_WHOSE} AND counts
            ORDER BY "row" <> 'budget', filename, file_row_number"""
        return [
            RowLine._make((*found[:11], (found[11], found[12]), *found[13:]))
            for found in self._ask(query, [line.file, line.code, line.title], files=True)
        ]

    def findings(self, line: ProjectLine) -> list[FindingLine]:
        """What was found about one project, and about its file as a whole; the gravest first."""
        query = f"""SELECT {_FINDINGS} FROM {self._findings}
            WHERE {_WHOSE} OR (file = ? AND coalesce(project_code, '') = '' AND coalesce(project, '') = '')
            ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, filename, file_row_number"""
        return [
            FindingLine._make((*found[:6], (found[6], found[7]), (found[8], found[9])))
            for found in self._ask(query, [line.file, line.code, line.title, line.file], files=True)
        ]

    def files(self) -> list[FileLine]:
        """The files that were refused or read with doubt, refused ones first."""
        query = f"""SELECT file, state, coalesce(code, ''), coalesce(message_zh, ''), coalesce(message_en, '')
            FROM {self._files} WHERE state <> 'read' AND kind <> 'passed_over' ORDER BY state DESC, file"""
        return [FileLine._make((*found[:3], (found[3], found[4]))) for found in self._ask(query, files=True)]


def _where(asked: Asked) -> tuple[str, list[object]]:
    parts, given = ["true"], list[object]()
    if asked.department is not None:
        parts.append("department = ?")
        given.append(asked.department)
    parts += [f"({_CONDITIONS[group][value]})" for group, value in asked.only.items()]
    for word in asked.text.split():
        parts.append("contains(lower(concat_ws(chr(31), unit, code, title, file)), lower(?))")
        given.append(word)
    return " AND ".join(parts), given


def _table(path: Path) -> str:
    """A Parquet file or a folder of parts as SQL names it: what would be a pattern in its path stands for itself."""
    plain = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path.absolute()))
    plain = plain.replace(chr(39), chr(39) * 2) + (f"/{PATTERN}" if path.is_dir() else "")
    return f"read_parquet('{plain}', filename = true, file_row_number = true)"


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_ino, state.st_size, state.st_mtime_ns


def _mean(total: Decimal | None, count: int) -> Decimal | None:
    return None if total is None or not count else total / count


def _department(found: tuple[Any, ...]) -> DepartmentLine:
    differing, largest, errors, warnings, marked, returned, base, spent = found[8:]
    rate = spent / base if base else None
    counts = (int(differing), largest, int(errors or 0), int(warnings or 0), int(marked), int(returned))
    return DepartmentLine._make((*found[:4], rate, _mean(*found[4:6]), _mean(*found[6:8]), *counts))
