"""Rule packs in Excel and back: where the files lie, and mistakes of the pack told as mistakes of cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from selfeval.core.problems import NOTHING, Problem, SelfEvalError, Severity, labelled, msg
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack
from selfeval.excel.rulebook.read import Rulebook, read_rulebook
from selfeval.excel.rulebook.write import write_rulebook
from selfeval.rulepacks.check.cases import CaseResult, parse_cases, run_sound
from selfeval.rulepacks.check.check import check_rules, failed_case
from selfeval.rulepacks.finding import pack_path
from selfeval.rulepacks.form.parse import parse_pack
from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.text.errors import PackError, PackProblem
from selfeval.rulepacks.text.files import CASES, CASES_SCHEMA, read_bytes, read_toml
from selfeval.rulepacks.text.layout import toml_text
from selfeval.store.atomic import write_bytes
from selfeval.workspace.output.target import check_file
from selfeval.workspace.packs.places import pack_places

_GONE = "R188"
"""Code of a value that is gone; what the pack itself says of the same cell is clearer."""
_KEYS_GONE = frozenset({"R181", "R186"})
_CELL_OF = {"R105": "schema", "R106": "id"}

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a workbook.

    Attributes:
        path, cases_path: the files written, None where there is none: errors write nothing.
        problems: everything wrong, in the order of sheets and rows.
        cases_run, cases_unrun: how many worked cases were run, and how many could not be.
    """

    path: Path | None
    cases_path: Path | None
    problems: tuple[Problem, ...]
    cases_run: int = 0
    cases_unrun: int = 0


def export_rulebook(id_or_path: str, target: Path | None = None, *, force: bool = False) -> Path:
    """Write a pack's own file and its worked cases as a workbook to `target`, `<id>.xlsx` if it is None.

    Raises:
        SelfEvalError: R1.. the pack cannot be used, R187 a text is too long for a cell, F301 … F305 not written.
    """
    path = pack_path(id_or_path, folders=pack_places())
    pack = load_pack(id_or_path, folders=pack_places())
    target = target or Path(f"{pack.id}.xlsx")
    _check_ending(target, ".xlsx")
    beside = path.with_name(f"{path.stem}{CASES}")
    cases = read_toml(beside, read_bytes(beside))[1] if beside.is_file() else None
    if cases is not None and cases.get("pack") == pack.id:
        cases = {key: value for key, value in cases.items() if key != "pack"}  # a blank cell follows a changed id
    write_bytes(target, write_rulebook(read_toml(path, read_bytes(path))[1], cases), overwrite=force)
    return target


def import_rulebook(
    workbook: Path, target: Path | None = None, *, force: bool = False, allow_removed: bool = False
) -> Imported:
    """Write the pack and the worked cases of a workbook; `<id>.toml` beside the workbook if `target` is None.

    Raises:
        SelfEvalError: F101 … F111 not readable, R180 no workbook of a rule pack, F301 … F305 not written.
    """
    book = read_rulebook(workbook, allow_removed=allow_removed)
    name = book.pack.get("id")
    if target is None:
        target = workbook.with_name(
            f"{name if isinstance(name, str) and re.fullmatch(r'[a-z0-9_-]+', name) else '_'}.toml"
        )
    _check_ending(target, ".toml")
    cases_target = target.with_name(f"{target.stem}{CASES}")
    cases = _complete(book)
    looked = _looked(book, target, cases, cases_target)
    if any(problem.severity is Severity.ERROR for problem in looked.problems):
        return Imported(None, None, looked.problems, looked.ran, looked.unrun)
    files = {target: book.pack} if cases is None else {target: book.pack, cases_target: cases}
    for path in files:  # both, before the first is written: a pack never goes out without its cases
        check_file(path, (), force=force)
    for path, document in files.items():
        write_bytes(path, toml_text(document).encode("utf-8"), overwrite=force)
    return Imported(target, None if cases is None else cases_target, looked.problems, looked.ran, looked.unrun)


def _complete(book: Rulebook) -> dict[str, Any] | None:
    """The worked cases; those of a new pack need not say whose they are."""
    if book.cases is None:
        return None
    head = {"schema": CASES_SCHEMA, "pack": book.pack.get("id", "")}
    return {**head, **book.cases}


@dataclass(frozen=True, slots=True)
class _Looked:
    """What a workbook's cells, its pack and its worked cases object to; how many cases ran, and could not be run."""

    problems: tuple[Problem, ...]
    ran: int = 0
    unrun: int = 0


def _looked(book: Rulebook, target: Path, cases: Mapping[str, Any] | None, cases_target: Path) -> _Looked:
    """Look at everything: every worked case that has its form runs, whatever else is wrong."""
    found, pack = _checked(book, (), book.pack, target, partial(parse_pack, folders=pack_places()))
    count = sum(len(entries) for entries in (cases or {}).values() if isinstance(entries, list))
    ran = 0
    keys_gone = any(one.severity is Severity.ERROR and one.code in _KEYS_GONE for one in book.problems)
    if cases is not None and pack is not None and not keys_gone:
        more, results = _checked(book, ("cases",), cases, cases_target, partial(_run, pack))
        found += more
        ran = 0 if results is None else len(results)
    elif cases is not None:
        found += _checked(book, ("cases",), cases, cases_target, parse_cases)[0]
    if pack is not None:
        found += _probed(book, pack, target.name)
    known = {problem.where for problem in book.problems if problem.severity is Severity.ERROR and problem.code != _GONE}
    found = [problem for problem in found if problem.where not in known]
    if keys_gone:
        found = [problem for problem in found if problem.where is not None]  # what else has no cell follows from that
    said = {problem.where for problem in found}
    own = [problem for problem in book.problems if problem.code != _GONE or problem.where not in said]
    order = {spot.where: number for number, spot in enumerate(book.spots.values())}
    found.sort(key=lambda problem: order.get(problem.where, len(order)) if problem.where else len(order))
    return _Looked((*own, *found), ran, count - ran)


def _run(pack: RulePack, path: Path, data: bytes) -> tuple[list[Problem], tuple[CaseResult, ...]]:
    """Everything wrong with the worked cases, and what came of those that could be run."""
    results, wrong = run_sound(pack, path, data)
    return [*wrong, *(failed_case(result) for result in results if not result.passed)], results


def _checked(
    book: Rulebook,
    root: Place,
    document: Mapping[str, Any],
    path: Path,
    check: Any,  # noqa: ANN401 - any parser
) -> tuple[list[Problem], Any]:
    """What a parser of pack files objects to in this document, told as problems of cells; and what it read."""
    text = toml_text(document, spread=True)
    try:
        read = check(path, text.encode("utf-8"))
    except PackError as error:
        said = [problem for problem in error.problems if not _follows(book, problem, root)]
        return [_translated(book, problem, root, path.name) for problem in said], None
    except SelfEvalError as error:
        problem = Problem(error.code, Severity.ERROR, error.message, error.hint)
        return [_placed(book, problem, (*root, _CELL_OF.get(error.code, "id")))], None
    if root and isinstance(read, tuple) and isinstance(read[0], list):
        return [_translated(book, problem, root, path.name) for problem in read[0]], read[1]
    return [], read


def _follows(book: Rulebook, problem: Problem, root: Place) -> bool:
    """Whether a problem is of several cells of which one could not be read, and so follows from that one."""
    wrong = {one.where for one in book.problems if one.severity is Severity.ERROR and one.code != _GONE}
    place = (*root, *problem.path) if isinstance(problem, PackProblem) and problem.path else ()
    length = len(place)
    return bool(place) and any(
        len(path) > length and path[:length] == place and spot.where in wrong for path, spot in book.spots.items()
    )


def _probed(book: Rulebook, pack: RulePack, name: str) -> list[Problem]:
    """What “rules check” finds in the rules themselves, at the method or the table it concerns where that has a row."""
    found = []
    rows = {entry.get("id"): index for index, entry in reversed([*enumerate(book.pack.get("methods", ()))])}
    for problem in check_rules(pack, name):
        if problem.severity is Severity.INFO:
            continue  # sources nobody has verified yet are no mistakes of the workbook
        place: Place = ("id",)
        if problem.path:
            row = rows.get(pack.methods[int(problem.path[1])].id)
            place = place if row is None else ("methods", row)
        found.append(_placed(book, problem, place))
    return found


def _translated(book: Rulebook, problem: Problem, root: Place, name: str) -> Problem:
    """A problem of the text that the workbook makes, told at the cell that the text is made of."""
    if not isinstance(problem, PackProblem) or problem.file != name:
        return problem  # it stands in a pack that this one rests on
    told = replace(problem, message=problem.said, hint=NOTHING)  # the line of a text that nobody sees
    inside = () if problem.entry is None else (problem.entry,)
    return _placed(book, told, (*root, *problem.path, *inside))


def _placed(book: Rulebook, problem: Problem, place: Place) -> Problem:
    """The problem at the cell of this place, or of the nearest one around it that has a cell."""
    for length in range(len(place), 0, -1):
        if spot := book.spots.get(place[:length]):
            said = _SAID.get(problem.code, problem.message)
            sentence = said if problem.code == _CASE else labelled(spot.label, said)
            hint = problem.hint or _HINTS.get(problem.code, _HINT)
            return replace(problem, message=sentence, where=spot.where, hint=hint)
    sentence = msg("{path}: {message}", path=".".join(_words(place)), message=problem.message)
    return replace(problem, message=sentence, where=None, hint=problem.hint or _NO_CELL)


_CASE = "R130"
"""Code of a worked case that comes out otherwise; it names the case itself."""
_SAID = {"R111": msg("nothing stands here")}
"""What a file lacks is a cell that is blank."""
_HINT = msg("Correct this cell; the note on its heading says what may stand here.")
_NO_CELL = msg("Its row or sheet is not in the workbook; take it over from a newly exported one.")
_HINTS = {
    "R130": msg("Correct this case, or the rule that it shows; both must say the same before anything is written."),
    "R111": msg("Fill in this cell, or clear the whole row."),
    "R124": msg("Enter a name from the sheet 依据; add a new source there first."),
    "R125": msg("Clear this cell, or change what it depends on."),
    "R126": msg("Keep one of the two."),
}


def _words(place: Place) -> tuple[str, ...]:
    return tuple(part for part in place if isinstance(part, str))


def _check_ending(path: Path, ending: str) -> None:
    if path.suffix.lower() != ending:
        message = msg("{name} should end in {ending}.", name=path.name, ending=ending)
        raise SelfEvalError(msg("Bad argument"), message, msg("Give another name with -o."))
