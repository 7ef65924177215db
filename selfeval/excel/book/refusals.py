"""The sentences by which a file is refused: what is wrong with it and what to do, each with its stable code."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from xml.parsers import expat

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.excel.book.grid import TooManyMergesError
from selfeval.excel.book.kinds.names import FileKind
from selfeval.excel.book.sheetxml import ForbiddenXmlError

DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    ValueError,
    NotImplementedError,
    OSError,
    RuntimeError,
    OverflowError,
    expat.ExpatError,
)
"""What zipfile, zlib, struct, expat and the reading of attributes raise on a damaged file; also `ForbiddenXmlError`."""


class TooMuchError(ValueError):
    """More rows, cells, repeats or spans than any real workbook has: F109."""


class PartsOnce:
    """Sees to it that each part of a package is one sheet: listed two thousand times, a small one costs as many."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, part: str) -> None:
        """`ValueError` if the part was taken before."""
        if part in self._taken:
            message = f"{part} is listed as two sheets"
            raise ValueError(message)
        self._taken.add(part)


def not_had(path: Path, error: Exception) -> SelfEvalError:
    """F101 there is no such file, F103 the system does not give it; `error` is what it said."""
    name = str(path).encode("utf-8", "replace").decode("utf-8")
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        hint = msg("Check the folder and the spelling of the name.")
        return SelfEvalError(msg("File not found"), msg("There is no file {file}.", file=name), hint, "F101")
    hint = msg("Close it in other programs, and check that you may read it.")
    message = msg("{file} cannot be opened for reading.", file=name)
    return SelfEvalError(msg("File not readable"), message, hint, "F103")


@contextmanager
def refused(path: Path) -> Iterator[None]:
    """Whatever a file makes its reader raise, as the sentence by which it is refused.

    Raises:
        SelfEvalError: F109 more data than any real workbook has, F108 a part is damaged.
    """
    try:
        yield
    except (ForbiddenXmlError, TooManyMergesError, TooMuchError, MemoryError) as error:
        raise too_large(path) from error
    except DAMAGE as error:
        raise damaged(path) from error


def too_large(path: Path) -> SelfEvalError:
    """F109: more data, or more in its parts, than any real workbook has."""
    return SelfEvalError(
        msg("Workbook refused"),
        msg("{file} unpacks to far more than a real workbook holds, or declares XML entities.", file=path.name),
        msg("Copy the sheets into a new workbook, save it as .xlsx and open that."),
        "F109",
    )


def damaged(path: Path) -> SelfEvalError:
    """F108: a package cut short or with broken parts."""
    return SelfEvalError(
        msg("Damaged workbook"),
        msg("{file} is damaged or incomplete and cannot be read.", file=path.name),
        msg("Copy or download it again, or open it in Excel or WPS and save it under a new name."),
        "F108",
    )


MAX_INDICATORS = 10_000
"""In one workbook; a department has a few hundred. So many are still read, scored and written within seconds."""


def too_many_indicators(where: str) -> SelfEvalError:
    """F115: more indicators than any department has; `where` is the sheet on which the limit was reached."""
    return SelfEvalError(
        msg("Too many indicators"),
        msg("Up to the sheet {sheet} there are more than {count} indicators.", sheet=where, count=MAX_INDICATORS),
        msg("Leave only the tables to be scored in the workbook, or split it by department."),
        "F115",
    )


def all_in_one_cell(name: str, where: str) -> SelfEvalError:
    """F117: the indicators of a form stand together in one cell, where nothing can be scored one by one."""
    return SelfEvalError(
        msg("All indicators in one cell"),
        msg("In {file} all indicators stand in one cell ({cell}); they cannot be told apart.", file=name, cell=where),
        msg("Give each indicator a row of its own, with its name, target and points in cells of their own."),
        "F117",
    )


def refusal(kind: FileKind, path: Path) -> SelfEvalError:
    """F104 … F110 for a file that is no workbook we read; F105 for every other kind."""
    name = path.name
    if kind is FileKind.DAMAGED:
        return damaged(path)
    cases: dict[FileKind, tuple[str, Message, Message, Message]] = {
        FileKind.ENCRYPTED: (
            "F104",
            msg("Encrypted workbook"),
            msg("{file} is protected with a password and cannot be read.", file=name),
            msg("Open it in Excel or WPS, remove the password, and save it under a new name."),
        ),
        FileKind.PROSE: (
            "F106",
            msg("Not a workbook"),
            msg("{file} is a web page or a text file, and no table was found in it.", file=name),
            msg("Open it in Excel or WPS and save it as an .xlsx workbook."),
        ),
        FileKind.JSON: (
            "F106",
            msg("Not a workbook"),
            msg("{file} is JSON: outcomes may come from it (--actuals), but no table of targets.", file=name),
            msg("Give the workbook with the targets, and this file as the one with the actuals."),
        ),
        FileKind.EMPTY: (
            "F107",
            msg("Empty file"),
            msg("{file} is empty: it has no bytes at all.", file=name),
            msg("Copy or download it again."),
        ),
        FileKind.FOREIGN: (
            "F110",
            msg("Other spreadsheet format"),
            msg("{file} is a spreadsheet of a kind that is not read (web archive, SYLK or Apple Numbers).", file=name),
            msg("Open it in Excel or WPS and save it as .xlsx."),
        ),
    }
    other = (
        "F105",
        msg("Not a workbook"),
        msg("{file} is not a workbook.", file=name),
        msg("Give a workbook saved as .xlsx."),
    )
    code, title, message, hint = cases.get(kind, other)
    return SelfEvalError(title, message, hint, code)
