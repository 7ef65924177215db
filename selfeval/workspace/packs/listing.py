"""Rule packs for the command line: which there are, what they say, whether they are sound."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING

from selfeval.core.problems import CellRef, Problem, Severity, Translate
from selfeval.rulepacks.description import describe
from selfeval.rulepacks.rows import Row
from selfeval.workspace.packs.places import found_packs, lost_packs, pack_places, read_pack

if TYPE_CHECKING:
    from selfeval.rulepacks.load import PackInfo


def packs() -> list[PackInfo]:
    """Every pack in the working folder's `scoring_rules`, the person's own folder and among those of the program.

    Files that are packs and that nobody finds, such as `my.toml.txt`, come as packs that cannot be used.
    """
    return [*found_packs(), *lost_packs()]


def pack_names() -> tuple[str, ...]:
    """What each pack that would be used is called: its id; packs hidden by another of the same id are left out."""
    return tuple(info.id for info in found_packs() if not info.hidden)


def show_pack(id_or_path: str) -> list[Row]:
    """Everything a pack says, as rows; `SelfEvalError` R1.. where it cannot be used."""
    return describe(read_pack(id_or_path))


def check_lost() -> list[tuple[str, tuple[Problem, ...]]]:
    """Files that are packs and that nobody finds, each with what to do about it (R109)."""
    return [
        (info.id, (Problem(info.error.code, Severity.WARNING, info.error.message, where=CellRef(info.id, "")),))
        for info in lost_packs()
        if info.error is not None
    ]


def check_outlines() -> list[tuple[str, tuple[Problem, ...]]]:
    """Every outline of a report beside the packs, with each mistake and its line (R190 … R197)."""
    found: list[tuple[str, tuple[Problem, ...]]] = _checks().check_outlines(pack_places())
    return found


def check_pack(id_or_path: str) -> tuple[tuple[Problem, ...], int | None]:
    """All problems of a pack, its worked cases included, and how many of these were run, None if it does not load.

    Raises:
        SelfEvalError: R101 where there is no such pack.
    """
    found: tuple[tuple[Problem, ...], int | None] = _checks().checked_file(id_or_path, folders=pack_places())
    return found


def _checks() -> ModuleType:
    """What looks at packs and outlines."""
    from selfeval.rulepacks.check import check  # pydantic

    return check


def pack_schema() -> Mapping[str, object]:
    """The JSON Schema of rule packs."""
    from selfeval.rulepacks.form.schema import json_schema  # pydantic

    return json_schema()


def pack_plain(info: PackInfo, translate: Translate) -> dict[str, object]:
    """A pack as JSON: `id`, `title`, `version`, `first_year`, `last_year`, `sha256`, where it lies, what is wrong."""
    pack = info.pack
    return {
        "id": info.id,
        "title": pack.title if pack else None,
        "version": pack.version if pack else None,
        "first_year": pack.first_year if pack else None,
        "last_year": pack.last_year if pack else None,
        "sha256": pack.sha256 if pack else None,
        "path": str(info.path),
        "bundled": info.bundled,
        "hidden": info.hidden,
        "error": info.error.message.render(translate) if info.error else None,
    }
