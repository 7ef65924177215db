"""The projects among which a sample is drawn: of the tables of a batch, or of forms read one by one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from selfeval.core.problems import NOTHING, CellRef, Problem, SelfEvalError, Severity
from selfeval.core.records import dataclass
from selfeval.core.review.sampling import Candidate
from selfeval.core.scoring.results import ProjectResult
from selfeval.core.units import in_wan
from selfeval.excel.book.kinds.names import ENDINGS, FileKind
from selfeval.portfolio.batch.reading import counted_projects
from selfeval.workspace.batch.folder import FACTS
from selfeval.workspace.batch.inputs import LIST_MARK, Input, all_inputs
from selfeval.workspace.headless import load
from selfeval.workspace.loaded import Loaded
from selfeval.workspace.review.named_form import remote_form, unpacked_form

_FORMS = tuple(ending for kind in FileKind if kind is not FileKind.JSON for ending in ENDINGS.get(kind, ()))
_LISTS = (".txt", ".lst")
_PASSED_OVER = "F701"
_COLUMNS = (
    "file", "unit", "unit_code", "department", "project_code", "project", "adjusted", "claimed_total", "total",
    "claimed_grade", "grade", "sheet",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Population:
    """The projects found, and the files that could not be read, each with its sentence."""

    projects: tuple[Candidate, ...]
    problems: tuple[Problem, ...]
    files: int


def population(sources: Sequence[Path], *, rules: str | None = None) -> Population:
    """Every project of the sources: folders written by `batch`, folders and archives of forms, lists of files, forms.

    Files are named as the tables of a batch name them. In folders and archives only files that may be forms by their
    names are opened.

    Raises:
        SelfEvalError: F101 a source is not there, F103 a list cannot be read, F713 nor can the tables of a batch.
    """
    found: list[Candidate] = []
    problems: list[Problem] = []
    files = 0
    batches = [source for source in sources if source.is_dir() and (source / FACTS).exists()]
    for source in batches:
        of_batch = list(_of_batch(source / FACTS))
        found += of_batch
        files += len({one.file for one in of_batch})
    others = [source for source in sources if source not in batches]
    named = {one.identity for one in _inputs(source for source in others if source.is_file()) if not one.member}
    for one in _inputs(others):
        if one.code == _PASSED_OVER or not (_may_be_form(one) or one.identity in named):
            continue
        files += 1
        try:
            loaded = _loaded(one, rules)
        except SelfEvalError as error:
            problems.append(_unread(one, error))
        else:
            found += [_candidate(loaded, result, one.shown) for result in loaded.assessment.listed]
    return Population(tuple(found), tuple(problems), files)


def _inputs(sources: Iterable[Path]) -> list[Input]:
    """The files of sources as a batch takes them; a list of files has its mark there."""
    marked = [
        f"{LIST_MARK}{source}" if source.suffix.lower() in _LISTS and source.is_file() else str(source)
        for source in sources
    ]
    return all_inputs(marked, None) if marked else []


def _may_be_form(one: Input) -> bool:
    return one.name.lower().endswith(_FORMS) or bool(one.refusal)


def _loaded(one: Input, rules: str | None) -> Loaded:
    if one.refusal:
        raise SelfEvalError(NOTHING, one.refusal, NOTHING, one.code)
    if one.remote:
        raise remote_form(one.path)
    if not one.member:
        return load(Path(one.path), rules=rules)
    with tempfile.TemporaryDirectory(prefix="selfeval-") as scratch:
        return load(unpacked_form(Path(one.path), one.index, one.member, Path(scratch)), rules=rules)


def _unread(one: Input, error: SelfEvalError) -> Problem:
    return Problem(error.code or "F103", Severity.ERROR, error.message, error.hint, CellRef(one.shown, ""))


def _candidate(loaded: Loaded, result: ProjectResult, file: str) -> Candidate:
    project, pack, budget = result.project, loaded.pack, result.budget
    claimed = project.claimed
    total = claimed.total if claimed.total is not None else result.total
    grade = claimed.grade or ("" if total is None else pack.grade_of(total))
    unit = project.unit or project.department or loaded.evaluation.department.name
    amount = in_wan(budget.amount("adjusted"), budget.unit)
    return Candidate(unit, project.code, project.title, amount, total, grade, file, project.sheet)


def _of_batch(facts: Path) -> Iterator[Candidate]:
    """The projects that a batch counts."""
    return map(_of_row, counted_projects(facts, _COLUMNS))


def _of_row(row: Mapping[str, object]) -> Candidate:
    def text(name: str) -> str:
        value = row[name]
        return "" if value is None else str(value)

    def number(name: str) -> Decimal | None:
        value = row[name]
        return value.normalize() if isinstance(value, Decimal) else None

    total = number("claimed_total")
    unit = " ".join(part for part in (text("unit_code"), text("unit") or text("department")) if part)
    return Candidate(
        unit,
        text("project_code"),
        text("project"),
        number("adjusted"),
        number("total") if total is None else total,
        text("claimed_grade") or text("grade"),
        text("file"),
        text("sheet"),
    )
