"""What was worked out is taken; only what changed is read again; and nothing that ends a run costs more than itself."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.portfolio.batch.record import Limits
from selfeval.workspace.batch import pool, run
from selfeval.workspace.batch.folder import OUTPUTS
from tests.batch.helpers import batched, ends, form, outputs, put, rows
from tests.differential.seeds import seed_of_the_run
from tests.places import ROOT


def _county(top: Path, count: int = 6) -> Path:
    for number in range(count):
        put(top / f"{number}.xlsx", form(number))
    return top


def test_a_second_run_reads_nothing_again_and_gives_the_same_bytes(tmp_path):
    top, out = _county(tmp_path / "上报"), tmp_path / "out"
    first = batched(top, out=out)
    before = outputs(out)
    second = batched(top, out=out, jobs=2)
    assert (first.progress.fresh, second.progress.fresh) == (6, 0)
    assert outputs(out) == before
    elsewhere = batched(top, out=tmp_path / "other", jobs=2)
    assert elsewhere.progress.fresh == 6
    after = outputs(tmp_path / "other")
    assert {name for name in OUTPUTS if after[name] != before[name]} <= {"汇总.xlsx"}, "links alone depend on the place"


def test_a_changed_file_is_read_again_alone(tmp_path):
    top, out = _county(tmp_path / "上报"), tmp_path / "out"
    batched(top, out=out)
    put(top / "3.xlsx", form(33))
    again = batched(top, out=out)
    assert again.progress.fresh == 1
    assert form(33).project in {row["project"] for row in rows(out, "facts")}
    assert form(3).project not in {row["project"] for row in rows(out, "facts")}


@pytest.mark.parametrize("asked", [{"rules": "cn-mof-2021-101"}, {"year": 2025}], ids=str)
def test_another_pack_or_year_is_worked_out_anew(tmp_path, asked):
    top, out = _county(tmp_path / "上报", 2), tmp_path / "out"
    batched(top, out=out)
    assert batched(top, out=out, **asked).progress.fresh == 2
    assert batched(top, out=out, **asked).progress.fresh == 0


@pytest.mark.parametrize(
    ("jobs", "cores", "files", "started"), [(0, 3, 5, 3), (0, 3, 2, 2), (0, None, 2, 1), (2, 8, 5, 2)]
)
def test_as_many_processes_are_started_as_there_are_cores_or_files(tmp_path, monkeypatch, jobs, cores, files, started):
    asked = []

    class Counted(pool.Pool):
        def __init__(self, jobs, *how):
            asked.append(jobs)
            super().__init__(1, *how)

    monkeypatch.setattr(run, "Pool", Counted)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    batched(_county(tmp_path / "上报", files), out=tmp_path / "out", jobs=jobs)
    assert asked == [started]


def test_kept_results_that_were_damaged_are_worked_out_again(tmp_path):
    top, out = _county(tmp_path / "上报", 3), tmp_path / "out"
    batched(top, out=out)
    before = outputs(out)
    kept = sorted(path for path in (out / ".work" / "results").rglob("*") if path.is_file())
    kept[0].write_bytes(kept[0].read_bytes()[:-5])
    kept[1].write_bytes(b"")
    (out / ".work" / "seen.sqlite").write_bytes(b"SQLite format 3\0 nothing")
    assert batched(top, out=out).progress.fresh == 3
    assert outputs(out) == before


_POISON = """
import sys; sys.path[:] = {path!r}
from selfeval.workspace.batch.child import worker, evaluation
whole = evaluation.Evaluator.record
def record(self, path, place):
    if "endless" in path.name:
        while True: pass
    if "bomb" in path.name:
        bytearray(4 << 30)
    if "crash" in path.name:
        import os; os._exit(9)
    if "bug" in path.name:
        raise ZeroDivisionError
    return whole(self, path, place)
evaluation.Evaluator.record = record
worker.main()
"""


def test_a_poisonous_file_costs_its_own_limit_and_nothing_else(tmp_path, monkeypatch):
    top, out = _county(tmp_path / "上报", 4), tmp_path / "out"
    for name in ("endless", "bomb", "crash", "bug"):
        put(top / f"1-{name}.xlsx", form(sum(map(ord, name))))
    monkeypatch.setattr(pool, "_CODE", _POISON)
    batched(top, out=out, jobs=2, limits=Limits(2, 1 << 30))  # without the limit it would never end
    found = ends(out)
    assert {name: end for name, end in found.items() if end[0] != "read"} == {
        "上报/1-endless.xlsx": ("refused", "F703"),
        "上报/1-bomb.xlsx": ("refused", "F703"),
        "上报/1-crash.xlsx": ("refused", "F703"),
        "上报/1-bug.xlsx": ("refused", "F706"),
    }
    said = {row["file"]: row["message_en"] for row in rows(out, "files")}
    assert "after 2 seconds" in said["上报/1-endless.xlsx"]
    assert "1024 MB" in said["上报/1-bomb.xlsx"]
    assert batched(top, out=out, limits=Limits(2, 1 << 30)).progress.fresh == 0, "a limit that was met is kept"
    monkeypatch.undo()
    batched(top, out=out, limits=Limits(3, 1 << 30))
    assert {state for name, (state, _) in ends(out).items() if "bug" not in name} == {"read"}, "more is tried again"


_FULL = """
import sys; sys.path[:] = {path!r}
import errno
from pathlib import Path
from selfeval.workspace.batch.child import worker
def full(self, data): raise OSError(errno.ENOSPC, "full")
Path.write_bytes = full
worker.main()
"""


def test_a_full_disk_stops_the_run_and_what_was_written_before_stays(tmp_path, monkeypatch):
    top, out = _county(tmp_path / "上报", 2), tmp_path / "out"
    batched(top, out=out)
    before = outputs(out)
    put(top / "9.xlsx", form(9))
    with monkeypatch.context() as patch:
        patch.setattr(pool, "_CODE", _FULL)
        with pytest.raises(SelfEvalError) as error:
            batched(top, out=out)
        assert error.value.code == "F303"
    assert outputs(out) == before

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr("selfeval.workspace.batch.outputs.write_roundup", full)
        with pytest.raises(SelfEvalError) as error:
            batched(top, out=out)
        assert error.value.code == "F303"
    assert outputs(out) == before
    assert batched(top, out=out).progress.fresh == 0


def _command(*words: object, state: Path, start: tuple[str, ...] = ("-m", "selfeval")) -> subprocess.Popen[str]:
    own = {"SELFEVAL_STATE_DIR": str(state), "PYTHONPATH": str(ROOT), "SELFEVAL_LANG": "en"}
    return subprocess.Popen(
        [sys.executable, *start, "batch", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **own},
        start_new_session=True,
    )


def _kept(out: Path) -> int:
    return sum(1 for path in (out / ".work" / "results").rglob("*") if path.is_file()) if out.exists() else 0


_LAST = "9.xlsx"
_NEVER_THROUGH = f"""
import sys; sys.path[:] = {{path!r}}
import time
from selfeval.workspace.batch.child import worker, evaluation
whole = evaluation.Evaluator.record
def record(self, path, place):
    while path.name == "{_LAST}":
        time.sleep(1)
    return whole(self, path, place)
evaluation.Evaluator.record = record
worker.main()
"""
_START = f"""
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # where the tests run in the background it is ignored
from selfeval.cli import main
from selfeval.workspace.batch import pool
pool._CODE = {_NEVER_THROUGH!r}
main(sys.argv[1:])
"""


def test_ctrl_c_leaves_a_valid_part_that_says_so(tmp_path, state_folder):
    """The file that comes last is never through: however slow or quick the computer, the batch is not at its end."""
    top, out = _county(tmp_path / "上报", 12), tmp_path / "out"
    assert max(path.name for path in top.iterdir()) == _LAST
    batched(top, out=tmp_path / "whole")
    process = _command(top, "-o", out, "--jobs", 1, state=state_folder, start=("-c", _START))
    while _kept(out) < 3 and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    try:
        said, told = process.communicate(timeout=250)
    finally:
        process.kill()
    assert process.returncode == 130, said + told
    assert "--resume" in told
    found = rows(out, "files")
    assert 0 < len(found) < 12
    batched(out=out, resume=True)
    assert rows(out, "facts") == rows(tmp_path / "whole", "facts")
    assert len(rows(out, "files")) == 12


def test_killed_at_any_moment_it_goes_on(tmp_path, state_folder):
    dice = Random(seed_of_the_run())
    top, out = _county(tmp_path / "上报", 20), tmp_path / "out"
    batched(top, out=tmp_path / "whole")
    for _ in range(3):
        process = _command(top, "-o", out, "--jobs", 2, state=state_folder)
        time.sleep(dice.uniform(0.3, 1.6))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    batched(top, out=out)
    whole, after = outputs(tmp_path / "whole"), outputs(out)
    assert {name for name in OUTPUTS if whole[name] != after[name]} <= {"汇总.xlsx"}


def test_two_batches_do_not_write_one_folder(tmp_path):
    from selfeval.workspace.batch.folder import OutFolder, Request

    top = _county(tmp_path / "上报", 1)
    with OutFolder(tmp_path / "out").begun(Request((str(top),))), pytest.raises(SelfEvalError) as error:
        batched(top, out=tmp_path / "out")
    assert error.value.code == "F707"


@pytest.mark.parametrize(
    ("code", "how"),
    [
        ("F702", {"out": "上报"}),
        ("F301", {"out": "taken"}),
        ("F305", {"out": "file"}),
        ("F712", {"out": "new", "resume": True}),
        ("R101", {"out": "new", "rules": "no-such-pack"}),
        ("F709", {"out": "new", "units": "wrong.csv"}),
        ("F101", {"out": "new", "units": "gone.csv"}),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is(tmp_path, code, how):
    top = _county(tmp_path / "上报", 1)
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "facts.parquet").write_bytes(b"mine")
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "wrong.csv").write_text("姓名,电话\n张三,1\n", encoding="utf-8")
    asked = {**how, "units": str(tmp_path / how["units"])} if "units" in how else how
    with pytest.raises(SelfEvalError) as error:
        batched(top, **{**asked, "out": tmp_path / str(how["out"])})
    assert error.value.code == code
    assert not (tmp_path / "new").exists()
