"""What leaves the reviewer's desk: the list of projects as a workbook, and a letter for each form that goes back."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from selfeval.core.problems import CellRef, SelfEvalError, about_file, msg, verbatim
from selfeval.core.review.letter import Correction, said_already
from selfeval.core.review.overview import MarkKind, ProjectLine
from selfeval.excel.review.list_book import ListLine, write_list
from selfeval.store.atomic import NAME_LIMIT, clipped, free_name, write_bytes
from selfeval.store.faults import os_fault
from selfeval.store.name_parts import name_part
from selfeval.workspace import clock
from selfeval.workspace.batch.archives import members
from selfeval.workspace.overview.overview import Overview
from selfeval.workspace.pack_in_use import DEFAULT_PACK
from selfeval.workspace.review.named_form import unpacked_form
from selfeval.workspace.review.output import write_letter
from selfeval.workspace.review.work import ReviewWork, open_review

LETTERS = "退回意见"
LIST = "审核清单"
_CHUNK = 2_000


class Letters(NamedTuple):
    """The letters that were written; the forms for which none could be, or not of all their projects, each with why."""

    written: tuple[Path, ...]
    failed: tuple[tuple[str, SelfEvalError], ...]


def write_letters(overview: Overview, lines: Sequence[ProjectLine]) -> Letters:
    """A letter for each form with projects that go back, in the folder 退回意见 of the batch; none is written over.

    What the letter asks for is what the reviewer wrote with the mark, the errors found by the program where the mark
    says that they go with it, and what the form's own review (see `selfeval recheck`) says. A mark made on another
    version of the form asks for nothing.

    Raises:
        SelfEvalError: F303 … F305 the folder cannot be made.
    """
    forms: dict[str, list[ProjectLine]] = {}
    written, failed = list[Path](), list[tuple[str, SelfEvalError]]()
    for line in lines:
        held = overview.mark_of(line)
        if held is not None and held.sha256 != line.sha256:
            failed.append((line.file, _marked_before(line)))
        else:
            forms.setdefault(line.file, []).append(line)
    folder = overview.out / LETTERS
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise os_fault(error, folder) from error
    for file, mine in forms.items():
        try:
            written.append(_letter(overview, file, mine, folder))
        except SelfEvalError as error:
            failed.append((file, error))
        except OSError as error:
            failed.append((file, os_fault(error, Path(file))))
    return Letters(tuple(written), tuple(failed))


def _marked_before(line: ProjectLine) -> SelfEvalError:
    return SelfEvalError(
        msg("Marked before"),
        msg("“{title}” was marked on another version of {file}.", title=line.title, file=line.file),
        msg("Look at it again, and mark it again."),
        "F704",
    )


def _letter(overview: Overview, file: str, lines: Sequence[ProjectLine], folder: Path) -> Path:
    with (
        tempfile.TemporaryDirectory(prefix="selfeval-") as scratch,
        _opened(overview, _form(overview, file, Path(scratch))) as work,
    ):
        if work.form.source.sha256 != lines[0].sha256:
            raise SelfEvalError(
                msg("Form changed"),
                msg("{file} has changed since the batch read it.", file=file),
                msg("Run the batch again."),
                "F704",
            )
        if lines[0].pack_sha256 not in {"", work.form.pack.sha256}:
            raise SelfEvalError(
                msg("Other rule pack"),
                msg("{file} was scored by a rule pack that is not found any more, or was changed since.", file=file),
                msg("Run the batch again."),
                "F704",
            )
        order = {one.project.title: number for number, one in enumerate(work.form.assessment.projects)}
        review, told = work.review(), tuple(_asked(overview, lines))
        asked = sorted(
            (*told, *(one for one in review.corrections if not said_already(one, told, review.corrections))),
            key=lambda one: order.get(one.project, len(order)),
        )
        target = _free(folder, lines[0], overview.place_of(file)[1] or file, f"-{LETTERS}.docx")
        write_letter(replace(review, corrections=tuple(asked)), work.form.source, target)
        return target


def _opened(overview: Overview, form: Path) -> ReviewWork:
    """The review of a form scored as the batch did: by the usual pack where that which was asked for cannot be used."""
    try:
        return open_review(form, batch=overview.request)
    except SelfEvalError as error:
        if not error.code.startswith("R"):
            raise
        return open_review(form, rules=DEFAULT_PACK, year_mismatch=True, batch=overview.request)


def _asked(overview: Overview, lines: Sequence[ProjectLine]) -> Iterator[Correction]:
    """What the reviewer wants of the unit: the remarks, and the errors that go with them."""
    for line in lines:
        mark = overview.mark_of(line)
        if mark is None or mark.mark is not MarkKind.RETURNED:
            continue
        if mark.remark:
            yield Correction(line.title, "", CellRef("", ""), verbatim(mark.remark))
        names = {row.indicator: row.tier3 for row in overview.tables.rows(line)} if mark.findings else {}
        for found in overview.tables.findings(line) if mark.findings else ():
            if found.severity == "error":
                where, source = CellRef(found.sheet, found.cell), msg("check {code}", code=found.code)
                said, hint = verbatim(found.message[0]), verbatim(found.hint[0])
                yield Correction(line.title, names.get(found.indicator, ""), where, said, hint, source)


def _form(overview: Overview, file: str, scratch: Path) -> Path:
    """The form itself; a member of an archive is unpacked."""
    path, member = overview.place_of(file)
    if not path.exists():
        raise SelfEvalError(
            msg("File not found"),
            msg("{file} is no longer where the batch read it.", file=file),
            msg("Put it back, or run the batch again."),
            "F101",
        )
    if not member:
        return path
    index = next((one.place for one in members(path).members if one.name == member), None)
    return unpacked_form(path, index, member, scratch)


def write_project_list(overview: Overview, places: Sequence[int], department: str | None = None) -> Path:
    """A list of projects as a workbook in the folder of the batch, with marks and remarks; none is written over."""
    target = free_name(overview.out / f"{LIST}.xlsx")

    def lines() -> Iterator[ListLine]:
        for start in range(0, len(places), _CHUNK):
            for line in overview.page(places, start, start + _CHUNK):
                yield ListLine(line, overview.mark_of(line), _link(overview, line.file))

    with about_file(target):
        write_bytes(
            target, write_list(f"{LIST}（{department}）" if department else LIST, lines(), clock.now()), overwrite=False
        )
    return target


def _link(overview: Overview, file: str) -> str:
    """The path of a file that can be opened, "" where there is none, as in a remote place."""
    try:
        path, _ = overview.place_of(file)
        return str(path) if path.exists() else ""
    except (SelfEvalError, OSError):
        return ""


def _free(folder: Path, line: ProjectLine, file: str, ending: str) -> Path:
    """A name in this folder that nothing has: unit and form, as much of it as goes with the ending.

    Many units call their form 自评表.xlsx: the name says to whom the letter goes.
    """
    stem = Path(file.replace("\\", "/")).stem
    unit = name_part("".join(filter(str.isprintable, line.unit or line.department)), "")
    if unit and unit not in stem:
        stem = f"{unit}-{stem}"
    return free_name(folder / f"{clipped(stem, NAME_LIMIT - len(os.fsencode(ending)))}{ending}")
