"""A reviewer's entries from a file: a table (.csv) or JSON; rows are matched by code, tier path and name."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from selfeval.core.evaluation import Evaluation, FactKey
from selfeval.core.keys import key
from selfeval.core.problems import CellRef, Message, Problem, SelfEvalError, Severity, msg
from selfeval.core.review.facts import REMARK, quality_field, verdict_field
from selfeval.core.review.proposals import Verdict, verdict_text
from selfeval.core.rules.pack import RulePack
from selfeval.excel.book.any_kind import open_book, read_plain
from selfeval.excel.book.grid import Book
from selfeval.excel.book.kinds.names import FileKind
from selfeval.workspace.incoming.csv_rows import budget_field
from selfeval.workspace.incoming.matching import match
from selfeval.workspace.incoming.row import Row
from selfeval.workspace.review.entry_words import (
    AS_THE_UNIT,
    BUDGET,
    HEADER_WITHIN,
    NOTHING,
    PLACE,
    QUALITY,
    VERDICTS,
    WHOLE,
    column_named,
    deductions_of,
    delimiter_of,
    is_header,
    pairs_of,
    text_of,
    texts_of,
)

Entered = tuple[tuple[FactKey, str | None], ...]
"""Facts of a reviewer; None where the unit's own stands again."""


def read_entries(path: Path, reviewer: Evaluation, pack: RulePack) -> tuple[Entered, tuple[Problem, ...]]:
    """The reviewer's facts in a file, and a problem for each row or value that cannot be used.

    A table, as text or in a workbook, has the columns 项目编码 (or 项目名称),
    一级指标, 二级指标, 三级指标, 复核完成值, 扣分事项, 得分比例, 备注,
    检查代码, 判定 (采纳, 不采纳), 理由. Rows whose 一级指标 is 预算 hold amounts, those of 自评表质量 the points of an
    item (三级指标) in 复核得分, those of 项目 verdicts on findings about the project.

    Problems: F401 … F403 as for actuals, F404 a column, key or value that is not used, F405 the encoding was assumed.

    Raises:
        SelfEvalError: F101 … F103 it cannot be read, F407 it is no table and no JSON.
    """
    reader, plain = _Reader(path.name, pack), read_plain(path)
    notes: tuple[Problem, ...] = ()
    if plain is None:
        rows = reader.of_book(open_book(path))
    else:
        kind, text, notes = plain
        rows = reader.of_json(text) if kind is FileKind.JSON else reader.of_table(text)
    values, unmatched = match([replace(row, file=path.name) for row in rows], reviewer)
    taken = tuple((fact, None if text == AS_THE_UNIT else text) for fact, text in values)
    return taken, (*notes, *reader.problems, *unmatched)


class _Reader:
    """Takes rows out of a text and collects what is wrong with them."""

    def __init__(self, name: str, pack: RulePack) -> None:
        self.name, self._pack = name, pack
        self.problems: list[Problem] = []

    # -- a table

    def of_table(self, text: str) -> list[Row]:
        """One row for each line that says something."""
        text = text.lstrip("\ufeff")
        lines = io.StringIO(text, newline="")
        try:
            records = list(csv.reader(lines, delimiter=delimiter_of(text), strict=True))
        except csv.Error as error:
            raise _broken(self.name) from error
        found = self._of_records(records, "")
        if found is None:
            raise _broken(self.name)
        return found

    def of_book(self, book: Book) -> list[Row]:
        """The rows of every sheet that has the columns; the review's own sheets are none."""
        rows: list[Row] = []
        found = False
        for grid in book.sheets:
            last = max(grid.columns, default=0)
            records = [
                [grid.text(line, column) for column in range(1, last + 1)]
                for line in range(1, max(grid.rows, default=0) + 1)
            ]
            own = self._of_records(records, f"{grid.title}!")
            found = found or own is not None
            rows += own or ()
        if not found:
            raise _broken(self.name)
        return rows

    def _of_records(self, records: Sequence[Sequence[str]], sheet: str) -> list[Row] | None:
        """The rows below the line that names the columns; None where none of the first lines does."""
        start = next((place for place, cells in enumerate(records[:HEADER_WITHIN]) if is_header(cells)), None)
        if start is None:
            return None
        heads = records[start]
        names = [column_named(cell) for cell in heads]
        for cell, field in zip(heads, names, strict=True):
            if not field and cell.strip():
                text = msg("The column “{column}” is not used.", column=cell.strip())
                self._add(text, f"{sheet}{start + 1}", cell, Severity.WARNING)
        rows: list[Row] = []
        for number, cells in enumerate(records[start + 1 :], start=start + 2):
            said = {field: cell.strip() for field, cell in zip(names, cells, strict=False) if field and cell.strip()}
            if said:
                rows += self._row(said, f"{sheet}{number}")
        return rows

    def _row(self, said: Mapping[str, str], place: str) -> list[Row]:
        first = key(said.get("tier1", ""))
        where = CellRef(f"{self.name}:{place}", "")
        if first in {key(word) for word in QUALITY}:
            return self._quality(said, where)
        if first in {key(word) for word in BUDGET}:
            return self._budget(said, where)
        values = [(name, said[name]) for name in ("actual", "deduction", "share") if name in said]
        values = [(name, "" if name == "deduction" and text in NOTHING else text) for name, text in values]
        values += [(REMARK, "" if said["remark"] in NOTHING else said["remark"])] if "remark" in said else []
        values += self._verdict(said, place)
        whole = first in {key(word) for word in WHOLE}
        if whole and any(name in {"actual", "deduction", "share"} for name, _ in values):
            self._add(msg("A row of the project keeps only remarks and verdicts."), place, said.get("tier3", ""))
            values = [(name, text) for name, text in values if name not in {"actual", "deduction", "share"}]
        return [_made(where, values, said, budget=whole)] if values else []

    def _quality(self, said: Mapping[str, str], where: CellRef) -> list[Row]:
        wanted = key(said.get("tier3", ""))
        item = next(
            (one for one in self._pack.form_quality if wanted in {key(one.id), key(one.title), key(one.title_en)}), None
        )
        place = where.sheet.rpartition(":")[2]
        if item is None:
            names = "、".join(one.title for one in self._pack.form_quality) or "—"
            text = msg("“{name}” is no item of the form's quality; the rule pack has: {names}.",
                       name=said.get("tier3", ""), names=names)  # fmt: skip
            self._add(text, place, said.get("tier3", ""))
            return []
        if "points" not in said:
            return []
        return [_made(where, [(quality_field(item.id), said["points"])], said, budget=True)]

    def _budget(self, said: Mapping[str, str], where: CellRef) -> list[Row]:
        field = budget_field(said.get("tier2", ""), said.get("tier3", ""))
        if field and said.get("actual"):
            return [_made(where, [(field, said["actual"])], said, budget=True)]
        place = where.sheet.rpartition(":")[2]
        self._add(
            msg("“{name}” is not an amount of the budget.", name=said.get("tier3", "")), place, said.get("actual", "")
        )
        return []

    def _verdict(self, said: Mapping[str, str], place: str) -> Iterator[tuple[str, str]]:
        code, word = said.get("finding", "").strip().upper(), said.get("verdict", "")
        if not code and not word:
            return
        verdict = VERDICTS.get(word.strip().lower())
        if not code or verdict is None:
            text = msg(
                "A verdict needs the code of the finding, and 采纳 or 不采纳; “{said}” is not used.",
                said=f"{code} {word}",
            )
            self._add(text, place, word)
            return
        why = said.get("why", "")
        yield verdict_field(code), verdict_text(Verdict(verdict), why) if verdict else ""

    # -- JSON

    def of_json(self, text: str) -> list[Row]:
        """The rows of every project."""
        try:
            data = json.loads(text, parse_float=str, parse_int=str)
        except (ValueError, RecursionError) as error:
            raise _broken(self.name) from error
        projects = data.get("projects") if isinstance(data, dict) else None
        if not isinstance(projects, list):
            raise _broken(self.name)
        rows: list[Row] = []
        for number, project in enumerate(projects):
            rows += self._project(project, f"projects[{number}]")
        return rows

    def _project(self, value: object, path: str) -> Iterator[Row]:
        if not isinstance(value, dict):
            self._add(msg("A project must be an object in curly brackets."), path, str(value))
            return
        self._unknown(value, path, ("code", "name", "indicators", "budget", "quality", "findings", "remark"))
        head = {"code": text_of(value.get("code")), "project": text_of(value.get("name"))}
        for name, amount in pairs_of(value.get("budget")):
            yield from self._row({**head, "tier1": "预算", "tier3": name, "actual": amount}, f"{path}.budget.{name}")
        for name, points in pairs_of(value.get("quality")):
            yield from self._row(
                {**head, "tier1": "自评表质量", "tier3": name, "points": points}, f"{path}.quality.{name}"
            )
        whole = {**head, "tier1": "项目", **texts_of(value, "remark")}
        for said in self._with_findings(whole, value.get("findings")):
            yield from self._row(said, path)
        listed = value.get("indicators")
        for number, item in enumerate(listed if isinstance(listed, list) else ()):
            place = f"{path}.indicators[{number}]"
            if not isinstance(item, dict):
                self._add(msg("An indicator must be an object in curly brackets."), place, str(item))
                continue
            self._unknown(
                item, place, ("tier1", "tier2", "tier3", "actual", "share", "deduction", "remark", "findings")
            )
            said = {**head, **texts_of(item, "tier1", "tier2", "tier3", "actual", "share", "remark")}
            if off := deductions_of(item.get("deduction")):
                said["deduction"] = off
            for one in self._with_findings(said, item.get("findings")):
                yield from self._row(one, place)

    def _with_findings(self, said: Mapping[str, str], findings: object) -> Iterator[Mapping[str, str]]:
        """The row itself, and one row for each verdict, as a table has them."""
        yield said
        place = {name: text for name, text in said.items() if name in PLACE}
        for one in findings if isinstance(findings, list) else ():
            if isinstance(one, dict):
                words = {
                    "finding": text_of(one.get("code")),
                    "verdict": text_of(one.get("verdict")),
                    "why": text_of(one.get("why")),
                }
                yield {**place, **{name: text for name, text in words.items() if text}}

    def _unknown(self, value: Mapping[str, object], path: str, known: Sequence[str]) -> None:
        for name in value:
            if name not in known:
                self._add(msg("The key “{key}” is not used.", key=name), f"{path}.{name}", "", Severity.WARNING)

    def _add(self, message: Message, place: str, shown: str, severity: Severity = Severity.ERROR) -> None:
        hint = msg("docs/review.md shows the form of the file.")
        self.problems.append(Problem("F404", severity, message, hint, CellRef(f"{self.name}:{place}", ""), shown[:200]))


def _made(where: CellRef, values: Sequence[tuple[str, str]], said: Mapping[str, str], *, budget: bool = False) -> Row:
    code, project = said.get("code", ""), said.get("project", "")
    if budget:
        return Row(where, tuple(values), code, project, budget=True)
    return Row(
        where,
        tuple(values),
        code,
        project,
        said.get("tier1", ""),
        said.get("tier2", ""),
        said.get("tier3", ""),
        target=said.get("target", ""),
        number=said.get("number", ""),
    )


def _broken(name: str) -> SelfEvalError:
    return SelfEvalError(
        msg("No entries of a review"),
        msg("{name} is no table with 三级指标 and what the review found, and no JSON with “projects”.", name=name),
        msg(
            "The first line holds the column names: 项目编码, 一级指标, 二级指标, 三级指标, 复核完成值, 扣分事项, 备注."
        ),
        "F407",
    )
