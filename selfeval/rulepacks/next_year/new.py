"""Next year's rule pack: an overlay on this year's, or a full copy of its file with all comments kept.

A chain of overlays that grows too long becomes one layer over its base (`folding`).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from pathlib import Path

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Table

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.layers import DecidedReading
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.succession import year_id
from selfeval.real_path import real_path
from selfeval.rulepacks.compare.diff import diff
from selfeval.rulepacks.finding import pack_files, pack_folders, pack_path
from selfeval.rulepacks.form.parse import parse_pack
from selfeval.rulepacks.layers.folding import MOST_LAYERS, folded
from selfeval.rulepacks.layers.layering import IDENT, Layers, read_layers
from selfeval.rulepacks.next_year.cases import carried_cases
from selfeval.rulepacks.next_year.checklist import checklist
from selfeval.rulepacks.text.errors import PackError
from selfeval.rulepacks.text.files import CASES, FOLDER, SCHEMA, read_bytes, read_toml
from selfeval.rulepacks.text.layout import toml_text

_OVERLAY = """\
# {year} 年度规则包，以 {base}（{version} 版）为基础。
# 这里只写与基础不同的内容，没有写的都按基础执行。写法见同一文件夹的 README.md；改完运行 selfeval rules check {id}。

schema = "{schema}"          # 文件格式，不要改
extends = {base_text}
id = {id_text}
version = "1.0"                      # 本文件改一次，版本加一次
title = {title_text}
years = {{ from = {year}, to = {year} }}  # 只用于 {year} 年度

# 例如本年文件把执行率改为 20 分（一级指标的分值要一起改，合计 100；照着写时去掉每行开头的 #）：
# [citations.year-{year}]
# document = "某县财预〔{year}〕1号"
# seen = "original"                  # 见到原文；quoted 见到转述，practice 见于实际做法
#
# [execution]
# weight = 20
# cite = "year-{year}"
#
# [[weights.layouts]]
# cite = "year-{year}"
# tiers = {{ "产出" = 45, "效益" = 25, "满意度" = 10 }}
"""
_FOLDED = """\
# {year} 年度规则包，以 {base}（{version} 版）为基础。
# 以前各层的内容已经并入本文件，不再需要它们：{folded}。
# 这里只写与基础不同的内容，没有写的都按基础执行。写法见同一文件夹的 README.md；改完运行 selfeval rules check {id}。

"""

_HEAD = frozenset({"id", "title", "version", "first_year", "last_year", "readings", "citations"})
"""What the new pack says otherwise than the old one in any case; a citation may be put together of several."""


@dataclass(frozen=True, slots=True)
class NewPack:
    """Next year's pack, not yet written.

    Attributes:
        id: its id and the name of its file.
        text: the pack as TOML.
        cases_text: its worked cases as TOML.
        pack: the pack as it loads, with everything it rests on.
        checklist: what a person has to look at before it is used, one sentence each.
        folded: ids of the packs whose content now stands in this one layer; empty where it rests on the old one.
    """

    id: str
    text: str
    cases_text: str
    pack: RulePack
    checklist: tuple[Message, ...]
    folded: tuple[str, ...] = ()


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
    again until somebody has looked at it. Where it would be more than `MOST_LAYERS` layers, everything above the base
    is folded into it.

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
    target = (Path(FOLDER) if folder is None else folder) / f"{wanted}.toml"
    if not full:
        _check_near(path, target, pack_folders() if folders is None else folders)
    made, names = _Made(old, wanted, _title(old, year), year), tuple[str, ...]()
    if full:
        text = _copied(read_toml(path, data)[0], made)
    else:
        text, names = _resting(read_layers(path, data, folders), made, target, folders)
    pack = parse_pack(target, text.encode("utf-8"), folders)
    cases, left_out = carried_cases(path.with_name(f"{path.stem}{CASES}"), pack, every=full or len(old.layers) > 1)
    notes = checklist(old, pack, year, full=full, folded=names, left_out=left_out)
    return NewPack(wanted, text, cases, pack, tuple(notes), names)


@dataclass(frozen=True, slots=True)
class _Made:
    """What is made: from which pack, under which id and title, for which year."""

    old: RulePack
    id: str
    title: str
    year: int


def _resting(layers: Layers, made: _Made, target: Path, folders: Sequence[Path] | None) -> tuple[str, tuple[str, ...]]:
    """The text of an overlay on the old pack, or of one layer over its base where the chain has grown too long."""
    if len(layers.files) >= MOST_LAYERS:
        text = _folded(layers, made)
        with contextlib.suppress(PackError):
            pack = parse_pack(target, text.encode("utf-8"), folders)
            if not any(_is_rule(change.path) for change in diff(made.old, pack)):
                return text, tuple(file.layer.id for file in layers.files[1:])
    return _overlay(made), ()


def _is_rule(path: str) -> bool:
    """Whether a path of `diff` is a rule that next year's pack must have as the old one has it.

    `methods` alone is their order, which decides nothing: no two methods of a pack apply to the same indicator alike.
    """
    return path != "methods" and path.partition(".")[0] not in _HEAD and not path.endswith("citation")


def _folded(layers: Layers, made: _Made) -> str:
    base, *above = (file.layer for file in layers.files)
    said = folded(layers)
    said.pop("readings", None)
    head = _FOLDED.format(
        year=made.year,
        base=base.id,
        version=base.version,
        folded="、".join(f"{layer.id}（{layer.version} 版）" for layer in above),
        id=made.id,
    )
    own = {"schema": SCHEMA, "extends": base.id, "id": made.id, "version": "1.0", "title": made.title}
    years = {"from": made.year, "to": made.year}
    return head + toml_text({**own, "years": years, **said}) + _readings(made.old.readings)


def _check_id(wanted: str, folders: Sequence[Path] | None) -> None:
    if not IDENT.fullmatch(wanted):
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


def _check_near(path: Path, target: Path, folders: Sequence[Path]) -> None:
    """An overlay finds its base beside itself or where packs are looked for, not in any folder there is."""
    places = {real_path(place) for place in (target.parent, *folders)}
    if real_path(path.parent) not in places:
        raise SelfEvalError(
            msg("Base out of reach"),
            msg(
                "The new pack lies in {folder} and would not find {file} there.",
                folder=str(target.parent),
                file=str(path),
            ),
            msg("Copy that file and its worked cases into {folder} first, or add --full.", folder=str(target.parent)),
            "R160",
        )


def _title(pack: RulePack, year: int) -> str:
    """The title with its budget year replaced, or with the year after it; the year of a document is no budget year."""
    own = re.compile("|".join(rf"{one}(?=\s*年)" for one in {pack.first_year, pack.last_year} if one) or "(?!)")
    dated = pack.last_year is not None and own.search(pack.title)
    return own.sub(str(year), pack.title) if dated else f"{pack.title}（{year}年度）"


def _overlay(made: _Made) -> str:
    text = _OVERLAY.format(
        year=made.year,
        base=made.old.id,
        version=made.old.version,
        id=made.id,
        schema=SCHEMA,
        base_text=tomlkit.string(made.old.id).as_string(),
        id_text=tomlkit.string(made.id).as_string(),
        title_text=tomlkit.string(made.title).as_string(),
    )
    return text + _readings(made.old.readings)


def _copied(source: str, made: _Made) -> str:
    document, old = tomlkit.parse(source.replace("\r\n", "\n")), made.old  # what is added ends lines so
    for key, value in (("id", made.id), ("version", "1.0"), ("title", made.title)):
        document[key] = value
    _years(document, made.year)
    entries = document.get("readings")
    for entry in entries if isinstance(entries, AoT | list) else ():
        entry["confirmed"] = False
    head = f"# {made.year} 年度规则包，由 {old.id}（{old.version} 版）复制而来；下面原有的说明照旧保留，请逐条核对。\n"
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
