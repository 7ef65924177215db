"""Writes what a batch gives: tables, summary, 汇总; each whole or not at all, the same for the same files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import astuple
from fractions import Fraction
from pathlib import Path
from typing import Any

from selfeval.core.numbers import plain, round_half_up
from selfeval.core.roundup.sums import CLAIMS, Expected, FileLine, Sums
from selfeval.excel.roundup.across_units import Across
from selfeval.excel.roundup.write import Roundup, write_roundup
from selfeval.portfolio.batch.columns import FACTS as FACT_COLUMNS
from selfeval.portfolio.batch.columns import FILES as FILE_COLUMNS
from selfeval.portfolio.batch.columns import FINDINGS as FINDING_COLUMNS
from selfeval.portfolio.batch.columns import Column
from selfeval.portfolio.batch.crosswise import FEWEST_FORMS, Crosswise
from selfeval.portfolio.batch.parquet import Table
from selfeval.portfolio.batch.parts import PART_FILES
from selfeval.portfolio.batch.record import InputKind, State
from selfeval.store.atomic import put_in_place
from selfeval.store.faults import os_fault
from selfeval.workspace.batch.folder import FACTS, FILES, FINDINGS, OUTPUTS, ROUNDUP, SUMMARY, OutFolder
from selfeval.workspace.batch.gathering import Gathering, Passed
from selfeval.workspace.batch.units import Expectation

SCHEMA = "selfeval.batch/1"
_MOST_NAMED = 1000
"""Files that the summary names as refused or doubtful; the table of files has them all."""


Plain = dict[str, Any]


def _sums_plain(sums: Sums) -> Plain:
    """For the summary: amounts in 万元, means and counts."""
    rate = sums.rate
    return {
        "money": {
            "unit": "万元",
            **{name: plain(amount) for name, amount in sums.money.items()},
            "rate": None if rate is None else format(round_half_up(rate, 4), "f"),
        },
        "scores": {
            "claimed_mean": _mean(sums.mean_claimed),
            "recomputed_mean": _mean(sums.mean_total),
            "claimed": sums.claims,
            "recomputed": sums.totals,
            "distribution": [{"interval": name, "projects": sums.intervals[name]} for name, _, _ in CLAIMS],
        },
        "grades": {
            "claimed": dict(sorted(sums.claimed_grades.items())),
            "recomputed": dict(sorted(sums.grades.items())),
        },
    }


def _mean(value: Fraction | None) -> str | None:
    return None if value is None else format(round_half_up(value, 2), "f")


def write_outputs(
    folder: OutFolder,
    gathering: Gathering,
    expectation: Expectation | None,
    *,
    not_done: int,
    part_files: int = PART_FILES,
) -> Plain:
    """Write everything and return the summary; `not_done` files were not reached before somebody interrupted.

    Of more than `part_files` files, the tables are folders of parts of so many files each.

    汇总, which people have open, takes its place first: where it cannot, the tables stay as they are, too.

    Raises:
        SelfEvalError: F302 a file is open elsewhere, F303 no space left, F304, F305 the folder cannot be written.
    """
    half = folder.work / "half"
    try:
        half.mkdir(exist_ok=True)
        listed = half / "files.jsonl"
        named = _tables(folder, gathering, listed, part_files)
        expected = (*expectation.lines(), *expectation.strangers()) if expectation is not None else None
        year = f"{gathering.year}年度" if gathering.year else ""
        roundup = Roundup(
            f"{year}项目支出绩效自评汇总",
            not not_done,
            gathering.forms(),
            _lines(listed),
            gathering.tally.largest.lines(),
            across(gathering.crosswise),
            expected,
        )
        whole = write_roundup(half / ROUNDUP, roundup)
        summary = _summary(gathering, whole, expected, named, not_done)
        text = json.dumps(summary, ensure_ascii=False, indent=2) + "\n"
        (half / SUMMARY).write_bytes(text.encode("utf-8", "replace"))
        listed.unlink()
    except OSError as error:
        raise os_fault(error, half / ROUNDUP) from error
    for name in sorted(OUTPUTS, key=lambda one: one != ROUNDUP):
        put_in_place(half / name, folder.path / name)
    return summary


def _tables(folder: OutFolder, gathering: Gathering, listed: Path, part_files: int) -> Plain:
    """The Parquet files, and lines of all files for 汇总, which is written after them; the files worth naming."""
    named: Plain = {"refused": [], "doubtful": []}
    parts = gathering.count > part_files
    with ExitStack() as stack:

        def begun(name: str, columns: Sequence[Column]) -> Table:
            table = Table(listed.with_name(name), columns, parts=parts, before=folder.path / name)
            return stack.enter_context(table)

        facts, findings = begun(FACTS, FACT_COLUMNS), begun(FINDINGS, FINDING_COLUMNS)
        files = begun(FILES, FILE_COLUMNS)
        lines = stack.enter_context(listed.open("w", encoding="utf-8"))
        for place, passed in enumerate(gathering.files()):
            if parts and place and place % part_files == 0:
                for table in (facts, findings, files):
                    table.next_part()
            facts.add(passed.facts)
            findings.add(passed.findings)
            files.add([_file_row(passed, gathering)])
            lines.write(json.dumps(astuple(passed.line)) + "\n")
            kind = {State.REFUSED: "refused", State.DOUBT: "doubtful"}.get(State(passed.line.state))
            if kind and len(named[kind]) < _MOST_NAMED:
                named[kind].append(_named(passed))
    return named


def _file_row(passed: Passed, gathering: Gathering) -> tuple[str | int | bool | None, ...]:
    line, record, done = passed.line, passed.record, passed.done
    stamp = gathering.stamp(done.number)
    said = (line.code, line.message, passed.message_en, passed.doubts)
    counted = (line.projects, line.counted, record.year, line.errors, line.warnings, line.notes)
    pack = (record.verified, record.pack, record.chosen, *record.notice)
    return line.file, done.sha256, line.state, line.kind, *said, *counted, *pack, stamp.size, stamp.modified


def _lines(listed: Path) -> Iterator[FileLine]:
    with listed.open(encoding="utf-8") as stream:
        for text in stream:
            yield FileLine(*json.loads(text))


def _named(passed: Passed) -> Plain:
    line = passed.line
    said = {"code": line.code, "message": {"zh": line.message, "en": passed.message_en}, "doubts": passed.doubts}
    return {"file": line.file, "kind": line.kind, **said}


def across(crosswise: Crosswise) -> Across:
    """What the forms have in common, as 汇总 lists it."""
    compared = crosswise.compared()
    return Across(
        tuple(crosswise.kinds()),
        crosswise.reasons,
        crosswise.unexplained(),
        tuple(crosswise.always_full()),
        compared.compared,
        compared.equal,
        compared.lines,
        tuple(crosswise.repeated()),
        FEWEST_FORMS,
    )


def _summary(
    gathering: Gathering, whole: Sums, expected: tuple[Expected, ...] | None, named: Plain, not_done: int
) -> Plain:
    tally = gathering.tally
    done = sum(tally.states.values())
    units = None
    if expected is not None:
        listed = [one for one in expected if one.found != "unlisted"]
        missing = [one for one in listed if one.found != "filled"]
        units = {
            "expected": len(listed),
            "reported": len(listed) - len(missing),
            "missing": [
                {
                    "unit_code": one.unit_code or None,
                    "unit": one.unit or None,
                    "project_code": one.project_code or None,
                    "project": one.project or None,
                    "only_targets": one.found == "targets",
                }
                for one in missing
            ],
            "unlisted": [
                {"unit_code": one.unit_code or None, "unit": one.unit or None}
                for one in expected
                if one.found == "unlisted"
            ],
        }
    return {
        "schema": SCHEMA,
        "complete": not not_done,
        "year": gathering.year,
        "files": {
            "given": done + not_done,
            **{state.value: tally.states[state] for state in State},
            "not_done": not_done,
            "passed_over": tally.kinds[InputKind.PASSED_OVER],
            "by_kind": {kind.value: tally.kinds[kind] for kind in InputKind if tally.kinds[kind]},
        },
        "refused": {"by_code": _counted(tally.refusals), "files": named["refused"]},
        "doubtful": {"by_code": _counted(tally.doubts), "files": named["doubtful"]},
        "projects": {
            "found": tally.found,
            "counted": tally.counted,
            "superseded": tally.superseded,
            "other_year": tally.other_year,
            "whole_departments": tally.whole_departments,
        },
        **_sums_plain(whole),
        "findings": {
            "errors": tally.severities["error"],
            "warnings": tally.severities["warning"],
            "notes": tally.severities["info"],
            "by_code": _counted(tally.codes),
        },
        "units": units,
        "outputs": {"facts": FACTS, "findings": FINDINGS, "files": FILES, "roundup": ROUNDUP, "summary": SUMMARY},
    }


def _counted(found: Counter[str]) -> list[Plain]:
    return [
        {"code": code, "count": count} for code, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    ]
