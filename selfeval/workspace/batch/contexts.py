"""All that decides what becomes of a file beside its name and its bytes, as one hash."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from selfeval.portfolio.batch.columns import FACTS, FINDINGS
from selfeval.portfolio.batch.record import LAYOUT
from selfeval.rulepacks.finding import bundled_folder
from selfeval.rulepacks.kept import folder_mark, program_mark
from selfeval.store.batch.results import key_of
from selfeval.store.mappings import maps
from selfeval.workspace.packs.places import pack_places, tested_pack

_ROOMS = ("core", "document", "excel", "portfolio", "rulepacks", "workspace")
"""The rooms of the program that decide what becomes of a file."""


class Contexts:
    """The hash for each folder that files lie in, under the rule pack `rules` ("" for none asked for) and the year.

    Two computers that give the same one make the same of a file: program, rule packs and remembered columns are in it,
    and not where the program is installed.
    """

    def __init__(self, rules: str, year: int | None) -> None:
        self.rules, self.year = rules, year
        self._of: dict[str, str] = {}
        self._marks: dict[Path, str] = {}

    def of(self, path: str) -> str:
        """That of the folder in which the file lies.

        Raises:
            SelfEvalError: R… the rule pack that was asked for cannot be used.
        """
        folder = str(Path(path).parent)
        if folder not in self._of:
            marks = [self._mark(place) for place in pack_places(Path(path))]
            self._of[folder] = key_of(self._common, *(mark for mark in marks if mark))
        return self._of[folder]

    def _mark(self, place: Path) -> str:
        """What a folder of rule packs has to do with it, "" where it holds none."""
        if place not in self._marks:
            name = "" if place == bundled_folder() else str(place.absolute())
            self._marks[place] = f"{name} {folder_mark(place)}" if any(place.glob("*.toml")) else ""
        return self._marks[place]

    @cached_property
    def _common(self) -> str:
        columns = [repr((*FACTS, *FINDINGS)), str(LAYOUT)]
        rules = tested_pack(self.rules).sha256 if self.rules else ""
        layouts = sorted(f"{one.fingerprint} {sorted(one.columns.items())}" for one in maps())
        return key_of(program_mark(_ROOMS), *columns, self.rules, rules, str(self.year), *layouts)
