"""What columns of an unknown layout mean: said once by a person, remembered for the layout, used with a note.

`session` holds what the command line says for the time of one command; `read` is what opening a workbook calls.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from selfeval.core.problems import Problem, SelfEvalError, Severity, msg
from selfeval.core.records import dataclass
from selfeval.excel.tables.labels.labels import column_of, project_column_of
from selfeval.excel.tables.mapping import FIELDS, Known, Mapped, Mapper, Wish
from selfeval.excel.tables.recognised import Recognised
from selfeval.excel.tables.result import ReadResult
from selfeval.store import mappings
from selfeval.store.mappings import ColumnMap, maps, remember
from selfeval.workspace.clock import now


@dataclass(frozen=True, slots=True)
class _Said:
    wishes: tuple[Wish, ...] = ()
    ignore: bool = False


_SAID: ContextVar[_Said] = ContextVar("column_mappings", default=_Said())  # noqa: B039 - it never changes


@contextmanager
def session(words: tuple[str, ...] = (), *, ignore: bool = False) -> Iterator[None]:
    """Workbooks read inside follow these words (`分值=H`), and with `ignore` nothing that was remembered.

    Raises:
        SelfEvalError: F121 a word is no mapping or names no field; F122 (on reading) there is no such column.
    """
    token = _SAID.set(_Said(parse(words), ignore))
    try:
        yield
    finally:
        _SAID.reset(token)


def fields() -> Mapping[str, str]:
    """The fields that a column may hold, with the Chinese label by which people know them."""
    return FIELDS


def parse(words: tuple[str, ...]) -> tuple[Wish, ...]:
    """`分值=H`, `weight=Sheet1!H`, `实际完成值=完成数` → what is meant; F121 for a word that says nothing."""
    if not words:
        return ()
    wishes = []
    for word in words:
        name, sign, place = word.replace("＝", "=").partition("=")
        sheet, _, column = place.replace("！", "!").rpartition("!")
        if not (sign and name.strip() and column.strip()):
            raise SelfEvalError(
                msg("Bad argument"),
                msg("“{word}” does not say which column holds which field.", word=word),
                msg("Write field=column, such as --map 分值=H or --map 分值=Sheet1!H."),
                "F121",
            )
        wishes.append(Wish(_field(name.strip()), column.strip(), sheet.strip().strip("'")))
    return tuple(wishes)


def _field(name: str) -> str:
    """A field by its identifier, its label, or any header by which it is known."""
    known = fields()
    found = name if name in known else column_of(name) or project_column_of(name)
    if found in known:
        return str(found)
    by_label = {label: key for key, label in known.items()}
    near = _nearest(name, [*by_label, *known])
    labels = "、".join(f"{label} ({key})" for key, label in known.items())
    hint = msg("Fields: {fields}", fields=labels)
    if near:
        meant = near if near in by_label else known[near]
        hint = msg("Probably {meant} is meant. Fields: {fields}", meant=meant, fields=labels)
    raise SelfEvalError(msg("Bad argument"), msg("There is no field “{name}”.", name=name), hint, "F121")


def _nearest(name: str, known: list[str]) -> str:
    """The most similar word, "" where none is; of equally similar ones that which begins the same."""
    import difflib

    found = difflib.get_close_matches(name, known, n=5, cutoff=0.4)
    return max(found, key=lambda word: word[:1] == name[:1], default="")


def read(path: Path, *, main: bool = True) -> ReadResult:
    """Read a workbook, following what was said about its columns now and before; errors as in `read_workbook`.

    `main` is the workbook that the words are about; another one read beside it need not have those columns.
    """
    from selfeval.excel.read import read_workbook  # the readers of workbooks: a work goes on without them

    result = read_workbook(path, _mapper(strict=main))
    given = {mapped.fingerprint: mapped for mapped in result.mapped if mapped.given}
    kept = [_remember(mapped) for mapped in given.values()]
    return result if all(kept) else _with(result, _not_remembered())


def unmapped(path: Path) -> Recognised:
    """How the workbook's columns are understood: tables, columns nobody understood, nearest rows where no table is.

    Raises:
        SelfEvalError: F101 … F111 the file cannot be read.
    """
    from selfeval.excel.read import recognise  # the readers of workbooks

    return recognise(path, _mapper(strict=False))


def remember_mapping(path: Path, wishes: tuple[Wish, ...]) -> tuple[Mapped, ...]:
    """Read the workbook with these wishes and keep them for its layout; what is kept.

    Raises:
        SelfEvalError: F1.. it cannot be read so, F122 a wish names no column of it.
    """
    from selfeval.excel.read import read_workbook  # the readers of workbooks: a work goes on without them

    result = read_workbook(path, Mapper(wishes, _known()))
    given = tuple(mapped for mapped in result.mapped if mapped.given)
    for mapped in given:
        _remember(mapped)
    return given


def remembered() -> list[ColumnMap]:
    """Every layout whose columns were named, newest first."""
    return maps()


def forget(which: str) -> int:
    """Forget the layouts whose fingerprint begins so, or all of them (`all`); how many there were."""
    found = [one for one in mappings.maps() if which == "all" or one.fingerprint.startswith(which.lower())]
    if len(found) > 1 and which != "all":
        names = ", ".join(one.fingerprint[:8] for one in found)
        raise SelfEvalError(
            msg("Bad argument"), msg("“{which}” fits several layouts: {names}.", which=which, names=names)
        )
    return sum(mappings.forget(one.fingerprint) for one in found)


def _mapper(*, strict: bool) -> Mapper:
    said = _SAID.get()
    return Mapper(said.wishes, {} if said.ignore else _known(), strict=strict)


def _known() -> Mapping[str, Mapping[str, Known]]:
    return {
        one.fingerprint: {name: Known(*place) for name, place in one.columns.items() if name in FIELDS}
        for one in remembered()
    }


def _remember(mapped: Mapped) -> bool:
    columns = {name: (known.letters, known.text) for name, known in mapped.columns.items()}
    return remember(ColumnMap(mapped.fingerprint, mapped.texts, columns, now()))


def _not_remembered() -> Problem:
    message = msg("What the columns hold could not be remembered: the program's own folder is not writable.")
    hint = msg("Give --map again next time; “selfeval doctor” says which folder it is.")
    return Problem("F228", Severity.WARNING, message, hint)


def _with(result: ReadResult, problem: Problem) -> ReadResult:
    from dataclasses import replace

    return replace(result, problems=(*result.problems, problem))
