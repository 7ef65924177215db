"""A reviewer's entries from a file: a table (.csv) or JSON; rows are matched by code, tier path and name."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from selfeval.core.evaluation import Evaluation
from selfeval.core.keys import key
from selfeval.core.problems import CellRef, Message, Problem, SelfEvalError, Severity, msg
from selfeval.core.review.facts import LEFT, REMARK, TAKEN, quality_field, verdict_field
from selfeval.core.rules.pack import RulePack
from selfeval.excel.book.any_kind import read_plain
from selfeval.excel.book.kinds.names import FileKind
from selfeval.workspace.incoming.csv_rows import budget_field, column
from selfeval.workspace.incoming.matching import match
from selfeval.workspace.incoming.row import Row, Values

_COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("复核完成值", "复核实际完成值", "actual", "reviewed_actual"), "actual"),
    **dict.fromkeys(("扣分事项", "扣分", "扣分事项及理由", "deduction"), "deduction"),
    **dict.fromkeys(("得分比例", "档内比例", "share"), "share"),
    **dict.fromkeys(("备注", "复核备注", "remark"), "remark"),
    **dict.fromkeys(("检查代码", "发现", "finding"), "finding"),
    **dict.fromkeys(("判定", "处理", "verdict"), "verdict"),
    **dict.fromkeys(("理由", "判定理由", "why"), "why"),
    **dict.fromkeys(("复核得分", "质量得分", "points"), "points"),
}
_PLACE = ("code", "project", "tier1", "tier2", "tier3", "target", "number")
_VERDICTS: Mapping[str, str] = {
    **dict.fromkeys(("采纳", "接受", "是", "taken", "accept", "yes"), TAKEN),
    **dict.fromkeys(("不采纳", "不接受", "否", "left", "reject", "no"), LEFT),
}
_QUALITY = frozenset({"自评表质量", "质量", "quality"})
_BUDGET = frozenset({"预算", "资金", "项目资金", "budget"})
_WHOLE = frozenset({"项目", "project"})
_NOTHING = frozenset({"无", "—", "-", "none"})
"""Take back a deduction that was entered before."""
_DELIMITERS = ",\t;"


def read_entries(path: Path, reviewer: Evaluation, pack: RulePack) -> tuple[Values, tuple[Problem, ...]]:
    """The reviewer's facts in a file, and a problem for each row or value that cannot be used.

    A table has the columns 项目编码 (or 项目名称), 一级指标, 二级指标, 三级指标, 复核完成值, 扣分事项, 得分比例, 备注,
    检查代码, 判定 (采纳, 不采纳), 理由. Rows whose 一级指标 is 预算 hold amounts, those of 自评表质量 the points of an
    item (三级指标) in 复核得分, those of 项目 verdicts on findings about the project.

    Problems: F401 … F403 as for actuals, F404 a column, key or value that is not used, F405 the encoding was assumed.

    Raises:
        SelfEvalError: F101 … F103 it cannot be read, F407 it is no table and no JSON.
    """
    plain = read_plain(path)
    if plain is None:
        raise _broken(path.name)
    kind, text, notes = plain
    reader = _Reader(path.name, pack)
    rows = reader.of_json(text) if kind is FileKind.JSON else reader.of_table(text)
    values, unmatched = match([replace(row, file=path.name) for row in rows], reviewer)
    return values, (*notes, *reader.problems, *unmatched)


class _Reader:
    """Takes rows out of a text and collects what is wrong with them."""

    def __init__(self, name: str, pack: RulePack) -> None:
        self.name, self._pack = name, pack
        self.problems: list[Problem] = []

    # -- a table

    def of_table(self, text: str) -> list[Row]:
        """One row for each line that says something."""
        lines = text.lstrip("\ufeff").splitlines()
        sign = max(_DELIMITERS, key=lines[0].count) if lines else ","
        try:
            records = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=sign, strict=True))
        except csv.Error as error:
            raise _broken(self.name) from error
        names = [_column(cell) for cell in records[0]] if records else []
        if not {"tier3", "tier1"} & set(names) or not set(names) - {*_PLACE, ""}:
            raise _broken(self.name)
        for cell, field in zip(records[0], names, strict=True):
            if not field and cell.strip():
                self._add(msg("The column “{column}” is not used.", column=cell.strip()), "1", cell, Severity.WARNING)
        rows: list[Row] = []
        for number, cells in enumerate(records[1:], start=2):
            said = {field: cell.strip() for field, cell in zip(names, cells, strict=False) if field and cell.strip()}
            if said:
                rows += self._row(said, str(number))
        return rows

    def _row(self, said: Mapping[str, str], place: str) -> list[Row]:
        first = key(said.get("tier1", ""))
        where = CellRef(f"{self.name}:{place}", "")
        if first in {key(word) for word in _QUALITY}:
            return self._quality(said, where)
        if first in {key(word) for word in _BUDGET}:
            return self._budget(said, where)
        values = [(name, said[name]) for name in ("actual", "deduction", "share") if name in said]
        values = [(name, "" if name == "deduction" and text in _NOTHING else text) for name, text in values]
        values += [(REMARK, said["remark"])] if "remark" in said else []
        values += self._verdict(said, place)
        whole = first in {key(word) for word in _WHOLE}
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
        verdict = _VERDICTS.get(word.strip().lower())
        if not code or verdict is None:
            text = msg(
                "A verdict needs the code of the finding, and 采纳 or 不采纳; “{said}” is not used.",
                said=f"{code} {word}",
            )
            self._add(text, place, word)
            return
        why = said.get("why", "")
        yield verdict_field(code), f"{verdict}：{why}" if why else verdict

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
        head = {"code": _text(value.get("code")), "project": _text(value.get("name"))}
        for name, amount in _pairs(value.get("budget")):
            yield from self._row({**head, "tier1": "预算", "tier3": name, "actual": amount}, f"{path}.budget.{name}")
        for name, points in _pairs(value.get("quality")):
            yield from self._row(
                {**head, "tier1": "自评表质量", "tier3": name, "points": points}, f"{path}.quality.{name}"
            )
        whole = {**head, "tier1": "项目", **_some(value, "remark")}
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
            said = {**head, **_some(item, "tier1", "tier2", "tier3", "actual", "share", "remark")}
            if off := _deductions(item.get("deduction")):
                said["deduction"] = off
            for one in self._with_findings(said, item.get("findings")):
                yield from self._row(one, place)

    def _with_findings(self, said: Mapping[str, str], findings: object) -> Iterator[Mapping[str, str]]:
        """The row itself, and one row for each verdict, as a table has them."""
        yield said
        place = {name: text for name, text in said.items() if name in _PLACE}
        for one in findings if isinstance(findings, list) else ():
            if isinstance(one, dict):
                words = {
                    "finding": _text(one.get("code")),
                    "verdict": _text(one.get("verdict")),
                    "why": _text(one.get("why")),
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


def _column(heading: str) -> str:
    """Which column a heading names; those of the place as in every table."""
    word = key(heading.strip("\ufeff "))
    found = {key(name): field for name, field in _COLUMNS.items()}.get(word)
    if found:
        return found
    place = column(heading)
    return place if place in _PLACE else ""


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _some(value: Mapping[str, object], *names: str) -> dict[str, str]:
    return {name: text for name in names if (text := _text(value.get(name)))}


def _pairs(value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        yield from ((str(name), text) for name, item in value.items() if (text := _text(item)))


def _deductions(value: object) -> str:
    """A deduction as a text, or a list of `kind`, `items` and `reason`."""
    if not isinstance(value, list):
        return _text(value)
    said = []
    for one in value:
        if isinstance(one, dict):
            count = f" {_text(one.get('items'))}" if one.get("items") else ""
            said.append(f"{_text(one.get('kind'))}{count}：{_text(one.get('reason'))}".rstrip("："))
    return "；".join(said)


def _broken(name: str) -> SelfEvalError:
    return SelfEvalError(
        msg("No entries of a review"),
        msg("{name} is no table with 三级指标 and what the review found, and no JSON with “projects”.", name=name),
        msg(
            "The first line holds the column names: 项目编码, 一级指标, 二级指标, 三级指标, 复核完成值, 扣分事项, 备注."
        ),
        "F407",
    )
