"""The projects among which a sample is drawn: of the tables of a batch, or of forms read one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from selfeval.core.problems import CellRef, Problem, SelfEvalError, Severity, about_file, msg
from selfeval.core.records import dataclass
from selfeval.core.review.sampling import Candidate
from selfeval.core.scoring.results import ProjectResult
from selfeval.excel.book.kinds.names import ENDINGS, FileKind
from selfeval.workspace.headless import load
from selfeval.workspace.loaded import Loaded

FACTS = "facts.parquet"
"""The table of a batch that has one row a project for its budget."""
_FORMS = tuple(ending for kind in FileKind if kind is not FileKind.JSON for ending in ENDINGS.get(kind, ()))
_LISTS = (".txt", ".lst")
_COLUMNS = [
    "file", "counts", "unit", "unit_code", "department", "project_code", "project", "row", "adjusted", "claimed_total",
    "total", "claimed_grade", "grade", "sheet",
]  # fmt: skip
_IN_WAN = {"元": Decimal("0.0001"), "千元": Decimal("0.1"), "万元": Decimal(1), "亿元": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class Population:
    """The projects found, and the files that could not be read, each with its sentence."""

    projects: tuple[Candidate, ...]
    problems: tuple[Problem, ...]
    files: int


def population(sources: Sequence[Path], *, rules: str | None = None) -> Population:
    """Every project of the sources: folders written by `batch`, folders of forms, lists of files, forms.

    Raises:
        SelfEvalError: F101 a source is not there.
    """
    found: list[Candidate] = []
    problems: list[Problem] = []
    files = 0
    for source in sources:
        if source.is_dir() and (source / FACTS).is_file():
            of_batch = list(_of_batch(source / FACTS))
            found += of_batch
            files += len({one.file for one in of_batch})
            continue
        for path in forms_of(source):
            files += 1
            try:
                loaded = load(path, rules=rules)
            except SelfEvalError as error:
                problems.append(_unread(path, error))
                continue
            found += [_candidate(loaded, result, _shown(path, source)) for result in loaded.assessment.listed]
    return Population(tuple(found), tuple(problems), files)


def forms_of(source: Path) -> list[Path]:
    """The files of a folder with all below it, of a list of files, or the file itself.

    Raises:
        SelfEvalError: F101 there is no such file or folder.
    """
    if source.is_dir():
        below = sorted(path for path in source.rglob("*") if path.suffix.lower() in _FORMS and path.is_file())
        return [path for path in below if not path.name.startswith(("~$", "."))]
    if source.suffix.lower() in _LISTS and source.is_file():
        lines = source.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        return [source.parent / line.strip() for line in lines if line.strip()]
    if not source.exists():
        raise SelfEvalError(
            msg("File not found"),
            msg("There is no file or folder {name}.", name=str(source)),
            msg("Check the name and the folder."),
            "F101",
        )
    return [source]


def _shown(path: Path, source: Path) -> str:
    """The file as the list names it: below the folder that was given."""
    if source.is_dir():
        return path.relative_to(source).as_posix()
    return path.name


def _unread(path: Path, error: SelfEvalError) -> Problem:
    with about_file(path):
        return Problem(error.code or "F103", Severity.ERROR, error.message, error.hint, CellRef(path.name, ""))


def _candidate(loaded: Loaded, result: ProjectResult, file: str) -> Candidate:
    project, pack, budget = result.project, loaded.pack, result.budget
    amount, claimed = budget.amount("adjusted"), project.claimed
    factor = _IN_WAN.get(budget.unit)
    total = claimed.total if claimed.total is not None else result.total
    grade = claimed.grade or ("" if total is None else pack.grade_of(total))
    unit = project.unit or project.department or loaded.evaluation.department.name
    return Candidate(
        unit,
        project.code,
        project.title,
        None if amount is None or factor is None else amount * factor,
        total,
        grade,
        file,
        project.sheet,
    )


def _of_batch(path: Path) -> Iterator[Candidate]:
    """The projects that a batch counts, read in groups of rows so that a province does not fill the memory."""
    import pyarrow.parquet as pq  # 60 MB, only for the tables of a batch

    with path.open("rb") as stream:
        table = pq.ParquetFile(stream)
        for group in table.iter_batches(columns=[name for name in _COLUMNS if name in table.schema_arrow.names]):
            for row in group.to_pylist():
                if row["row"] == "budget" and row.get("counts") is not False:
                    yield _of_row(row)


def _of_row(row: dict[str, object]) -> Candidate:
    def text(name: str) -> str:
        value = row.get(name)
        return "" if value is None else str(value)

    def number(name: str) -> Decimal | None:
        value = row.get(name)
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
