"""What is refused before anything is parsed, each case with its code; nothing but `SelfEvalError` ever comes out."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

import pytest

from selfeval.core.problems import SelfEvalError, msg
from selfeval.excel.book import guard
from selfeval.excel.book.grid import TooManyMergesError
from selfeval.excel.book.kinds.names import FileKind
from selfeval.excel.book.refusals import TooMuchError
from selfeval.excel.book.refusals import refused as refused_by
from selfeval.excel.book.sheetxml import ForbiddenXmlError
from selfeval.excel.read import read_workbook
from selfeval.excel.tables.result import ReadResult
from tests.excel.books import HEADER, ROW, book, packed, replaced

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    "</Types>"
)


def package(**parts: bytes | str) -> bytes:
    return packed(parts)


def refused(path: Path) -> SelfEvalError:
    with pytest.raises(SelfEvalError) as caught:
        read_workbook(path)
    error = caught.value
    assert error.title
    assert error.message.render().endswith(".")
    assert error.hint
    with pytest.raises(SelfEvalError) as checked:
        guard.load(path)
    assert checked.value.code == error.code
    return error


@pytest.fixture
def good(tmp_path: Path) -> bytes:
    return book(tmp_path / "good.xlsx", [HEADER, ROW]).read_bytes()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.xlsx", b"", "F107"),
        ("page.xlsx", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "F112"),
        ("page.xls", "\ufeff<html>预算</html>".encode(), "F106"),
        ("gbk.xlsx", "项目编码,项目名称\r\n".encode("gb18030") * 400, "F112"),
        ("utf16.xlsx", "项目\t名称".encode("utf-16"), "F112"),
        ("letter.txt", "尊敬的领导\r\n".encode("gb18030") * 400, "F106"),
        ("data.xml", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "F106"),
        ("archive.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "F110"),
        ("links.xls", b"ID;PWXL;N;E\r\nC;Y1;X1;K1\r\n", "F110"),
        ("numbers.xlsx", package(**{"Index/Document.iwa": "x"}), "F110"),
        ("secret.xlsx", OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 64, "F104"),
        ("old.xlsx", OLE + "Workbook".encode("utf-16-le") + b"\0" * 64, "F108"),
        ("old.xls", b"\x09\x08\x10\x00" + bytes(64), "F108"),
        ("letter.xlsx", OLE + "WordDocument".encode("utf-16-le") + b"\0" * 64, "F105"),
        ("paper.xlsx", b"%PDF-1.7\n", "F105"),
        ("noise.xlsx", bytes(range(256)), "F105"),
        ("zip.xlsx", package(a="1"), "F105"),
        ("letter2.xlsx", package(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}), "F105"),
        ("binary.xlsx", package(**{"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"}), "F108"),
        ("open.xlsx", package(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "F108"),
        ("cut.xlsx", b"PK\x03\x04" + bytes(40), "F108"),
        ("types.xlsx", package(**{"[Content_Types].xml": "<Types"}), "F108"),
        ("parts.xlsx", package(**{"[Content_Types].xml": TYPES}), "F108"),
    ],
)
def test_content_decides(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SelfEvalError) as caught:
        read_workbook(path)
    assert caught.value.code == code


def test_the_name_does_not_matter(tmp_path: Path, good: bytes) -> None:
    path = tmp_path / "targets.xls"
    path.write_bytes(good)
    assert guard.load(path)[1] is FileKind.XLSX
    assert len(read_workbook(path).department.projects) == 1


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.xlsx").code == "F101"
    assert refused(tmp_path / "a\0b.xlsx").code == "F101"
    assert refused(tmp_path).code == "F102"


def test_pipe_is_not_opened(tmp_path: Path) -> None:
    os = pytest.importorskip("os")
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert refused(tmp_path / "pipe.xlsx").code == "F102"


def test_unreadable_file(tmp_path: Path, good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.xlsx"
    path.write_bytes(good)

    def locked(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "locked")

    monkeypatch.setattr(Path, "open", locked)
    assert refused(path).code == "F103"


@pytest.mark.parametrize("kept", [30, 200, 1000, -1, -22])
def test_truncated_package(tmp_path: Path, good: bytes, kept: int) -> None:
    path = tmp_path / "cut.xlsx"
    path.write_bytes(good[:kept])
    assert refused(path).code == "F108"


def test_zip_bomb_by_its_directory(tmp_path: Path, good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "RATIO_FROM", 1024 * 1024)
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(replaced(good, "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 4_000_000))
    assert refused(path).code == "F109"


def test_bomb_by_total_size_and_entries(tmp_path: Path, good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(good)
    for name, limit in (("MAX_UNPACKED", 1000), ("MAX_ENTRIES", 3), ("MAX_FILE", 100)):
        with monkeypatch.context() as patch:
            patch.setattr(guard, name, limit)
            assert refused(path).code == "F109", name
    assert guard.load(path)[1] is FileKind.XLSX


def test_directory_that_lies_about_sizes(tmp_path: Path, good: bytes) -> None:
    """A central directory that says 10 bytes for a sheet must not make it 10 bytes, nor unpack without end."""
    path = tmp_path / "liar.xlsx"
    data = bytearray(good)
    at = data.index(b"xl/worksheets/sheet1.xml", data.index(b"PK\x01\x02")) - 46
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(bytes(data))
    assert refused(path).code == "F108"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
)
def test_entity_bomb(tmp_path: Path, good: bytes, part: str, encoding: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    path = tmp_path / "entities.xlsx"

    def inject(xml: bytes) -> bytes:
        body = xml.decode("utf-8")
        body = body[body.index("?>") + 2 :] if body.startswith("<?xml") else body
        return f'<?xml version="1.0" encoding="{encoding}"?>{bomb}{body}'.encode(encoding)

    path.write_bytes(replaced(good, part, inject))
    assert refused(path).code == "F109"


def test_document_type_hidden_behind_the_first_chunk(tmp_path: Path, good: bytes) -> None:
    path = tmp_path / "late.xlsx"
    path.write_bytes(replaced(good, "xl/styles.xml", lambda xml: b"<!--" + b"x" * 65_530 + b"--><!DOCTYPE x>" + xml))
    assert refused(path).code == "F109"


def test_encrypted_entries(tmp_path: Path, good: bytes) -> None:
    data = bytearray(good)
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path = tmp_path / "packed.xlsx"
    path.write_bytes(bytes(data))
    assert refused(path).code == "F104"


def test_macros_are_told_and_not_run(tmp_path: Path, good: bytes) -> None:
    out = io.BytesIO(good)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    path = tmp_path / "macros.xlsm"
    path.write_bytes(out.getvalue())
    assert guard.load(path)[1] is FileKind.XLSM
    assert [problem.code for problem in read_workbook(path).problems] == ["F201"]


@pytest.mark.parametrize("seed", range(6))
def test_damage_gives_a_result_or_a_sentence(tmp_path: Path, good: bytes, seed: int) -> None:
    """Bytes changed, cut and doubled, in the file and inside its parts, never give another exception."""
    dice = random.Random(seed)
    names = zipfile.ZipFile(io.BytesIO(good)).namelist()
    path = tmp_path / "mutant.xlsx"

    def mutate(data: bytes) -> bytes:
        changed = bytearray(data)
        for _ in range(dice.choice((1, 2, 8))):
            at = dice.randrange(len(changed))
            piece = dice.choice(
                (b"", bytes([dice.randrange(256)]), b"-1", b"99999999999", b"A1:XFD1048576", b"NaN", b"<")
            )
            changed[at : at + dice.randrange(4)] = piece
            changed = changed or bytearray(b" ")
        return bytes(changed)

    for _ in range(60):
        inside = dice.random() < 0.8
        path.write_bytes(replaced(good, dice.choice(names), mutate) if inside else mutate(good))
        try:
            assert isinstance(read_workbook(path), ReadResult)
        except SelfEvalError as error:
            assert error.code.startswith("F1")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ForbiddenXmlError("too many cells"), "F109"),
        (TooManyMergesError("overlapping"), "F109"),
        (TooMuchError("too many rows"), "F109"),
        (MemoryError(), "F109"),
        (zipfile.BadZipFile(), "F108"),
        (zlib.error(), "F108"),
        (struct.error(), "F108"),
        (KeyError("Id"), "F108"),
        (ValueError("A0"), "F108"),
        (RecursionError(), "F108"),
        (expat.ExpatError(), "F108"),
    ],
)
def test_whatever_a_reader_raises_is_a_sentence(error: Exception, code: str) -> None:
    with pytest.raises(SelfEvalError) as raised, refused_by(Path("a.xlsx")):
        raise error
    assert raised.value.code == code
    assert "a.xlsx" in raised.value.message.render()


def test_a_sentence_of_its_own_and_a_fault_of_ours_go_through() -> None:
    own = SelfEvalError(msg("Too many"), msg("Too many."), msg("Fewer."), "F115")
    for error in (own, TypeError("ours"), KeyboardInterrupt()):
        with pytest.raises(type(error)) as raised, refused_by(Path("a.xlsx")):
            raise error
        assert raised.value is error
