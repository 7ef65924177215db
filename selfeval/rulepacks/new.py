"""Next year's rule pack: an overlay on this year's, or a full copy of its file with all comments kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Table

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.core.rules import DecidedReading, RulePack
from selfeval.rulepacks.checklist import checklist
from selfeval.rulepacks.files import SCHEMA, read_bytes, read_toml
from selfeval.rulepacks.finding import CASES, FOLDER, pack_files, pack_folders, pack_path
from selfeval.rulepacks.parse import parse_pack

_IDENT = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_END = re.compile(r"(?<=-)20\d\d$")

_OVERLAY = """\
# {year} 年度规则包，以 {base}（{version} 版）为基础。
# 这里只写与基础不同的内容，没有写的都按基础执行。写法见 README.md；改完运行 selfeval rules check {id}。

schema = "{schema}"          # 文件格式，不要改
extends = {base_text}
id = {id_text}
version = "1.0"                      # 本文件改一次，版本加一次
title = {title_text}
years = {{ from = {year}, to = {year} }}  # 只用于 {year} 年度

# 例如本年文件把执行率改为 20 分（一级指标的分值要一起改，合计 100；照着写时去掉每行开头的 #）：
# [citations.year-{year}]
# document = "某县财预〔{year}〕1号"
# verified = true
#
# [execution]
# weight = 20
# cite = "year-{year}"
#
# [[weights.layouts]]
# cite = "year-{year}"
# tiers = {{ "产出" = 45, "效益" = 25, "满意度" = 10 }}
"""
_CASES = """\
# {id} 的算例：已知的事实和应得的分数，必须一分不差。本包改动的每一处，在这里各写一例。

schema = "selfeval.cases/1"
pack = "{id}"
"""


@dataclass(frozen=True, slots=True)
class NewPack:
    """Next year's pack, not yet written.

    Attributes:
        id: its id and the name of its file.
        text: the pack as TOML.
        cases_text: its worked cases as TOML.
        pack: the pack as it loads, with everything it rests on.
        checklist: what a person has to look at before it is used, one sentence each.
    """

    id: str
    text: str
    cases_text: str
    pack: RulePack
    checklist: tuple[Message, ...]


def new_pack(
    from_id: str,
    year: int,
    *,
    full: bool = False,
    new_id: str | None = None,
    folder: Path | None = None,
    folders: Sequence[Path] | None = None,
) -> NewPack:
    """Next year's pack after the one with this id or path.

    Its years are `year` alone, its version is 1.0, its citations stay as they are, and every decided reading is open
    again until somebody has looked at it.

    Args:
        from_id: id or path of the pack to start from.
        year: budget year of the new pack.
        full: copy the whole file, comments kept, instead of resting on it.
        new_id: id of the new pack; otherwise the old one with its year replaced, or with the year after it.
        folder: where the new file will lie, `scoring_rules` in the working folder if not given.
        folders: where packs are looked for.

    Raises:
        SelfEvalError: what `load_pack` raises for the old pack; R170 the new id is taken, R171 it is no id.
        PackError: the new pack would not load where it is to lie, such as a base that is not found from there.
    """
    path = pack_path(from_id, folders=folders)
    data = read_bytes(path)
    old = parse_pack(path, data, folders)
    wanted = new_id if new_id is not None else year_id(old, year)
    _check_id(wanted, folders)
    title = _title(old, year)
    text = _copied(read_toml(path, data)[0], old, wanted, title, year) if full else _overlay(old, wanted, title, year)
    target = (Path(FOLDER) if folder is None else folder) / f"{wanted}.toml"
    pack = parse_pack(target, text.encode("utf-8"), folders)
    cases = _cases(path.with_name(f"{path.stem}{CASES}"), wanted, full=full)
    return NewPack(wanted, text, cases, pack, tuple(checklist(old, pack, year, full=full)))


def year_id(pack: RulePack, year: int) -> str:
    """`cn-hebei-leting-2025` → `cn-hebei-leting-2026`; a year that only numbers a document stays, and `year` follows.

    `cn-mof-2020-10` is named after 财预〔2020〕10号, not after a budget year, and becomes `cn-mof-2020-10-2026`.
    """
    if _END.search(pack.id):
        return _END.sub(str(year), pack.id)
    own = str(pack.last_year) if pack.first_year == pack.last_year and pack.last_year else ""
    if own and own in pack.id.split("-"):
        return "-".join(str(year) if part == own else part for part in pack.id.split("-"))
    return f"{pack.id}-{year}"


def _check_id(wanted: str, folders: Sequence[Path] | None) -> None:
    if not _IDENT.fullmatch(wanted):
        raise SelfEvalError(
            msg("Bad argument"),
            msg("“{id}” cannot be the id of a rule pack.", id=wanted),
            msg("Use small letters, digits, - and _, such as my-county-2026."),
            "R171",
        )
    taken = [path for place in (folders or pack_folders()) for path in pack_files(place) if path.stem == wanted]
    if taken:
        raise SelfEvalError(
            msg("There already"),
            msg("There is a rule pack {id} already: {path}", id=wanted, path=str(taken[0])),
            msg("Give the new one another id with --id; nothing was written."),
            "R170",
        )


def _title(pack: RulePack, year: int) -> str:
    """The title with its budget year replaced, or with the year after it; a document's 〔2020〕 is no budget year."""
    own = re.compile(r"20\d\d(?=\s*年)")
    return own.sub(str(year), pack.title) if own.search(pack.title) else f"{pack.title}（{year}年度）"


def _overlay(old: RulePack, wanted: str, title: str, year: int) -> str:
    text = _OVERLAY.format(
        year=year,
        base=old.id,
        version=old.version,
        id=wanted,
        schema=SCHEMA,
        base_text=tomlkit.string(old.id).as_string(),
        id_text=tomlkit.string(wanted).as_string(),
        title_text=tomlkit.string(title).as_string(),
    )
    return text + _readings(old.readings)


def _copied(source: str, old: RulePack, wanted: str, title: str, year: int) -> str:
    document = tomlkit.parse(source)
    for key, value in (("id", wanted), ("version", "1.0"), ("title", title)):
        document[key] = value
    _years(document, year)
    entries = document.get("readings")
    for entry in entries if isinstance(entries, AoT | list) else ():
        entry["confirmed"] = False
    head = f"# {year} 年度规则包，由 {old.id}（{old.version} 版）复制而来；下面原有的说明照旧保留，请逐条核对。\n"
    inherited = "" if entries is not None else _readings(old.readings)
    return head + tomlkit.dumps(document).rstrip("\r\n") + "\n" + inherited


def _years(document: TOMLDocument, year: int) -> None:
    years = document.get("years")
    if isinstance(years, Table):
        years["from"] = years["to"] = year
        return
    span = tomlkit.value(f"{{ from = {year}, to = {year} }}")
    span.comment(f"只用于 {year} 年度")
    document["years"] = span


def _readings(readings: Sequence[DecidedReading]) -> str:
    """The decided readings, open again."""
    if not readings:
        return ""
    blocks = ["\n# 上年对指标值的理解，沿用之前请逐条确认：同意的改为 confirmed = true，不同意的删去。\n"]
    for reading in readings:
        table = tomlkit.table()
        table["names"] = list(reading.names)
        table["target"], table["reading"] = reading.target, reading.reading
        if reading.citation:
            table["cite"] = reading.citation
        table["confirmed"] = False
        if reading.note:
            table["note"] = reading.note
        blocks.append(f"\n[[readings]]\n{tomlkit.dumps(table)}")
    return "".join(blocks)


def _cases(path: Path, wanted: str, *, full: bool) -> str:
    """The worked cases of a full copy; an overlay starts with the first one, and gets one for each rule it changes."""
    if not path.is_file():
        return _CASES.format(id=wanted)
    document = tomlkit.parse(read_toml(path, read_bytes(path))[0])
    if full:
        document["pack"] = wanted
        return tomlkit.dumps(document)
    for kind in ("case", "grade"):
        entries = document.get(kind)
        if isinstance(entries, AoT) and entries:
            first = entries[0]
            return f"{_CASES.format(id=wanted)}\n[[{kind}]]\n{tomlkit.dumps(first).strip()}\n"
    return _CASES.format(id=wanted)
