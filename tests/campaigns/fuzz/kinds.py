"""Every kind of input: sound ones to begin with, the ways to change them, what reads them, how often they are drawn."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from random import Random

from tests.campaigns.fuzz import journals, of_bytes, of_packages, of_texts, of_xml, readers, tables
from tests.campaigns.fuzz.words import LONGEST
from tests.document import paper, papers, pdf_paper
from tests.excel.mutants import of_cells
from tests.excel.scored_books import assessed, project, row, written

Change = Callable[[bytes, Random], bytes]
Ways = Mapping[str, tuple[Change, int]]
_FILES = Path(__file__).resolve().parents[2] / "excel" / "kinds" / "files"


@dataclass(frozen=True)
class Kind:
    """One kind of input.

    Attributes:
        suffix: of the file's name.
        bases: sound inputs, made once.
        ways: how they are changed, by level, each with its weight.
        weight: how often inputs of this kind are drawn.
    """

    suffix: str
    bases: Callable[[], tuple[bytes, ...]]
    ways: Ways
    reader: readers.Reader
    weight: int


def _files(*names: str) -> Callable[[], tuple[bytes, ...]]:
    return cache(lambda: tuple((_FILES / name).read_bytes() for name in names))


def _made(write: tables.Writer, *names: str) -> Callable[[], tuple[bytes, ...]]:
    """The tables in this kind of file, and files that other programs wrote."""
    return cache(lambda: (*(write(form, Random(1)) for form in tables.FORMS), *_files(*names)()))


def _cells(write: tables.Writer) -> Change:
    def change(data: bytes, dice: Random) -> bytes:
        del data
        return write(tables.changed(dice.choice(tables.FORMS), dice), dice)

    return change


@cache
def _scored() -> tuple[bytes, ...]:
    """A small scored workbook."""
    one = project(row("批次", "≥10批次", "9批次"), row("满意度", "≥90%", "95%", tier1="满意度指标", tier2="满意度指标"))
    return (written(assessed(one)),)


@cache
def _macros() -> tuple[bytes, ...]:
    """A workbook with a macro project, and its content type."""
    found = dict(of_packages.parts(tables.as_xlsx(tables.TARGETS, Random(1))))
    kind, macro = (
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        b"application/vnd.ms-excel.sheet.macroEnabled",
    )
    found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(kind, macro)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in {**found, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 60}.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return (out.getvalue(),)


@cache
def _actuals() -> tuple[bytes, ...]:
    """Actuals of the seed's first project, as JSON."""
    first = readers.seed().department.projects[0]
    rows = [
        {
            "tier1": one.tier1,
            "tier2": one.tier2,
            "tier3": one.tier3,
            "actual": "95%",
            "reason": "因故",
            "evidence": "报告",
        }
        for one in first.indicators[:3]
    ]
    budget = {
        "initial": "180",
        "executed": "175.3",
        "checkpoints": {"3": "22%"},
        "sources": {"initial": {"fiscal": 180}},
    }
    found = {
        "projects": [{"code": first.code, "name": first.name, "budget": budget, "indicators": rows, "finished": True}]
    }
    return (json.dumps(found, ensure_ascii=False).encode(),)


@cache
def _table_of_actuals() -> tuple[bytes, ...]:
    first = readers.seed().department.projects[0]
    head = "项目编码,一级指标,二级指标,三级指标,实际完成值,偏差原因,佐证,份额,不适用"
    rows = [f"{first.code},{one.tier1},{one.tier2},{one.tier3},95%,因故,报告,," for one in first.indicators[:4]]
    return ("\n".join([head, *rows, f"{first.code},预算,,全年执行数,175.3,,,,"]).encode(),)


@cache
def _packs() -> tuple[bytes, ...]:
    """All packs, under the id by which the mutant's file is called."""
    found = [path for folder in (readers.PACKS, readers.MORE_PACKS) for path in sorted(folder.glob("*.toml"))]
    texts = [path.read_text("utf-8").replace(f'"{path.stem}"', '"x"', 1) for path in found if ".cases" not in path.name]
    return tuple(text.encode() for text in texts)


@cache
def _cases() -> tuple[bytes, ...]:
    return ((readers.PACKS / "cn-mof-2020-10.cases.toml").read_bytes(),)


@cache
def _own() -> tuple[bytes, ...]:
    columns = {"fingerprint": "f", "texts": ["a", "b"], "columns": {"weight": ["H", "分值"]}, "at": "2026-01-15"}
    works = [{"path": "/a.xlsx", "department": "局", "year": 2025, "opened": "2026-01-15T12:00:00"}] * 2
    return (json.dumps({"works": works, "maps": [columns], "theme": "x", "tour": "seen"}).encode(),)


@cache
def _keys() -> tuple[bytes, ...]:
    return (b'undo = "ctrl+u"\nredo = ["ctrl+y", "f9"]\nhelp = "f1"\nfind = "ctrl+f"\nexport = "f24"\n',)


def _documents(make: Callable[[paper.Paper, Path], Path]) -> Callable[[], tuple[bytes, ...]]:
    """Documents of several structures in this kind of file."""

    def bases() -> tuple[bytes, ...]:
        with tempfile.TemporaryDirectory() as folder:
            shapes = (papers.upright(), papers.crowded(), papers.outline(), papers.several())
            return tuple(make(one, Path(folder)).read_bytes() for one in shapes)

    return cache(bases)


_XML = {"bytes": (of_bytes.damaged, 3), "xml": (of_xml.restructured, 4)}
_PACKAGE = {
    "bytes": (of_bytes.damaged, 1),
    "xml": (of_packages.of_part, 6),
    "zip": (of_packages.of_parts, 2),
    "directory": (of_packages.of_directory, 1),
}
_TEXT = {"bytes": (of_bytes.damaged, 2), "cells": (of_texts.of_fields, 4)}
_csv, _tsv, _txt = (
    tables.as_fields(",", "utf-8-sig"),
    tables.as_fields("\t", "gb18030"),
    tables.as_fields("\t", "utf-16"),
)


def _book_cells(data: bytes, dice: Random) -> bytes:
    return of_cells(data, dice.randrange(2**32))


_OLE_SECTOR = 512
_BIFF = ("biff2.xls", "biff3.xls", "biff4.xls")


def _with_cells(ways: Ways, write: tables.Writer, weight: int = 2) -> Ways:
    return {**ways, "cells": (_cells(write), weight)}


def _records(start: int) -> Ways:
    return {"bytes": (of_bytes.damaged, 1), "records": (partial(of_bytes.records, start=start), 2)}


def _json(signs: int) -> Ways:
    return {"bytes": (of_bytes.damaged, signs), "json": (of_texts.of_json, 4)}


def _toml(signs: int) -> Ways:
    return {"bytes": (of_bytes.damaged, signs), "toml": (of_texts.of_toml, 4)}


def _work(signs: int, forged: int) -> Ways:
    return {"bytes": (journals.of_bytes, signs), "forged": (journals.forged, forged)}


_read = readers.workbook
_scored_ways = {**_PACKAGE, "cells": (_book_cells, 1)}
KINDS: Mapping[str, Kind] = {
    "xlsx": Kind(".xlsx", _made(tables.as_xlsx, "form.xlsx"), _with_cells(_PACKAGE, tables.as_xlsx, 5), _read, 24),
    "scored": Kind(".xlsx", _scored, _scored_ways, _read, 2),
    "xlsm": Kind(".xlsm", _macros, _PACKAGE, _read, 3),
    "xls": Kind(".xls", _files("form.xls"), _records(_OLE_SECTOR), _read, 8),
    "biff": Kind(".xls", _files(*_BIFF), _records(0), _read, 14),
    "xlsb": Kind(".xlsb", _files("form.xlsb", "other.xlsb"), _PACKAGE, _read, 14),
    "ods": Kind(".ods", _files("form.ods"), _PACKAGE, _read, 8),
    "fods": Kind(".fods", _made(tables.as_flat_ods), _with_cells(_XML, tables.as_flat_ods), _read, 9),
    "xml 2003": Kind(".xml", _made(tables.as_xml, "form.xml"), _with_cells(_XML, tables.as_xml), _read, 11),
    "html": Kind(
        ".html", _made(tables.as_page, "page.html", "form.html"), _with_cells(_XML, tables.as_page), _read, 10
    ),
    "csv": Kind(".csv", _made(_csv, "form.csv"), {**_TEXT, "table": (_cells(_csv), 3)}, _read, 8),
    "tsv": Kind(".tsv", _made(_tsv), {**_TEXT, "table": (_cells(_tsv), 2)}, _read, 5),
    "txt": Kind(".txt", _made(_txt), {**_TEXT, "table": (_cells(_txt), 2)}, _read, 4),
    "docx": Kind(".docx", _documents(paper.as_docx), _PACKAGE, readers.document, 6),
    "pdf": Kind(".pdf", _documents(pdf_paper.as_pdf), {"bytes": (of_bytes.damaged, 1)}, readers.document, 6),
    "document": Kind(".md", _documents(paper.as_text), _TEXT, readers.document, 4),
    "cell lines": Kind(".txt", _documents(paper.as_cell_lines), _TEXT, readers.document, 3),
    "page": Kind(".html", _documents(paper.as_page), _XML, readers.document, 3),
    "json": Kind(".json", _actuals, _json(1), readers.actuals, 20),
    "csv of actuals": Kind(".csv", _table_of_actuals, _TEXT, readers.actuals, 16),
    "pack": Kind(".toml", _packs, _toml(1), readers.rules, 6),
    "cases": Kind(".toml", _cases, _toml(1), readers.cases, 3),
    "journal": Kind(".selfeval", journals.bases, _work(3, 3), readers.journal, 5),
    "work": Kind(".selfeval", lambda: journals.bases()[-1:], _work(1, 6), readers.work, 1),
    "own file": Kind(".json", _own, _json(2), readers.own_file, 14),
    "keys": Kind(".toml", _keys, _toml(2), readers.keys, 4),
}


@dataclass(frozen=True)
class Mutant:
    """One input: its kind, the level at which it was changed, its bytes."""

    kind: str
    level: str
    data: bytes


def mutant(seed: str, number: int, only: str = "") -> Mutant:
    """Input number `number` of the run with this seed; of the kind `only` where one is named."""
    dice = Random(f"{seed}:{number}")
    name = only or dice.choices(list(KINDS), [kind.weight for kind in KINDS.values()])[0]
    kind = KINDS[name]
    level = dice.choices(list(kind.ways), [weight for _, weight in kind.ways.values()])[0]
    return Mutant(name, level, kind.ways[level][0](dice.choice(kind.bases()), dice)[:LONGEST])
