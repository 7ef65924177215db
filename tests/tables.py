"""A parametrised test of values, or of values and a folder, is one test: all cases that fail are told by name.

A test of its own costs pytest more than most of our cases take. Each case has a folder of its own for files, and one
for the state of the program. Where other fixtures are asked for, or a case is named on the command line
(`test_it[case]`, `-k`), each case stays a test of its own, and so it does with `--each-case`.
"""

from __future__ import annotations

import functools
import inspect
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unittest import mock

import pytest
from _pytest.mark.structures import ParameterSet

_MOST_TOLD = 20
_FOLDER = "tmp_path"
Case = dict[str, object]


def together(config: pytest.Config) -> bool:
    """Whether cases are tried together in this run."""
    named = config.option.keyword or any("[" in word for word in config.args)
    return not (named or config.getoption("--each-case"))


def table_of(test: object) -> Callable[..., None] | None:
    """All cases of the test as one; None where it is no test of values and a folder alone."""
    marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    if not inspect.isfunction(test) or inspect.iscoroutinefunction(test) or not marks:
        return None
    tables = [_rows(mark) for mark in marks]
    if any(table is None for table in tables):
        return None
    whole = [list(table) for table in tables if table]
    asked = set(inspect.signature(test).parameters)
    given_by_tables = {name for table in whole for name in table[0]}
    if len(whole) < len(tables) or asked - {_FOLDER} != given_by_tables:
        return None

    @functools.wraps(test)
    def every_case(**given: Path) -> None:
        _try_all(test, whole, given.get(_FOLDER))

    asks = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in asked & {_FOLDER}]
    every_case.__signature__ = inspect.Signature(asks)  # type: ignore[attr-defined]
    del every_case.__wrapped__
    every_case.pytestmark = [mark for mark in test.pytestmark if mark.name != "parametrize"]  # type: ignore[attr-defined]
    return every_case


def _rows(mark: pytest.Mark) -> list[Case] | None:
    """The cases of one decorator; None where it says more than values."""
    if len(mark.args) != 2 or set(mark.kwargs) - {"ids"}:
        return None
    names, cases = mark.args
    wanted = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    found = []
    for case in cases:
        one = ParameterSet.extract_from(case, force_tuple=len(wanted) == 1)
        if one.marks:
            return None
        found.append(dict(zip(wanted, one.values, strict=True)))
    return found


def _cases(tables: Sequence[Sequence[Case]]) -> Iterator[Case]:
    for parts in itertools.product(*tables):
        yield {name: value for part in parts for name, value in part.items()}


def _try_all(test: Callable[..., None], tables: Sequence[Sequence[Case]], folder: Path | None) -> None:
    failed: list[tuple[str, BaseException]] = []
    skipped: list[BaseException] = []
    cases = list(_cases(tables))
    for number, case in enumerate(cases):
        try:
            _try(test, case, folder and folder / str(number))
        except pytest.skip.Exception as error:
            skipped.append(error)
        except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - whatever ends a case, the others are tried
            failed.append((", ".join(f"{name}={value!r}" for name, value in case.items()), error))
    if failed:
        told = "\n".join(f"- {case}: {type(error).__name__}: {error}" for case, error in failed[:_MOST_TOLD])
        raise AssertionError(f"{len(failed)} of {len(cases)} cases fail:\n{told}") from failed[0][1]
    if skipped and len(skipped) == len(cases):
        raise skipped[0]


def _try(test: Callable[..., None], case: Case, folder: Path | None) -> None:
    if folder is None:
        test(**case)
        return
    folder.mkdir()
    state = Path(os.environ["SELFEVAL_STATE_DIR"])
    if state.is_relative_to(folder.parent):  # where it lies in the folder for files, tests look for it there
        own = folder / state.relative_to(folder.parent)
    else:
        own = state.with_name(f"{state.name}-{folder.name}")
    with mock.patch.dict(os.environ, {"SELFEVAL_STATE_DIR": str(own)}):
        test(**case, **{_FOLDER: folder})
