"""Bytes cut and changed in every kind of file give a reading or a sentence, never another exception."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.excel.book.any_kind import open_book
from selfeval.excel.book.grid import Book
from selfeval.excel.read import read_workbook
from selfeval.excel.tables.result import ReadResult
from tests.excel.kinds.makers import FILES

NAMES = sorted(path.name for path in FILES.iterdir())
PIECES = (b"", b"\0", b"\xff\xff\xff\xff", b"-1", b"99999999999", b"NaN", b"<", b">", b'"', b"\x7f")


def outcome(path: Path, data: bytes) -> None:
    """Read it, down to the projects."""
    path.write_bytes(data)
    try:
        assert isinstance(open_book(path), Book)
        assert isinstance(read_workbook(path), ReadResult)
    except SelfEvalError as error:
        assert error.code.startswith("F1")


def mutated(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 2, 8))):
        at = dice.randrange(len(changed))
        if dice.random() < 0.5:
            changed[at] ^= 1 << dice.randrange(8)
        else:
            changed[at : at + dice.randrange(5)] = dice.choice(PIECES)
        changed = changed or bytearray(b" ")
    return bytes(changed)


def inside(data: bytes, dice: random.Random) -> bytes:
    """One part of a package changed, the package itself whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = dice.choice([name for name in old.namelist() if old.getinfo(name).file_size])
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, mutated(content, dice) if name == chosen else content)
    return out.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_cut_anywhere(tmp_path: Path, name: str) -> None:
    data = (FILES / name).read_bytes()
    dice = random.Random(name)
    for kept in [*range(0, 64, 7), *(dice.randrange(len(data)) for _ in range(25)), len(data) - 1]:
        outcome(tmp_path / name, data[:kept])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", NAMES)
def test_changed_anywhere(tmp_path: Path, name: str, seed: int) -> None:
    data = (FILES / name).read_bytes()
    dice = random.Random(f"{name}{seed}")
    for _ in range(30):
        deep = data.startswith(b"PK") and dice.random() < 0.8
        outcome(tmp_path / name, inside(data, dice) if deep else mutated(data, dice))
