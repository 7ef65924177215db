"""Documents that cannot be read: one sentence each, within bounds of time and memory, and nothing written."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.workspace.incoming.documents.targets import read_targets
from tests.document import paper, papers
from tests.document.paper import H, P, Paper
from tests.document.pdf_paper import pdf_bytes
from tests.growth import times_longer
from tests.places import ROOT

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _bytes(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _english(folder: Path) -> Path:
    rows = [["Level 1", "Level 2", "Indicator", "Target"], ["Output", "Quantity", "Roads", ">= 10 km"]]
    return paper.as_docx(Paper("english", [H("Targets"), paper.T(rows)]), folder)


def _letter(folder: Path) -> Path:
    return paper.as_docx(Paper("letter", [H("关于开会的通知"), P("定于下周一召开会议。")]), folder)


def _locked_docx(folder: Path) -> Path:
    return _bytes(folder / "x.docx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)


def _old_word(folder: Path) -> Path:
    return _bytes(folder / "x.doc", OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 600)


def _cut(folder: Path) -> Path:
    whole = paper.as_docx(papers.upright(), folder)
    return _bytes(folder / "cut.docx", whole.read_bytes()[:-900])


def _torn_pdf(folder: Path) -> Path:
    return _bytes(folder / "torn.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Cat")


def _scan(folder: Path) -> Path:
    return _bytes(folder / "scan.pdf", pdf_bytes([b"q 595 0 0 842 0 0 cm Q"] * 3, 595, 842))


def _picture(folder: Path) -> Path:
    return _bytes(folder / "scan.pdf.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100)


def _locked_pdf(folder: Path) -> Path:
    data = pdf_bytes([b"BT ET"], 595, 842).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32
        + b"> /P -4 >>",
    )  # fmt: skip
    return _bytes(folder / "locked.pdf", data)


def _many_pages(folder: Path) -> Path:
    return _bytes(folder / "many.pdf", pdf_bytes([b"BT ET"] * 500, 595, 842))


@cache
def _packed() -> bytes:
    return zlib.compress(b" " * (200 * 1024 * 1024))


def _pdf_bomb(folder: Path) -> Path:
    packed = _packed()
    plain = pdf_bytes([packed], 595, 842)
    return _bytes(
        folder / "bomb.pdf",
        plain.replace(b"<< /Length %d >>" % len(packed), b"<< /Length %d /Filter /FlateDecode >>" % len(packed)),
    )


def _docx_with(folder: Path, document: bytes) -> Path:
    path = folder / "made.docx"
    source = paper.as_docx(papers.upright(), folder)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, document if name == "word/document.xml" else old.read(name))
    return path


_OPEN = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
_CLOSE = b"</w:body></w:document>"


def _zip_bomb(folder: Path) -> Path:
    return _docx_with(folder, _OPEN + b"<w:p/>" * 12_000_000 + _CLOSE)


def _many_rows(folder: Path) -> Path:
    row = "<w:tr><w:tc><w:p><w:r><w:t>产出指标</w:t></w:r></w:p></w:tc></w:tr>".encode()
    return _docx_with(folder, _OPEN + b"<w:tbl>" + row * 50_000 + b"</w:tbl>" + _CLOSE)


def _many_lines(folder: Path) -> Path:
    header = "一级指标\t二级指标\t三级指标\t指标值\n"
    return _bytes(folder / "rows.txt", (header + "产出指标\t数量指标\t里程\t≥1公里\n" * 50_000).encode())


def _entities(folder: Path) -> Path:
    return _docx_with(folder, b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + _OPEN + b"<w:p/>" + _CLOSE)


def _deep(folder: Path) -> Path:
    depth = 5_000
    return _docx_with(folder, _OPEN + b"<w:sdt><w:sdtContent>" * depth + b"</w:sdtContent></w:sdt>" * depth + _CLOSE)


def _two(folder: Path) -> Path:
    pieces = []
    for name in ("清溪县水务局", "清溪县林业局"):
        pieces += [H(name, 1), H("一、总体绩效目标", 2), P(f"2025年{name}全面完成任务。"), *papers.crowded().pieces]
    return paper.as_docx(Paper("two", pieces), folder)


def _workbook(folder: Path) -> Path:
    return _bytes(folder / "x.docx", (ROOT / "workbooks/leting-2025-targets.xlsx").read_bytes())


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "another language": (_english, "F606"),
    "no table": (_letter, "F606"),
    "an encrypted Word document": (_locked_docx, "F602"),
    "an encrypted PDF": (_locked_pdf, "F602"),
    "Word before 2007": (_old_word, "F601"),
    "rich text": (lambda folder: _bytes(folder / "x.rtf", b"{\\rtf1 x}"), "F601"),
    "a workbook": (_workbook, "F601"),
    "a sound": (lambda folder: _bytes(folder / "x.docx", bytes(range(256)) * 20), "F601"),
    "nothing": (lambda folder: _bytes(folder / "x.pdf", b""), "F107"),
    "no such file": (lambda folder: folder / "none.pdf", "F101"),
    "a folder": (lambda folder: folder, "F102"),
    "a Word document cut short": (_cut, "F603"),
    "a PDF cut short": (_torn_pdf, "F603"),
    "a scan": (_scan, "F604"),
    "a picture": (_picture, "F604"),
    "500 pages": (_many_pages, "F605"),
    "a PDF that unpacks to 200 MB": (_pdf_bomb, "F605"),
    "a Word document that unpacks to 72 MB": (_zip_bomb, "F605"),
    "50,000 rows in Word": (_many_rows, "F605"),
    "50,000 rows in a text": (_many_lines, "F605"),
    "a document type": (_entities, "F605"),
    "controls in controls without end": (_deep, "F603"),
    "the documents of two departments": (_two, "F607"),
    "a web page without a table": (
        lambda folder: _bytes(folder / "x.html", b"<html><body><p>x</p></body></html>"),
        "F106",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_sentence(name: str, tmp_path: Path) -> None:
    make, code = REFUSED[name]
    path = make(tmp_path)
    before = sorted(one.name for one in tmp_path.rglob("*"))
    with pytest.raises(SelfEvalError) as caught:
        read_targets(path)
    assert caught.value.code == code
    assert sorted(one.name for one in tmp_path.rglob("*")) == before


BOMBS = ("500 pages", "a PDF that unpacks to 200 MB", "a Word document that unpacks to 72 MB", "50,000 rows in Word")


@pytest.mark.parametrize("name", BOMBS)
def test_what_is_too_much_is_refused_before_it_is_read(name: str, tmp_path: Path) -> None:
    """Forty ordinary documents take longer; to read all of it first takes as long as hundreds of them."""
    ordinary, path = paper.as_docx(papers.crowded(), tmp_path), REFUSED[name][0](tmp_path)

    def refuse() -> None:
        with pytest.raises(SelfEvalError):
            read_targets(path)

    assert times_longer(refuse, partial(read_targets, ordinary), 40) <= 40


@pytest.mark.parametrize("make", [_pdf_bomb, _zip_bomb, _many_rows], ids=["pdf", "zip", "rows"])
def test_memory_stays_bounded(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path)
    tracemalloc.start()
    try:
        with pytest.raises(SelfEvalError):
            read_targets(path)
        assert tracemalloc.get_traced_memory()[1] < 250 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_reading_takes_a_time_that_grows_with_the_rows_alone_up_to_the_bound(tmp_path: Path) -> None:
    def read(count: int) -> None:
        rows = [
            "一级指标\t二级指标\t三级指标\t指标值",
            *(f"产出指标\t数量指标\t里程{n}\t≥{n + 1}公里" for n in range(count)),
        ]
        path = tmp_path / f"{count}.txt"
        path.write_text("修路绩效目标表\n\n" + "\n".join(rows), encoding="utf-8")
        assert len(read_targets(path).targets.projects[0].rows) == count

    # Ten times as long for ten times the rows; a hundred times where each row is held against each other one.
    assert times_longer(lambda: read(3_000), lambda: read(300), 25) <= 25


def test_what_the_parser_unpacks_is_as_zlib_gives_it() -> None:
    from selfeval.document.kinds.pdf.bounds import _Bounded

    data = b"x" * 100_000
    assert _Bounded().decompress(zlib.compress(data)) == data
    with pytest.raises(zlib.error):
        _Bounded().decompress(zlib.compress(data)[:-10])
    stream, out = _Bounded().decompressobj(), io.BytesIO()
    for byte in zlib.compress(data):
        out.write(stream.decompress(bytes([byte])))
    assert out.getvalue() == data
