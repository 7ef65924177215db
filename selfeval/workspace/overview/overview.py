"""A batch under review: what was found, what the reviewer marked, each mark on the disk before it counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Self

from selfeval.core.review.overview import Asked, Mark, ProjectLine
from selfeval.portfolio.overview.tables import Tables
from selfeval.store.batch.marks import Marks
from selfeval.workspace import clock
from selfeval.workspace.batch.folder import FACTS, FILES, FINDINGS, OutFolder
from selfeval.workspace.batch.inputs import root_of
from selfeval.workspace.overview.summary import summary_of

SEEN, ACCEPTED, RETURNED, NO_MARK = "seen", "accepted", "returned", ""
MARKS: Final = "审核标记.sqlite"


class Overview:
    """The tables of one batch with the reviewer's marks.

    Attributes:
        out: the folder of the batch.
        summary: its JSON summary.
        tables: what was found, to be asked from any thread.
        marks: the mark that holds for each project, by its key.

    Raises:
        SelfEvalError: F713 the folder has no batch; F303 … the marks cannot be kept there.
    """

    def __init__(self, out: Path) -> None:
        self.out = out.absolute()
        self.summary = summary_of(self.out)
        request = OutFolder(self.out).earlier()
        self._root = Path(root_of(request.sources) if request is not None else "")
        self.tables = Tables(self.out / FACTS, self.out / FINDINGS, self.out / FILES)
        try:
            self._kept = Marks(self.out / MARKS)
            self.marks: dict[str, Mark] = {}
            self.look_again()
        except BaseException:
            self.tables.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of tables and marks; all of them are on the disk."""
        self.tables.close()
        self._kept.close()

    def look_again(self) -> None:
        """Take over what another window marked meanwhile."""
        now = self._kept.now()
        gone = [(key, None, "") for key in self.marks if key not in now]
        new = [(key, mark.mark, mark.sha256) for key, mark in now.items() if self.marks.get(key) != mark]
        self.tables.mark([*gone, *new])
        self.marks = now

    def mark_of(self, line: ProjectLine) -> Mark | None:
        """The mark of a project, None where it has none."""
        return self.marks.get(line.key)

    def mark(self, line: ProjectLine, mark: str, remark: str = "", *, findings: bool = False) -> bool:
        """Mark a project, or take its mark away (`NO_MARK`); False where nothing changes.

        Raises:
            SelfEvalError: F303 … it cannot be written; nothing is changed then.
        """
        held = self.marks.get(line.key)
        wanted = Mark(line.key, line.sha256, mark, remark, findings, clock.who(), clock.now())
        if wanted[:5] == (held[:5] if held else (line.key, line.sha256, NO_MARK, "", False)):
            return False
        self._kept.add(wanted)
        self.look_again()
        return True

    def undo(self) -> str | None:
        """Take back the last mark made here; the key of its project, None where there is none."""
        key = self._kept.undo()
        if key is not None:
            self.look_again()
        return key

    def page(self, places: Sequence[int], start: int, stop: int) -> list[ProjectLine]:
        """The projects of a part of a list of places."""
        return self.tables.projects(places[start:stop])

    def place_of(self, file: str) -> Path:
        """Where a file of the batch lies, the archive for a member of one."""
        return self._root / file.partition("!")[0]

    def of_marks(self, asked: Asked, mark: str) -> list[ProjectLine]:
        """All projects of a list that have this mark."""
        places = self.tables.places(asked._replace(only={**asked.only, "mark": mark}))
        return self.tables.projects(places)
