"""`selfeval rules check`: everything that can be said about a pack without a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path as FilePath
from typing import NamedTuple

from selfeval.core.problems import CellRef, Message, Problem, SelfEvalError, Severity, msg
from selfeval.core.rules.layers import Citation, Fallen, Layer
from selfeval.core.rules.pack import RulePack
from selfeval.rulepacks.check.cases import CaseResult, run_sound
from selfeval.rulepacks.check.probe import probe
from selfeval.rulepacks.finding import pack_path
from selfeval.rulepacks.form.parse import parse_pack
from selfeval.rulepacks.outlines.load import OutlineError, find_outlines
from selfeval.rulepacks.text.errors import PackError, PackProblem
from selfeval.rulepacks.text.files import CASES, RefusedError, read_bytes
from selfeval.rulepacks.text.lines import Path


class Checked(NamedTuple):
    """The problems of a pack, and how many worked cases were run; None for one that does not load."""

    problems: tuple[Problem, ...]
    cases: int | None = None


def check_file(id_or_path: str, *, folders: Sequence[FilePath] | None = None) -> tuple[Problem, ...]:
    """All problems of a pack, those that keep it from loading included.

    Raises:
        SelfEvalError: R101 if there is no such pack.
    """
    return checked_file(id_or_path, folders=folders).problems


def checked_file(id_or_path: str, *, folders: Sequence[FilePath] | None = None) -> Checked:
    """The same, with how many worked cases were run."""
    path = pack_path(id_or_path, folders=folders)
    try:
        pack = parse_pack(path, read_bytes(path), folders)
    except PackError as error:
        return Checked(error.problems)
    except SelfEvalError as error:
        return Checked(_as_problems(error, path))
    return _checked(pack, path)


def check_pack(pack: RulePack, path: FilePath | None = None) -> tuple[Problem, ...]:
    """Problems of a pack that loads: probed methods (R140 …), worked cases (R130 …), unverified citations (R150).

    `path` is the pack's file, beside which its worked cases lie; without it the file is looked for by id.
    """
    return _checked(pack, path or pack_path(pack.id)).problems


def _checked(pack: RulePack, path: FilePath) -> Checked:
    wrong, cases = _worked_cases(pack, path.with_name(f"{path.stem}{CASES}"))
    problems: list[Problem] = [*check_rules(pack, path.name), *wrong]
    return Checked(tuple(sorted(problems, key=lambda problem: problem.severity.rank)), cases)


def check_rules(pack: RulePack, name: str) -> list[PackProblem]:
    """Problems of a pack without its worked cases: probed methods, rules without a source, unverified citations."""
    problems = [_problem(name, found.code, found.message, path=found.path) for found in probe(pack)]
    problems += _unsourced(pack)
    used = {*cited(pack), *(said.citation for said in pack.stated.values())}
    for citation in pack.citations.values():
        if not citation.verified and citation.id in used:
            text = msg("citation {id} ({source}) has not been verified", id=citation.id, source=citation.text)
            problems.append(_problem(name, "R150", text, Severity.INFO))
    return problems


def cited(value: object) -> Iterator[str]:
    """The ids of the citations that the rules of a pack, or of a part of it, give."""
    if isinstance(value, tuple):
        for inner in value:
            yield from cited(inner)
    elif is_dataclass(value) and not isinstance(value, Citation | Layer | Fallen):
        for item in fields(value):
            inner = getattr(value, item.name)
            if isinstance(inner, str) and item.name.endswith("citation"):
                yield inner
            else:
                yield from cited(inner)


def failed_case(result: CaseResult) -> PackProblem:
    """A worked case that came out otherwise (R130)."""
    text = msg("worked case “{title}”: {differences}", title=result.title, differences=result.differences)
    where = CellRef(result.where, "")
    return PackProblem("R130", Severity.ERROR, text, where=where, path=result.path, file=result.place.name, said=text)


def _unsourced(pack: RulePack) -> list[PackProblem]:
    """Rules that an overlay changes without citing anything for it: the base's source says otherwise (R151)."""
    found: dict[tuple[str, str], None] = {}
    for path, said in pack.stated.items():
        block, _, key = path.partition(".")
        if said.citation or key in {"", "id", "title"} or key.endswith("cite"):
            continue
        if block.partition("[")[0] in _CITED:
            found[said.layer.file, block] = None
    text = msg("what is changed here has no source of its own; the source of the base says otherwise")
    return [
        _problem(file, "R151", msg("{path}: {message}", path=block, message=text), Severity.WARNING)
        for file, block in found
    ]


_CITED = frozenset(
    {"execution", "methods", "answers", "grades", "deductions", "deadlines", "form_quality", "department_rows"}
)
"""The blocks whose rules need a source."""


def _worked_cases(pack: RulePack, path: FilePath) -> tuple[list[Problem], int]:
    """What is wrong with the worked cases beside a pack, and how many of them were run."""
    if not path.is_file():
        text = msg("there are no worked cases beside the pack ({file})", file=path.name)
        return [_problem(path.name, "R132", text, Severity.WARNING)], 0
    try:
        results, wrong = run_sound(pack, path, read_bytes(path))
    except SelfEvalError as error:
        return [*_as_problems(error, path)], 0
    problems = [*wrong, *(failed_case(result) for result in results if not result.passed)]
    if not problems and not results:
        problems.append(_problem(path.name, "R132", msg("the file has no worked case"), Severity.WARNING))
    return problems, len(results)


def _problem(
    file: str, code: str, message: Message, severity: Severity = Severity.ERROR, path: Path = ()
) -> PackProblem:
    return PackProblem(code, severity, message, where=CellRef(file, ""), path=path, file=file, said=message)


def _as_problems(error: SelfEvalError, path: FilePath) -> tuple[Problem, ...]:
    """A file that cannot be used, with every place where it is no TOML."""
    where = CellRef(f"{path.name}:{error.line}" if error.line else path.name, "")
    first = Problem(error.code, Severity.ERROR, error.message, error.hint, where)
    rest = error.rest if isinstance(error, RefusedError) else ()
    return (
        first,
        *(
            Problem(error.code, Severity.ERROR, message, hint, CellRef(f"{path.name}:{number}", ""))
            for number, message, hint in rest
        ),
    )


def check_outlines(places: Sequence[FilePath]) -> list[tuple[str, tuple[Problem, ...]]]:
    """Every outline of a report in these folders of packs, with each mistake and its line."""
    found = []
    for info in find_outlines(places):
        problems: tuple[Problem, ...] = ()
        if isinstance(info.error, OutlineError):
            problems = info.error.problems
        elif info.error is not None:
            problems = _as_problems(info.error, info.path)
        found.append((f"outlines/{info.id}", problems))
    return found
