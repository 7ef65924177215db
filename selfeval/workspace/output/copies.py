"""Holds a copy for publication, or a bureau's form that was filled, against the scored workbook it came from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from selfeval.core.problems import SelfEvalError, about_file, msg
from selfeval.excel.book.any_kind import open_book, opened
from selfeval.excel.form.fill import fill_template
from selfeval.excel.scored.read import is_scored
from selfeval.excel.scored.verify.copy import copy_differences
from selfeval.workspace.output.public import HIDDEN, NOT_COPIED, stands_against
from selfeval.workspace.output.public_copy import public_copy
from selfeval.workspace.output.verification import Verified
from selfeval.workspace.output.verify import verify_file


def verify_copy(path: Path, scored: Path, template: Path | None = None, rules: str | None = None) -> Verified:
    """What in the copy at `path` is not as the program writes it from `scored`; with `template`, into that form.

    Raises:
        SelfEvalError: F118 the scored workbook itself does not verify, F119 the copy is a scored workbook; else as for
            `verify_file`, and as for filling a form.
    """
    if is_scored(open_book(path)):
        raise SelfEvalError(
            msg("Not a copy"),
            msg("{name} is itself a scored workbook, no copy of one.", name=path.name),
            msg("Verify it alone: selfeval verify {name}", name=path.name),
            "F119",
        )
    with about_file(scored):
        whole = verify_file(scored, rules)
    passed = NOT_COPIED | {HIDDEN}
    if any(stands_against(found, passed) for found in whole.differences):
        raise SelfEvalError(
            msg("Nothing to hold it against"),
            msg("{name} is not what its own facts give, so no copy of it can be verified.", name=scored.name),
            msg("Verify it first: selfeval verify {name}", name=scored.name),
            "F118",
        )
    public, result, assessment = public_copy(scored, whole.pack)
    written = [public.data]
    if template is not None:
        with about_file(template):
            written = [
                form.data for force in (False, True) for form in fill_template(template, assessment, force=force).forms
            ]
    book, data, _ = opened(path)
    found = [copy_differences(book, data, one, result, assessment) for one in written]
    return replace(whole, sha256=book.sha256, differences=min(found, key=len, default=()))
