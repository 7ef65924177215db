"""What came of each file of a batch, kept outside of memory: hundreds of thousands of files would fill it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from selfeval.portfolio.batch.record import State
from selfeval.workspace.batch.run import Done

_TABLE = """CREATE TABLE done (
    number INTEGER PRIMARY KEY, key TEXT, sha256 TEXT, state TEXT, verified INTEGER, fresh INTEGER)"""


class Ends:
    """The files whose end is known, without their projects; in the order in which they were given."""

    def __init__(self) -> None:
        # A database without a name lies in a file that nobody sees, and goes with its connection.
        self._base = sqlite3.connect("", check_same_thread=False)
        self._base.execute(_TABLE)
        self._count = 0

    def close(self) -> None:
        """Give the room back."""
        self._base.close()

    def add(self, one: Done) -> None:
        """Keep the end of a file."""
        values = (one.number, one.key, one.sha256, one.state, one.verified, one.fresh)
        self._base.execute("INSERT INTO done VALUES (?, ?, ?, ?, ?, ?)", values)
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Done]:
        for number, key, sha256, state, verified, fresh in self._base.execute("SELECT * FROM done ORDER BY number"):
            yield Done(number, key, sha256, State(state), (), bool(verified), bool(fresh))
