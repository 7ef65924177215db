"""Recomputes a scored workbook from its own facts."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from selfeval.core.problems import SelfEvalError, msg
from selfeval.core.rules.pack import RulePack
from selfeval.excel.book.any_kind import kind_in_words, opened
from selfeval.excel.book.formulas import read_formulas
from selfeval.excel.book.kinds.names import FileKind
from selfeval.excel.scored.about_read import Recorded, recorded_rules
from selfeval.excel.scored.read import is_scored
from selfeval.excel.scored.verify.workbook import verify
from selfeval.i18n import LANGUAGES, translator
from selfeval.rulepacks.check.trust import load_recorded
from selfeval.rulepacks.text.errors import PackError
from selfeval.rulepacks.text.files import FOLDER
from selfeval.store import kept_packs
from selfeval.version import __version__
from selfeval.workspace import pack_in_use
from selfeval.workspace.output.verification import Verified
from selfeval.workspace.packs.places import pack_places, tested_pack


def verify_file(path: Path, rules: str | None = None, *, pack: RulePack | None = None) -> Verified:
    """Score the facts of a scored workbook again, by its own rule pack unless `rules` names one or one is given.

    Raises:
        SelfEvalError: F101 … F111 it cannot be read, F114 it is no scored workbook, F116 it
            was saved as another kind than .xlsx, R… the rule pack cannot be used.
    """
    book, data, kind = opened(path)
    if not is_scored(book):
        raise SelfEvalError(
            msg("Not a scored workbook"),
            msg("{name} carries no record of how it was scored, so there is nothing to recompute.", name=path.name),
            msg(
                "A copy for publication or a form that was filled: add --of and the scored workbook that it came from. "
                "Other workbooks: selfeval check."
            ),
            "F114",
        )
    words = kind_in_words(kind)
    if kind not in {FileKind.XLSX, FileKind.XLSM}:
        raise SelfEvalError(
            msg("Cannot be verified"),
            msg(
                "{name} is {kind}; the formulas of its scores cannot be compared.",
                name=path.name,
                kind=words,
            ),
            msg("Verify the .xlsx workbook that the program wrote, or save this one as .xlsx and verify that."),
            "F116",
        )
    if pack is None:
        pack = tested_pack(rules, path) if rules else _recorded(path, recorded_rules(book))
    languages = tuple(translator(language) for language in LANGUAGES)
    formulas = partial(read_formulas, data)
    found = verify(book, pack, formulas, data=data, languages=languages, tool=f"selfeval {__version__}")
    return Verified(book.sha256, pack, found)


def _recorded(path: Path, rules: Recorded) -> RulePack:
    """The pack that a workbook was scored under, as it lies beside the workbook, or where packs are looked for."""
    wanted = rules.id or pack_in_use.DEFAULT_PACK
    beside = path.absolute().parent
    folders = (beside, beside / FOLDER, *pack_places())
    try:
        return load_recorded(wanted, rules.sha256, folders, keeper=kept_packs)
    except SelfEvalError as error:
        if not _is_missing(error):
            raise
        raise SelfEvalError(
            error.title,
            msg(
                "{name} was scored under the rule pack {id} {version}: {reason}",
                name=path.name,
                id=wanted,
                version=rules.version,
                reason=error.message,
            ),
            msg(
                "Put {file} and the packs that it rests on beside the workbook or into {folder} there, or name the "
                "pack: selfeval verify {name} --rules {file}",
                file=f"{wanted}.toml",
                folder=FOLDER,
                name=path.name,
            ),
            error.code,
        ) from error


def _is_missing(error: SelfEvalError) -> bool:
    """Whether the pack is not there, or one that it rests on is not."""
    if isinstance(error, PackError):
        return any(problem.code == "R160" for problem in error.problems)
    return error.code == "R101"
