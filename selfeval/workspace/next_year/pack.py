"""The rule pack of next year: one that is in force then, else one made from this year's beside the targets."""

from __future__ import annotations

import contextlib
from enum import StrEnum
from pathlib import Path

from selfeval.core.problems import Message, Translate
from selfeval.core.records import dataclass
from selfeval.core.rules.succession import OutOfForce, year_id
from selfeval.rulepacks.text.files import CASES, FOLDER
from selfeval.workspace.packs.choice import successor
from selfeval.workspace.packs.difference import MadePack, base_doubts, doubt_plain, make_pack
from selfeval.workspace.packs.places import read_pack


class How(StrEnum):
    """Where next year's pack comes from."""

    IN_FORCE = "in_force"
    """This year's pack is meant for that year too."""
    FOLLOWS = "follows"
    """Another one is there already that follows it."""
    MADE = "made"
    """It was made from this year's."""


@dataclass(frozen=True, slots=True)
class NextPack:
    """The pack of next year.

    Attributes:
        id: of the pack; `old`: id or path of that which this year was scored by.
        made: the files and the checklist where it was made, else None.
        doubts: what is to be known of the pack that it was made from.
    """

    id: str
    old: str
    how: How
    made: MadePack | None = None
    doubts: tuple[OutOfForce, ...] = ()

    @property
    def checklist(self) -> tuple[Message, ...]:
        """What a person has to look at before the pack is used; empty where it was there."""
        return self.made.checklist if self.made else ()

    def plain(self, translate: Translate) -> dict[str, object]:
        """The same for JSON."""
        made = self.made
        return {
            "id": self.id,
            "old": self.old,
            "how": self.how.value,
            "path": str(made.path) if made else None,
            "cases_path": str(made.cases_path) if made else None,
            "guide": str(made.guide) if made else None,
            "folded": list(made.folded) if made else [],
            "bases": [doubt_plain(doubt, translate) for doubt in self.doubts],
            "checklist": [item.render(translate) for item in self.checklist],
        }


def next_pack(old: str, year: int, workbook: Path) -> NextPack:
    """The pack for `year` after the old one, made in `scoring_rules` beside `workbook` where none is there.

    Args:
        old: id or path of the pack to follow.
        year: the budget year that it is for.
        workbook: the targets of that year, beside which packs are looked for.

    Raises:
        SelfEvalError: R… the old pack cannot be used, or the new one cannot be made; R170 its file is there already.
    """
    pack = read_pack(old, workbook)
    if pack.is_for(year):
        return NextPack(pack.id, old, How.IN_FORCE)
    found = successor(pack.id, year, workbook)
    if found is not None:
        return NextPack(found, old, How.FOLLOWS)
    doubts = base_doubts(old, year, workbook)
    made = make_pack(old, year, folder=workbook.absolute().parent / FOLDER, workbook=workbook)
    return NextPack(made.id, old, How.MADE, made, doubts)


def planned(old: str, year: int, workbook: Path) -> tuple[str, How]:
    """Which pack that would be, without making it; errors as for `next_pack`."""
    pack = read_pack(old, workbook)
    if pack.is_for(year):
        return pack.id, How.IN_FORCE
    found = successor(pack.id, year, workbook)
    return (found, How.FOLLOWS) if found is not None else (year_id(pack, year), How.MADE)


def take_back(pack: NextPack) -> None:
    """Take away what was made a moment ago, where the workbook that it is for could not be written."""
    if pack.made is not None:
        for path in (pack.made.path, pack.made.path.with_name(f"{pack.id}{CASES}")):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            pack.made.path.parent.rmdir()  # only where it was made for this and holds nothing else
