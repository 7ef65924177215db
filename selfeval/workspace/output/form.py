"""Fills the finance bureau's own form: which files come of it, and that nothing is written over unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from selfeval.core.free_names import FreeNames
from selfeval.core.problems import Problem, SelfEvalError, Translate, about_file, msg
from selfeval.core.records import dataclass
from selfeval.core.report.plain import problem_plain
from selfeval.core.scoring.results import Assessment
from selfeval.store.atomic import NAME_LIMIT, clipped, write_bytes
from selfeval.store.name_parts import name_part
from selfeval.store.places import output_path
from selfeval.workspace.output.target import check_file
from selfeval.workspace.source import Source

_LONGEST_NAME = 40
"""Characters of a project's name in the name of its form."""


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """One cell of a form that was filled: where, the field as forms call it, what stands there now."""

    where: str
    field: str
    text: str
    project: str
    indicator: str


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """One filled form: its path, the ids of its projects, its cells."""

    path: Path
    projects: tuple[str, ...]
    cells: tuple[WrittenCell, ...]


@dataclass(frozen=True, slots=True)
class TemplateResult:
    """What came of a form: the files, in the order of the projects, and everything to be said about them."""

    form: Path
    files: tuple[WrittenForm, ...]
    problems: tuple[Problem, ...]

    def plain(self, translate: Translate) -> Mapping[str, object]:
        """The same for `--json`."""
        return {
            "form": self.form.name,
            "files": [
                {
                    "file": str(file.path),
                    "projects": list(file.projects),
                    "cells": [
                        {
                            "where": cell.where,
                            "field": cell.field,
                            "text": cell.text,
                            "project": cell.project,
                            "indicator": cell.indicator,
                        }
                        for cell in file.cells
                    ],
                }
                for file in self.files
            ],
            "problems": [problem_plain(problem, translate) for problem in self.problems],
        }


def fill_form(
    form: Path,
    assessment: Assessment,
    source: Source,
    wanted: Path | None = None,
    *,
    inputs: Sequence[Path] = (),
    force: bool = False,
) -> TemplateResult:
    """Fill the bureau's form with the facts and scores and write the result beside the workbook, or to `wanted`.

    A form whose tables name their projects gives one file, a blank one a copy for each project; for several copies
    `wanted` must be a folder. Values that the form holds already are overwritten only with `force`, and so are files;
    the form, the workbook and the other `inputs` never.

    Raises:
        SelfEvalError: F1.., F520, F532 as for `fill_template`; F301 … F306 where a file cannot be written. Nothing is
            written unless every file can be.
    """
    from selfeval.excel.form.fill import fill_template  # xlsxwriter

    form = form.absolute()
    with about_file(form):
        filling = fill_template(form, assessment, force=force)
    titles = {result.project.id: result.project.title for result in assessment.projects}
    several = len(filling.forms) > 1
    files, free = [], FreeNames()
    for filled in filling.forms:
        name = titles[filled.projects[0]] if filled.copy else form.stem
        path = _target(source.path, assessment.year, name, filled.suffix, wanted, several=several)
        path = Path(free.take(str(path), _numbered))
        check_file(path, (form, source.path, *inputs), force=force)
        cells = tuple(
            WrittenCell(str(entry.where), entry.field, entry.text, entry.project, entry.indicator)
            for entry in filled.entries
        )
        files.append((WrittenForm(path, filled.projects, cells), filled.data))
    for file, data in files:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(file.path, data, overwrite=force)
    return TemplateResult(form, tuple(file for file, _ in files), filling.problems)


def _numbered(name: str, number: int) -> str:
    path = Path(name)
    return str(path.with_name(_short(path.stem, f"#{number}{path.suffix}")))


def _target(workbook: Path, year: int | None, name: str, suffix: str, wanted: Path | None, *, several: bool) -> Path:
    """`<stem>-自评-<year>-<name>.xlsx` beside the workbook or in the folder wanted, or the very file wanted."""
    if wanted is not None and wanted.suffix and not wanted.is_dir():
        if several:
            raise SelfEvalError(
                msg("Several forms"),
                msg("The form is filled once for each project; {name} can only be one of them.", name=wanted.name),
                msg("Give a folder with -o, or leave -o out."),
                "F305",
            )
        if wanted.suffix.lower() != suffix:
            raise SelfEvalError(
                msg("Not a file name"),
                msg("The filled form is an {suffix} file; {name} is not the name of one.",
                    suffix=suffix, name=wanted.name),
                msg("Give a name that ends in {suffix}.", suffix=suffix),
                "F305",
            )  # fmt: skip
        return wanted.absolute()
    usual = output_path(workbook, year)
    plain = name_part(name)[:_LONGEST_NAME] or "form"
    folder = (wanted or usual.parent).absolute()
    return folder / _short(usual.stem, f"-{plain}{suffix}")


def _short(stem: str, tail: str) -> str:
    return clipped(stem, NAME_LIMIT - len(tail.encode("utf-8"))) + tail
