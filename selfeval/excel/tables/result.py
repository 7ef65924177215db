"""What reading a workbook gives, whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from selfeval.core.model import Department
from selfeval.core.problems import Problem
from selfeval.core.records import dataclass
from selfeval.excel.tables.mapping import Mapped
from selfeval.excel.tables.recognised import Recognised


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A workbook as read.

    Attributes:
        department: everything it says.
        problems: problems of reading only (F2.., T109, T110), in the order of the workbook.
        sha256: of the file's bytes.
        scored: whether `selfeval` wrote it as a scored workbook.
        settings: facts of the whole evaluation that a scored workbook holds, else empty.
        recognised: how its tables were understood; empty for a scored workbook.
        mapped: what a person said about its columns, now or before.
    """

    department: Department
    problems: tuple[Problem, ...]
    sha256: str
    scored: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)
    recognised: Recognised = field(default_factory=Recognised)
    mapped: tuple[Mapped, ...] = ()
