"""What Python programs use of batches: results one after the other."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from selfeval.core.records import dataclass
from selfeval.portfolio.batch.columns import FACTS, FINDINGS, Column, Kind
from selfeval.portfolio.batch.record import Doubt, InputKind, Limits, Record, Row, State, Value
from selfeval.workspace.batch.batch import Batch, requested
from selfeval.workspace.batch.run import DEFAULT_LIMITS

Fact: TypeAlias = Mapping[str, "str | int | bool | Decimal | None"]

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file of a batch.

    Attributes:
        file: its path below the folder that all sources lie in; behind `!` the member of an archive.
        sha256: hash of its bytes, "" where they were not read.
        state: `read`, `doubt` or `refused`; kind: what the file is.
        doubts: why it is doubtful or refused, each with `code`, `zh` and `en`.
        facts: one mapping an indicator and one a budget, by the columns of `facts.parquet` behind `counts`; decimals
            are `Decimal`: points, amounts in 万元, rates as shares of 1.
        findings: one mapping a finding, by the columns of `findings.parquet` behind `counts`.
    """

    file: str
    sha256: str
    state: State
    kind: InputKind
    doubts: tuple[Doubt, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Fact, ...]


def batch(
    paths: Sequence[Path | str] | Path | str,
    *,
    out: Path | str | None = None,
    rules: str | None = None,
    year: int | None = None,
    jobs: int = 0,
    scheduler: str = "",
    limit_seconds: int = DEFAULT_LIMITS.seconds,
    limit_memory: int = DEFAULT_LIMITS.memory // _MEGABYTE,
) -> Iterator[FileResult]:
    """Read, check and score many files in child processes, or on a cluster; what came of each, lazily, in their order.

    Args:
        paths: files, folders with all below them, patterns, .zip archives, `@list.txt`.
        out: a folder where results are kept, so that a second call reads only what changed; without it nothing stays.
            Tables and 汇总 are not written: `selfeval batch` does that from the same folder.
        rules: id of a rule pack or path of its file, otherwise the one that fits each file.
        year: budget year of files that do not say theirs.
        jobs: processes at work, 0 for as many as there are cores.
        scheduler: address of a Dask cluster whose workers read the files instead, such as tcp://10.0.0.1:8786.
        limit_seconds: seconds of the processor that one file may take; ten times as many of the clock (Windows: once).
        limit_memory: MB of memory that one file may take (POSIX).

    Returns:
        a `FileResult` for each file, as soon as it and those before it are done; who stops asking ends the processes,
            and takes back from a cluster what was not begun.

    Raises:
        SelfEvalError: F101 a path is not there, F3…, F7… the folder cannot be used, R… the pack cannot, F714 … F716 a
            cluster or a remote place.
    """
    given = [paths] if isinstance(paths, str | Path) else paths
    with ExitStack() as stack:
        # A worker may be writing there still when nobody wants its chunk any more.
        own = tempfile.TemporaryDirectory(prefix="selfeval-", ignore_cleanup_errors=True) if out is None else None
        folder = Path(out or "") if own is None else Path(stack.enter_context(own))
        request = requested(tuple(map(str, given)), folder, rules=rules or "", year=year)
        work = Batch(request, folder, jobs, Limits(limit_seconds, limit_memory * _MEGABYTE), scheduler)
        for one, done, record in work.records():
            yield _result(one.shown, done.sha256, record)


def _result(file: str, sha256: str, record: Record) -> FileResult:
    facts, findings = _mappings(FACTS, record.facts), _mappings(FINDINGS, record.findings)
    return FileResult(file, sha256, record.state, record.kind, record.doubts, facts, findings)


def _mappings(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Fact, ...]:
    own = columns[-len(rows[0][1]) :] if rows else ()
    return tuple(
        {column.name: _value(column, value) for column, value in zip(own, values, strict=True)} for _, values in rows
    )


def _value(column: Column, value: Value) -> str | int | bool | Decimal | None:
    return Decimal(str(value)) if column.kind is Kind.DECIMAL and value is not None else value
