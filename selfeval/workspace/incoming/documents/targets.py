"""Targets from a published document: read and shown first, then written as a workbook that was read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from selfeval.core.problems import Problem, Translate
from selfeval.document.plain import Plain, targets_plain
from selfeval.document.read import open_document
from selfeval.document.recognised.found import DepartmentPart, ProjectPart, Targets
from selfeval.document.recognised.targets import recognised
from selfeval.document.workbook import made
from selfeval.store.atomic import clipped, free_name, write_bytes
from selfeval.workspace.output.read_back import in_projects, read_back
from selfeval.workspace.output.target import WORKBOOK, checked_workbook

SUFFIX = "-绩效目标"
_NAME_BYTES = 255


@dataclass(frozen=True, slots=True)
class Imported:
    """What a document gave.

    Attributes:
        targets: what was read, with places, doubts and what could not be placed.
        data: the workbook's bytes.
        differences: where the workbook reads back otherwise than what was read from the document.
    """

    path: Path
    targets: Targets
    data: bytes
    differences: tuple[Problem, ...]

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """Everything that a person should look at."""
        return (*self.targets.doubts, *self.differences)

    def plain(self, translate: Translate, output: Path | None = None) -> Plain:
        """All of it for JSON, with the workbook that was written."""
        found = targets_plain(self.targets, translate, self.differences)
        return {**found, "output": str(output) if output else None}


def read_targets(path: Path) -> Imported:
    """Read a document of targets and make the workbook, without writing it.

    Raises:
        SelfEvalError: F101 … F107 the file cannot be had, F601 … F607 no document of targets that can be read.
    """
    data = b""

    def written(department: DepartmentPart, projects: Sequence[ProjectPart]) -> Sequence[str]:
        nonlocal data
        data, texts = made(department, projects)
        return texts

    targets = recognised(open_document(path), written)
    return Imported(path, targets, data, _read_back(targets, data, path))


def write_targets(imported: Imported, wanted: Path | None = None, *, force: bool = False) -> Path:
    """Write the workbook to `wanted`, by default `<stem>-绩效目标.xlsx` beside the document; never over the document.

    Raises:
        SelfEvalError: F301 … F306 as for every workbook that is written.
    """
    target = target_path(imported.path, wanted, force=force)
    write_bytes(target, imported.data, overwrite=force)
    return target


def write_beside(imported: Imported) -> Path:
    """Write the workbook beside the document, under the usual name or the first one that is free."""
    usual = target_path(imported.path, force=True)
    target = free_name(usual)
    write_bytes(target, imported.data, overwrite=False)
    return target


def target_path(path: Path, wanted: Path | None = None, *, force: bool = False) -> Path:
    """Where the workbook of a document would be written, looked at before anything is read."""
    stem = clipped(path.stem, _NAME_BYTES - len((SUFFIX + WORKBOOK).encode()))
    return checked_workbook(wanted or path.with_name(f"{stem}{SUFFIX}{WORKBOOK}"), (path,), force=force)


def _read_back(targets: Targets, data: bytes, path: Path) -> tuple[Problem, ...]:
    """F632 for each text of a project that the reader of workbooks finds otherwise."""
    read, problem = read_back(data, path)
    if problem:
        return problem
    written = [
        # A row of the execution rate is read as such, not as an indicator.
        replace(part.project, indicators=tuple(row for row in part.rows if not row.id.startswith("execution.")))
        for part in targets.projects
        if part.rows
    ]
    return tuple(in_projects(written, read.projects))
