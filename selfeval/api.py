"""What Python programs use of this one, and the command line too: read, check, score, verify, write, frames.

Each takes paths as `str` or `Path`, returns a frozen dataclass (or, for `frames`, pandas tables), prints nothing and
asks nothing. Findings about the data are values, in `.problems`. What cannot go on raises `SelfEvalError`, which
knows its code, the file, and the line or cell as far as there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from selfeval.core.checks.registry import Stage
from selfeval.core.problems import about_file
from selfeval.workspace import headless
from selfeval.workspace.loaded import Loaded
from selfeval.workspace.output.verification import Verified
from selfeval.workspace.source import Reading

if TYPE_CHECKING:
    from selfeval.portfolio.frames import Frames
    from selfeval.workspace.output.form import TemplateResult


def read(path: Path | str) -> Reading:
    """Read a workbook: targets, a filled form, a fill-in sheet or a scored workbook, of any kind of spreadsheet file.

    Returns:
        `.department` with `.name`, `.year` and `.projects`, each with `.budget` (amounts as they stand in the cells)
        and `.indicators`: `tier1`, `tier2`, `tier3`, `target`, `actual`, `weight`, `reason` as texts, `cells` with the
        cell of each. `.problems`: what was doubtful while reading. `.source`: absolute path and SHA-256.

    Raises:
        SelfEvalError: F101 … F113, the file cannot be read.
    """
    return headless.read(Path(path))


def check(
    source: Path | str | Reading,
    *,
    rules: str | None = None,
    year: int | None = None,
    year_mismatch: bool = False,
    last_year: Path | str | None = None,
) -> Loaded:
    """All findings about a workbook: of its targets alone while there is no outcome in it, else of the outcomes too.

    Args:
        source: a workbook, or what `read` made of one, so that it is not read again.
        rules: id of a rule pack or path of its file; otherwise the one that the workbook, its unit or year asks for.
        year: budget year; wins over the workbook's own.
        year_mismatch: use a pack that is meant for other years all the same; the result records it.
        last_year: evaluation of an earlier year to be held beside this one.

    Returns:
        `.problems` in the order of the workbook, each with `code`, `severity`, `where` (sheet and cell), `input` (the
        text that was read), `message` and `hint`; everything `score` returns as well, as far as it is known.

    Raises:
        SelfEvalError: F… a file cannot be read; R… the rule pack cannot be used.
    """
    return _load(source, (), None, rules=rules, year=year, year_mismatch=year_mismatch, last_year=last_year)


def score(
    source: Path | str | Reading,
    *,
    rules: str | None = None,
    actuals: Path | str | Sequence[Path | str] = (),
    year: int | None = None,
    year_mismatch: bool = False,
    last_year: Path | str | None = None,
) -> Loaded:
    """Score a workbook; an outcome that is missing is a finding, and its project has no total.

    Args:
        source: as for `check`.
        actuals: one or several .csv, .json or workbooks with outcomes, which are put together; without any, those
            entered in the program count, and beneath them those of the workbook.
        rules: as for `check`.
        year: as for `check`.
        year_mismatch: as for `check`.
        last_year: as for `check`.

    Returns:
        `.assessment.projects`, each with `.total` (`Decimal` points of 100, None while incomplete), `.grade`,
        `.execution` (`rate` as a share of 1, `score` in points) and `.indicators` (`score`, `weight.effective`, `lost`
        in points; `method`). `.assessment.department` with `.total` and `.grade`. `.pack`: the rule pack, whose clauses
        name their sources. `.problems` as for `check`, `.to_do`: what is left before it can be handed in, `.notices`:
        what a person should know about how it was loaded.

    Raises:
        SelfEvalError: F… a file cannot be read; R… the rule pack cannot be used.
    """
    files = [actuals] if isinstance(actuals, str | Path) else actuals
    given = [Path(file) for file in files]
    return _load(source, given, Stage.FILLED, rules=rules, year=year, year_mismatch=year_mismatch, last_year=last_year)


def _load(
    source: Path | str | Reading,
    actuals: Sequence[Path],
    stage: Stage | None,
    *,
    rules: str | None,
    year: int | None,
    year_mismatch: bool,
    last_year: Path | str | None,
) -> Loaded:
    reading = source if isinstance(source, Reading) else read(source)
    before = None if last_year is None else Path(last_year)
    with about_file(reading.source.path, codes="F"):
        return headless.load(
            reading,
            rules=rules,
            actuals=actuals,
            year=year,
            stage=stage,
            year_mismatch=year_mismatch,
            last_year=before,
        )


def write(scored: Loaded, path: Path | str | None = None, *, force: bool = False, values_only: bool = False) -> Path:
    """Write the scored workbook and return where; without `path` beside the input, as `<stem>-自评-<year>.xlsx`.

    Args:
        scored: what `score` returned; findings that were filtered out of it are not in the workbook either.
        path: an .xlsx that does not exist yet.
        force: overwrite it if it does; never the input.
        values_only: no formulas, only their values.

    Raises:
        SelfEvalError: F301 … F306, the file cannot be written there; nothing is left half written.
    """
    wanted = None if path is None else Path(path)
    with about_file(wanted or scored.source.path):
        return headless.write_scored(scored, wanted, force=force, values_only=values_only)


def fill(scored: Loaded, form: Path | str, path: Path | str | None = None, *, force: bool = False) -> TemplateResult:
    """Fill the finance bureau's own form with facts and scores instead, and write it.

    Returns:
        `.files`: each with `path`, `projects` and `cells`; `.problems`: what the form has no place for.

    Raises:
        SelfEvalError: F1…, F520, F532 the form cannot be used; F301 … F306 a file cannot be written.
    """
    wanted = None if path is None else Path(path)
    return headless.write_template(scored, Path(form), wanted, force=force)


def verify(
    path: Path | str,
    *,
    rules: str | None = None,
    of: Path | str | None = None,
    form: Path | str | None = None,
) -> Verified:
    """Recompute a scored workbook from its own facts, or hold a copy of one against it.

    Args:
        path: the scored workbook; with `of`, its copy for publication or a form filled from it.
        rules: recompute by this rule pack instead of the one that the workbook names.
        of: the scored workbook that `path` came from.
        form: the blank form that was filled; only with `of`.

    Returns:
        `.equal`: whether every figure is what its facts give. `.differences`: every cell that differs, as problems.
        `.pack`, `.sha256`: what it was recomputed with, and the hash of what was read.

    Raises:
        ValueError: `form` without `of`.
        SelfEvalError: F101 … F119 the workbook cannot be verified; R… its rule pack cannot be used.
    """
    if form is not None and of is None:
        raise ValueError("form needs of: the scored workbook that the form was filled from")
    from selfeval.workspace.output import copies  # xlsxwriter
    from selfeval.workspace.output import verify as recomputed

    with about_file(path, codes="F"):
        if of is None:
            return recomputed.verify_file(Path(path), rules)
        return copies.verify_copy(Path(path), Path(of), None if form is None else Path(form), rules)


def frames(*scored: Loaded) -> Frames:
    """Scored workbooks as two pandas tables, one row per project and one per indicator.

    Workbooks of the same name keep apart: `file` has the folders that tell them apart, `path` the whole path.

    Returns:
        `.projects`: file, department, year, rules, code, project, unit, initial, adjusted, executed, rate, total,
        grade, complete, path; money in `unit`, `rate` as a share of 1. `.indicators`: file, department, year,
        project, tier1, tier2, tier3, target, actual, weight, score, lost, method, reason, path; points. Numbers are
        `Decimal`, None where unknown. `.by_tier()` and `.grades()` add up.
    """
    from selfeval.portfolio.frames import build  # pandas

    return build((item.source.path, item.assessment) for item in scored)
