"""What leaves the reviewer's desk: the list of projects as a workbook, and a letter for each form that goes back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from selfeval.core.problems import CellRef, Message, SelfEvalError, about_file, msg
from selfeval.core.review.letter import Correction
from selfeval.core.review.overview import ProjectLine
from selfeval.excel.review.list_book import ListLine, write_list
from selfeval.store.atomic import write_bytes
from selfeval.workspace import clock
from selfeval.workspace.batch.archives import extracted, members
from selfeval.workspace.overview.overview import RETURNED, Overview
from selfeval.workspace.review.output import write_letter
from selfeval.workspace.review.work import open_review

LETTERS = "退回意见"
LIST = "审核清单"
_CHUNK = 2_000


class Letters(NamedTuple):
    """The letters that were written, and the forms for which none could be, with the reason."""

    written: tuple[Path, ...]
    failed: tuple[tuple[str, SelfEvalError], ...]


def write_letters(overview: Overview, lines: Sequence[ProjectLine]) -> Letters:
    """A letter for each form with projects that go back, in the folder 退回意见 of the batch; none is written over.

    What the letter asks for is what the reviewer wrote with the mark, the errors found by the program where the mark
    says that they go with it, and what the form's own review (see `selfeval recheck`) says.
    """
    forms: dict[str, list[ProjectLine]] = {}
    for line in lines:
        forms.setdefault(line.file, []).append(line)
    written, failed = list[Path](), list[tuple[str, SelfEvalError]]()
    folder = overview.out / LETTERS
    with about_file(folder):
        folder.mkdir(exist_ok=True)
    for file, mine in forms.items():
        try:
            written.append(_letter(overview, file, mine, folder))
        except SelfEvalError as error:
            failed.append((file, error))
    return Letters(tuple(written), tuple(failed))


def _letter(overview: Overview, file: str, lines: Sequence[ProjectLine], folder: Path) -> Path:
    with (
        tempfile.TemporaryDirectory(prefix="selfeval-") as scratch,
        open_review(_form(overview, file, Path(scratch)), year_mismatch=True) as work,
    ):
        order = {one.project.title: number for number, one in enumerate(work.form.assessment.projects)}
        review = work.review()
        asked = sorted(
            (*_asked(overview, lines), *review.corrections),
            key=lambda one: order.get(one.project, len(order)),
        )
        target = _free(folder, f"{Path(file.rpartition('!')[2]).stem}-{LETTERS}", ".docx")
        write_letter(replace(review, corrections=tuple(asked)), work.form.source, target)
        return target


def _asked(overview: Overview, lines: Sequence[ProjectLine]) -> Iterator[Correction]:
    """What the reviewer wants of the unit: the remarks, and the errors that go with them."""
    for line in lines:
        mark = overview.mark_of(line)
        if mark is None or mark.mark != RETURNED:
            continue
        if mark.remark:
            yield Correction(line.title, "", CellRef("", ""), _said(mark.remark))
        names = {row.indicator: row.tier3 for row in overview.tables.rows(line)} if mark.findings else {}
        for found in overview.tables.findings(line) if mark.findings else ():
            if found.severity == "error":
                where, source = CellRef(found.sheet, found.cell), msg("check {code}", code=found.code)
                said, hint = _said(found.message[0]), _said(found.hint[0])
                yield Correction(line.title, names.get(found.indicator, ""), where, said, hint, source)


def _said(text: str) -> Message:
    return Message("{it}", (("it", text),))


def _form(overview: Overview, file: str, scratch: Path) -> Path:
    """The form itself; a member of an archive is unpacked."""
    path, member = overview.place_of(file), file.partition("!")[2]
    if not path.exists():
        raise _gone(file)
    if not member:
        return path
    index = next((one.place for one in members(path).members if one.name == member), None)
    data = extracted(path, index) if index is not None else None
    if data is None:
        raise _gone(file)
    unpacked = scratch / Path(member.replace("\\", "/")).name
    unpacked.write_bytes(data)
    return unpacked


def _gone(file: str) -> SelfEvalError:
    return SelfEvalError(
        msg("File not found"),
        msg("{file} is no longer where the batch read it.", file=file),
        msg("Put it back, or run the batch again."),
        "F101",
    )


def write_project_list(overview: Overview, places: Sequence[int], department: str | None = None) -> Path:
    """A list of projects as a workbook in the folder of the batch, with marks and remarks; none is written over."""
    target = _free(overview.out, LIST, ".xlsx")

    def lines() -> Iterator[ListLine]:
        for start in range(0, len(places), _CHUNK):
            for line in overview.page(places, start, start + _CHUNK):
                link = overview.place_of(line.file)
                yield ListLine(line, overview.mark_of(line), str(link) if link.exists() else "")

    with about_file(target):
        write_bytes(
            target, write_list(f"{LIST}（{department}）" if department else LIST, lines(), clock.now()), overwrite=False
        )
    return target


def _free(folder: Path, stem: str, suffix: str) -> Path:
    """A name in this folder that nothing has."""
    number, target = 1, folder / f"{stem}{suffix}"
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}{suffix}"
    return target
