"""Every input that cannot be used ends in one panel on stderr, exit code 2, no traceback, nothing written."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.cli.conftest import Run, listing, process
from tests.excel.books import saved


def _missing(path: Path) -> None:
    path.unlink(missing_ok=True)


def _directory(path: Path) -> None:
    path.mkdir()


def _encrypted(path: Path) -> None:
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    )


def _garbage(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 20)


def _html(path: Path) -> None:
    path.write_text("<html><body><p>三级指标见附件</p></body></html>", encoding="utf-8")


def _no_bytes(path: Path) -> None:
    path.touch()


def _no_cells(path: Path) -> None:
    Workbook().save(path)


def _no_table(path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["姓名", "电话"])
    book.worksheets[0].append(["张三", "123"])
    book.save(path)


def _no_values(path: Path) -> None:
    """Only formulas, saved by a program that does not calculate."""
    book = Workbook()
    for row in range(1, 9):
        book.worksheets[0].append([f'="指标{row}"' for _ in range(6)])
    book.save(path)


def _zip_bomb(path: Path) -> None:
    book = io.BytesIO()
    Workbook().save(book)
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        package.writestr("xl/worksheets/sheet9.xml", b"<a>" + b" " * 40_000_000 + b"</a>")
    path.write_bytes(book.getvalue())


def _xml_bomb(path: Path) -> None:
    book = io.BytesIO()
    Workbook().save(book)
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    with zipfile.ZipFile(book, "a") as package:
        package.writestr("xl/worksheets/sheet9.xml", bomb)
    path.write_bytes(book.getvalue())


def _cut_off(path: Path) -> None:
    path.write_bytes(saved(Workbook())[:3000])


CASES = {
    "F101": _missing,
    "F102": _directory,
    "F104": _encrypted,
    "F105": _garbage,
    "F106": _html,
    "F107": _no_bytes,
    "F108": _cut_off,
    "F109": _zip_bomb,
    "F109 ": _xml_bomb,
    "F111": _no_cells,
    "F112": _no_table,
    "F113": _no_values,
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("code", CASES)
@pytest.mark.parametrize("command", ["score", "check", "explain", "verify"])
def test_one_panel_and_exit_2(run: Run, tmp_path: Path, command: str, code: str, language: str) -> None:
    path = tmp_path / "表.xlsx"
    CASES[code](path)
    before = listing(tmp_path)
    done = run(command, path, "--lang", language)
    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err
    wanted = "F114" if command == "verify" and code in {"F112", "F113"} else code.strip()
    assert f"[{wanted}]" in done.err
    lines = done.err.splitlines()
    assert lines[0].startswith("Cannot go on" if language == "en" else "无法继续")
    assert len([line for line in lines if line.startswith("  → ")]) == 1, "one panel, with a hint"
    assert listing(tmp_path) == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_unreadable(run: Run, folder: Path) -> None:
    (folder / "filled.xlsx").chmod(0)
    done = run("score", "filled.xlsx")
    assert done.code == 2
    assert "F103" in done.err


def test_unreadable_for_anybody(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.open

    def refuse(self: Path, *args: object, **more: object) -> object:
        if self.name == "filled.xlsx":
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **more)

    monkeypatch.setattr(Path, "open", refuse)
    done = run("score", "filled.xlsx")
    assert done.code == 2
    assert "[F103]" in done.err


def test_macros_are_never_run_and_never_a_traceback(run: Run, folder: Path) -> None:
    with zipfile.ZipFile(folder / "filled.xlsx", "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    done = run("check", "filled.xlsx")
    assert "Traceback" not in done.err
    assert ("macro" in done.out.lower()) or (done.code == 2 and "macro" in done.err.lower())


def test_some_formulas_without_values_leave_the_rest_usable(run: Run, folder: Path) -> None:
    book = load_workbook(folder / "filled.xlsx")
    sheet = book["信访专项资金"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "≤10 批次":
                cell.value = '="≤10 批次"'
    book.save(folder / "filled.xlsx")
    done = run("check", "filled.xlsx")
    assert done.code == 1
    assert "F202" in done.out
    assert "T101" in done.out


@pytest.mark.parametrize(
    "args",
    [
        ("score",),
        ("score", "filled.xlsx", "more.xlsx"),
        ("score", "filled.xlsx", "--year", "25"),
        ("score", "filled.xlsx", "--nope"),
        ("score", "filled.xlsx", "-o"),
        ("score", "filled.xlsx", "-o", "out.csv"),
        ("score", "filled.xlsx", "-o", "."),
        ("score", "filled.xlsx", "-o", "no/such/folder/out.xlsx"),
        ("score", "filled.xlsx", "--rules", "no-such-pack"),
        ("score", "filled.xlsx", "--rules", "filled.xlsx"),
        ("score", "filled.xlsx", "--actuals", "missing.csv"),
        ("score", "filled.xlsx", "--actuals", "."),
        ("explain", "filled.xlsx", "没有这样的指标"),
        ("check",),
        ("target",),
        ("rules",),
        ("rules", "show"),
        ("rules", "show", "no-such-pack"),
        ("rules", "check", "no-such-pack"),
        ("nonsense",),
        ("--lang", "fr", "doctor"),
        ("--lang",),
        ("open",),
        ("open", "missing.xlsx"),
        ("open", "filled.xlsx"),
        (),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_bad_arguments(folder: Path, run: Run, args: tuple[str, ...], language: str, monkeypatch) -> None:
    monkeypatch.setenv("SELFEVAL_LANG", language)
    before = listing(folder)
    done = run(*args)
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("Cannot go on" if language == "en" else "无法继续")
    assert "Traceback" not in done.err
    assert listing(folder) == before


@pytest.mark.parametrize("code", ["F101", "F106", "F109"])
def test_as_a_process(tmp_path: Path, code: str) -> None:
    path = tmp_path / "x.xlsx"
    CASES[code](path)
    done = process("score", path)
    assert (done.code, done.out) == (2, "")
    assert f"[{code}]" in done.err
    assert "Traceback" not in done.err


def test_other_files_are_checked_although_one_cannot_be_read(run: Run, folder: Path) -> None:
    done = run("check", "missing.xlsx", "targets.xlsx")
    assert done.code == 2
    assert "F101" in done.err
    assert "T101" in done.out


@pytest.mark.parametrize(
    ("args", "meant"),
    [
        (("sample", "out", "--count", "5"), ""),  # not --output, with which it shares little but the dashes
        (("score", "x.xlsx", "--xyz"), ""),
        (("score", "x.xlsx", "--ouput", "y.xlsx"), "--output"),
        (("score", "x.xlsx", "--actual", "y.xlsx"), "--actuals"),
        (("sample", "out", "--shares", "all=10%"), "--share"),
        (("scor", "x.xlsx"), "score"),
    ],
)
def test_an_option_is_offered_only_if_it_is_like_the_one_that_was_typed(
    run: Run, args: tuple[str, ...], meant: str
) -> None:
    done = run("--lang", "en", *args)
    assert done.code == 2
    assert (f"Probably {meant} is meant" in done.err) if meant else ("Probably" not in done.err)


_LONG = "长" * 100
"""A name of 300 bytes, of which the usual file systems take 255."""


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("score", "filled.xlsx", "-o", f"{_LONG}.xlsx"), "F305"),
        (("next", "filled.xlsx", "-o", f"{_LONG}.xlsx"), "F305"),
        (("report", "filled.xlsx", "-o", f"{_LONG}.docx"), "F305"),
        (("report", "filled.xlsx", "--update", f"{_LONG}.docx"), "F305"),
        (("report", "filled.xlsx", "--outline", f"{_LONG}.toml"), "R190"),
        (("batch", ".", "-o", _LONG), "F305"),
        (("batch", f"{_LONG}.xlsx", "-o", "out"), "F101"),
        (("batch", f"@{_LONG}.txt", "-o", "out"), "F103"),
        (("score", f"{_LONG}.xlsx"), "F103"),
    ],
)
def test_a_name_that_is_too_long_is_told_and_nothing_is_written(
    run: Run, folder: Path, args: tuple[str, ...], code: str
) -> None:
    if args[0] == "batch":
        pytest.importorskip("pyarrow")
    before = listing(folder)
    done = run("--lang", "en", *args)
    assert (done.code, code in done.err) == (2, True), done.err
    assert listing(folder) == before
