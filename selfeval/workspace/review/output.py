"""Writes what came of a review: the review sheet and the letter, never over the form and over nothing else unasked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from selfeval.core.problems import Message, SelfEvalError, about_file, msg
from selfeval.core.review.letter_text import OUTLINE, letter
from selfeval.core.review.plain import FormReview
from selfeval.excel.review.book import ReviewOrigin, write_review
from selfeval.excel.tables.head.codes import split_code
from selfeval.i18n import translator
from selfeval.store.atomic import write_bytes
from selfeval.version import __version__
from selfeval.word.write import write_report
from selfeval.workspace import clock
from selfeval.workspace.output.target import check_file, checked_workbook
from selfeval.workspace.source import Source

_WORD = ".docx"


def review_target(form: Source, wanted: Path, inputs: Iterable[Path] = (), *, force: bool = False) -> Path:
    """Where the review sheet goes; errors as for `checked_workbook`."""
    return checked_workbook(wanted, (form.path, *inputs), force=force)


def letter_target(form: Source, wanted: Path, inputs: Iterable[Path] = (), *, force: bool = False) -> Path:
    """Where the letter goes; F305 for a name that is not one of a Word document, F301, F306 as elsewhere."""
    if wanted.is_dir() or wanted.suffix.lower() != _WORD:
        raise SelfEvalError(
            msg("Not a file name"),
            msg("The letter is a Word document; {name} is not the name of one.", name=wanted.name),
            msg("Give a name that ends in .docx."),
            "F305",
        )
    check_file(wanted, (form.path, *inputs), force=force)
    return wanted


def write_review_sheet(
    review: FormReview, form: Source, notices: Iterable[Message], target: Path, *, force: bool = False
) -> None:
    """Write the workbook of a review, in Chinese."""
    translate = translator("zh")
    said = tuple(notice.render(translate) for notice in notices)
    when = datetime.fromisoformat(clock.now())
    origin = ReviewOrigin(form.path.name, form.sha256, __version__, clock.who(), when, said)
    with about_file(target):
        write_bytes(target, write_review(review, origin, translate=translate), overwrite=force)


def write_letter(review: FormReview, form: Source, target: Path, *, force: bool = False) -> None:
    """Write the letter back to the unit."""
    when = datetime.fromisoformat(clock.now())
    day = f"{when.year}年{when.month}月{when.day}日"
    report = letter(review, form.path.name, day, translator("zh"), lambda unit: split_code(unit)[1])
    about = {
        "outline": OUTLINE,
        "rules": f"{review.pack.id} {review.pack.version}",
        "source": form.path.name,
        "source_sha256": form.sha256,
        "tool": f"selfeval {__version__}",
    }
    with about_file(target):
        write_bytes(target, write_report(report, about, when), overwrite=force)
