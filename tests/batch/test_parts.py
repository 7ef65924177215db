"""Of many files the tables are folders of parts: the same rows for every reader, and only changed parts are written."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import selfeval
from selfeval.core.problems import SelfEvalError
from selfeval.core.review.overview import Asked
from selfeval.portfolio.batch.columns import FACTS
from selfeval.portfolio.batch.parquet import Table, TableWriter
from selfeval.portfolio.batch.parts import parts_of
from selfeval.workspace.batch.folder import OUTPUTS
from selfeval.workspace.overview.overview import Overview
from selfeval.workspace.review.population import population
from tests.batch.helpers import batched, form, outputs, put, reported, rows

TABLES = tuple(name for name in OUTPUTS if name.endswith(".parquet"))
FORMS = 11
_NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reported(tmp_path_factory.mktemp("county"), FORMS)


@pytest.fixture(scope="module")
def whole(county: Path) -> Path:
    """The folder of a batch whose tables are a file each."""
    batched(county, out=county.parent / "whole")
    return county.parent / "whole"


@pytest.fixture
def out(whole: Path) -> Path:
    """That folder for one test, and beside it: a batch into it finds all of its results, and has the same links."""
    return Path(shutil.copytree(whole, whole.with_name(f"out {next(_NUMBERS)}")))


@pytest.fixture
def own(county: Path, tmp_path: Path) -> Path:
    """The forms for a test that changes some."""
    return Path(shutil.copytree(county, tmp_path / "own"))


def names(out: Path, table: str = "facts.parquet") -> list[str]:
    return [part.name for part in parts_of(out / table)]


@pytest.mark.parametrize(("part_files", "parts"), [(FORMS + 1, 0), (FORMS, 2), (6, 2), (5, 3), (4, 3), (1, 12)])
def test_more_files_than_a_part_holds_make_a_folder_of_parts(county, out, part_files, parts):
    batched(county, out=out, part_files=part_files)
    for table in TABLES:
        assert (out / table).is_dir() == bool(parts)
        assert len(names(out, table)) == (parts or 1)
        assert sorted((out / table).glob("*")) == [part for part in parts_of(out / table) if parts]
    files = [row["file"] for part in parts_of(out / "files.parquet") for row in pq.read_table(part).to_pylist()]
    assert files == sorted(files) and len(files) == FORMS + 1
    if parts:
        held = [pq.read_metadata(part).num_rows for part in parts_of(out / "files.parquet")]
        assert held[:-1] == [part_files] * (parts - 1)


def test_parts_have_the_rows_of_one_file_in_their_order_and_say_the_same_everywhere_else(county, whole, out):
    batched(county, out=out, part_files=4)
    for table in TABLES:
        found = [row for part in parts_of(out / table) for row in pq.read_table(part).to_pylist()]
        assert found == rows(whole, table.removesuffix(".parquet"))
        assert pq.read_schema(parts_of(out / table)[0]).equals(pq.read_schema(whole / table), check_metadata=True)
    for name in set(OUTPUTS) - set(TABLES):
        assert (whole / name).read_bytes() == (out / name).read_bytes()


def test_every_reader_reads_parts_as_one_table(county, whole, out):
    batched(county, out=out, part_files=3)
    one, other = selfeval.batch_frames(whole), selfeval.batch_frames(out)
    for name in ("facts", "findings", "files"):
        left, right = getattr(one, name), getattr(other, name)
        assert dict(left.dtypes.astype(str)) == dict(right.dtypes.astype(str))
        assert left.astype(object).equals(right.astype(object))
    assert population([whole]).projects == population([out]).projects
    assert len(population([out]).projects) == FORMS
    with Overview(whole) as first, Overview(out) as second:
        asked = Asked(order="unit")
        assert list(first.tables.places(asked)) == list(second.tables.places(asked))
        lines = first.tables.projects(range(FORMS))
        assert lines == second.tables.projects(range(FORMS))
        assert [line.file for line in lines] == sorted(line.file for line in lines)
        assert [first.tables.rows(line) for line in lines] == [second.tables.rows(line) for line in lines]
        assert [first.tables.findings(line) for line in lines] == [second.tables.findings(line) for line in lines]
        assert first.tables.departments() == second.tables.departments()
        assert first.tables.files() == second.tables.files()


def test_a_folder_whose_name_is_a_pattern_is_read(county, out):
    out = out.rename(out.with_name("out[1]' *"))
    batched(county, out=out, part_files=5)
    with Overview(out) as overview:
        assert overview.tables.whole().projects == FORMS


def test_only_the_part_of_a_changed_file_is_written_again(own, out):
    batched(own, out=out, part_files=4)
    before = {part.name: part.stat().st_ino for part in parts_of(out / "facts.parquet")}
    batched(own, out=out, part_files=4)
    assert {part.name: part.stat().st_ino for part in parts_of(out / "facts.parquet")} == before
    put(own / "05.xlsx", form(55))
    batched(own, out=out, part_files=4)
    after = {part.name: part.stat().st_ino for part in parts_of(out / "facts.parquet")}
    assert len(before.items() & after.items()) == 2
    (changed,) = after.keys() - before.keys()
    assert changed.startswith("part-00001-")
    assert form(55).project in {row["project"] for row in pq.read_table(out / "facts.parquet" / changed).to_pylist()}


def test_names_of_parts_come_from_what_is_in_them_alone(county, tmp_path):
    for out, jobs in (("one", 1), ("two", 2)):
        batched(county, out=tmp_path / out, part_files=4, jobs=jobs)
    assert outputs(tmp_path / "one") == outputs(tmp_path / "two")
    assert len(set(names(tmp_path / "one"))) == 3


def test_a_drive_without_links_writes_all_parts(county, out, monkeypatch):
    def none(*_: object) -> None:
        raise PermissionError(1, "no links here")

    batched(county, out=out, part_files=4)
    before = outputs(out)
    monkeypatch.setattr(os, "link", none)
    batched(county, out=out, part_files=4)
    assert outputs(out) == before


def test_a_file_becomes_parts_and_parts_a_file_and_nothing_is_left(county, whole, out):
    batched(county, out=out, part_files=5)
    parted = outputs(out)
    assert len(names(out)) == 3
    batched(county, out=out, part_files=2)
    assert len(names(out)) == 6
    batched(county, out=out, part_files=5)
    assert outputs(out) == parted
    batched(county, out=out)
    assert outputs(out) == outputs(whole)
    assert sorted(one.name for one in (out / ".work" / "half").iterdir()) == []


def test_a_table_that_is_held_keeps_the_parts_of_before(own, out, monkeypatch):
    batched(own, out=out, part_files=5)
    before = outputs(out)
    put(own / "05.xlsx", form(55))
    replace = os.replace

    def held(source: Path, target: Path) -> None:
        if Path(source).parent.name == "half" and Path(target) == out / "facts.parquet" and "before" not in str(source):
            raise PermissionError(13, "held")
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(SelfEvalError) as caught:
        batched(own, out=out, part_files=5)
    assert caught.value.code == "F302"
    monkeypatch.undo()
    after = outputs(out)
    assert {name for name in before if name.startswith("facts")} == {name for name in after if name.startswith("facts")}
    batched(own, out=out, part_files=5)
    assert form(55).project in {row["project"] for row in rows(out, "facts")}


def test_a_table_holds_no_more_than_a_group_of_rows(tmp_path, monkeypatch):
    most = 0
    add = TableWriter.add

    def watched(self: TableWriter, given: list[object]) -> None:
        nonlocal most
        add(self, given)
        most = max(most, len(self._rows))

    monkeypatch.setattr(TableWriter, "add", watched)
    monkeypatch.setattr("selfeval.portfolio.batch.parquet._GROUP", 50)
    row = tuple(None for _ in FACTS)
    with Table(tmp_path / "facts.parquet", FACTS, parts=True, before=tmp_path / "none") as table:
        for number in range(100):
            if number and number % 40 == 0:
                table.next_part()
            table.add([row] * 9)
    assert 0 < most < 50
    held = [pq.read_metadata(part).num_rows for part in parts_of(tmp_path / "facts.parquet")]
    assert held == [360, 360, 180]


@pytest.mark.parametrize("made", [Path.mkdir, lambda path: None], ids=["empty folder", "nothing"])
def test_a_table_without_any_part_is_told(out, made):
    shutil.rmtree(out / ".work")
    (out / "facts.parquet").unlink()
    made(out / "facts.parquet")
    with pytest.raises(OSError):
        selfeval.batch_frames(out)
    with pytest.raises(SelfEvalError) as caught:
        Overview(out)
    assert caught.value.code == "F713"
    if (out / "facts.parquet").exists():
        with pytest.raises(SelfEvalError) as caught:
            population([out])
        assert caught.value.code == "F713"
