"""A batch under review: what was found, what the reviewer marked, each mark on the disk before it counts."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Self

from selfeval.core.review.overview import MARK, Asked, Mark, MarkKind, ProjectLine
from selfeval.portfolio.overview.tables import Tables
from selfeval.store.batch.marks import Marks
from selfeval.workspace import clock
from selfeval.workspace.batch.folder import FACTS, FILES, FINDINGS, OutFolder
from selfeval.workspace.batch.inputs import root_of
from selfeval.workspace.overview.summary import summary_of
from selfeval.workspace.review.named_form import place_in_batch

MARKS: Final = "审核标记.sqlite"


class Overview:
    """The tables of one batch with the reviewer's marks.

    Attributes:
        out: the folder of the batch.
        summary: its JSON summary.
        request: what the batch was asked, None where the folder does not say it any more.
        tables: what was found, to be asked from any thread.
        marks: the mark that holds for each project, by its key.

    Raises:
        SelfEvalError: F713 the folder has no batch; F303 … the marks cannot be kept there.
    """

    def __init__(self, out: Path) -> None:
        self.out = out.absolute()
        self.summary = summary_of(self.out)
        self.request = OutFolder(self.out).earlier()
        self._root = Path(root_of(self.request.sources) if self.request is not None else "")
        self.marks: dict[str, Mark] = {}
        self._turn = threading.RLock()
        """Whose turn it is to read or write marks: the lists look again beside the event loop, which marks."""
        with contextlib.ExitStack() as opened:
            self.tables = opened.enter_context(Tables(self.out / FACTS, self.out / FINDINGS, self.out / FILES))
            self._kept = opened.enter_context(contextlib.closing(Marks(self.out / MARKS)))
            self.look_again()
            opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of tables and marks; all of them are on the disk."""
        with self._turn:
            self.tables.close()
            self._kept.close()

    def look_again(self) -> None:
        """Take over what another window marked meanwhile."""
        with self._turn:
            now = self._kept.now()
            gone = [(key, MarkKind.NONE, "") for key in self.marks if key not in now]
            new = [(key, mark.mark, mark.sha256) for key, mark in now.items() if self.marks.get(key) != mark]
            self.tables.mark([*gone, *new])
            self.marks = now

    def mark_of(self, line: ProjectLine) -> Mark | None:
        """The mark of a project, None where it has none."""
        return self.marks.get(line.key)

    def mark(self, line: ProjectLine, mark: MarkKind, remark: str = "", *, findings: bool = False) -> bool:
        """Mark a project, or take its mark away (`NONE`); False where nothing changes.

        Raises:
            SelfEvalError: F303 … it cannot be written; nothing is changed then.
        """
        with self._turn:
            held = self.marks.get(line.key)
            wanted = Mark(line.key, line.sha256, mark, remark, findings, clock.who(), clock.now())
            if wanted[:5] == (held[:5] if held else (line.key, line.sha256, MarkKind.NONE, "", False)):
                return False
            self._kept.add(wanted)
            self.look_again()
            return True

    def undo(self) -> str | None:
        """Take back the last mark made here; the key of its project, None where there is none."""
        with self._turn:
            key = self._kept.undo()
            if key is not None:
                self.look_again()
            return key

    def page(self, places: Sequence[int], start: int, stop: int) -> list[ProjectLine]:
        """The projects of a part of a list of places."""
        return self.tables.projects(places[start:stop])

    def place_of(self, file: str) -> tuple[Path, str]:
        """Where a file of the batch lies, and its name in the archive; errors as for `place_in_batch`."""
        return place_in_batch(self._root, file)

    def of_marks(self, asked: Asked, mark: MarkKind) -> list[ProjectLine]:
        """All projects of a list that have this mark."""
        return self.tables.projects(self.tables.places(asked._replace(only={**asked.only, MARK: mark})))

    def next_unmarked(self, places: Sequence[int], here: int) -> int | None:
        """The next project of a list without a mark, below `here`, else from the top; None where all have theirs."""
        unmarked = set(self.tables.places(Asked(only={MARK: "none"})))
        below = range(here + 1, len(places))
        from_top = range(min(here + 1, len(places)))
        return next((number for number in (*below, *from_top) if places[number] in unmarked), None)
