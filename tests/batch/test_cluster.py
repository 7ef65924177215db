"""A batch on a Dask cluster of worker processes is the batch of one computer, byte for byte, whatever is lost."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import selfeval
from selfeval.core.problems import SelfEvalError
from selfeval.workspace.batch.batch import Batch, requested
from selfeval.workspace.batch.run import DEFAULT_LIMITS, Run
from tests.batch.helpers import batched, ends, outputs, put, reported

pytest.importorskip("distributed", reason="the extra selfeval[cluster]")

import fsspec  # of that extra
from fsspec.implementations.local import LocalFileSystem

from selfeval.workspace.batch.cluster import chunk, client
from selfeval.workspace.batch.contexts import Contexts
from tests.places import ROOT

pytestmark = pytest.mark.cluster
FORMS = 24


class Processes:
    """A scheduler and two workers of one thread, as the commands of Dask start them."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._folder = folder
        self.address = f"tcp://127.0.0.1:{port}"
        self._all = [self._dask("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")]
        self.workers = [self.worker(), self.worker()]

    def worker(self) -> subprocess.Popen[bytes]:
        place = str(self._folder / f"worker{len(self._all)}")
        one = self._dask("worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard",
                         "--local-directory", place)  # fmt: skip
        self._all.append(one)
        return one

    def _dask(self, *args: str) -> subprocess.Popen[bytes]:
        silent = subprocess.DEVNULL
        return subprocess.Popen([sys.executable, "-m", "dask", *args], stdout=silent, stderr=silent)

    def end(self) -> None:
        for one in reversed(self._all):
            one.kill()
            one.wait()


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> Path:
    return reported(tmp_path_factory.mktemp("county"), FORMS)


@pytest.fixture(scope="module")
def local(county) -> dict[str, bytes]:
    batched(county, out=county.parent / "local")
    return outputs(county.parent / "local")


@pytest.fixture(scope="module")
def dask(tmp_path_factory) -> Iterator[Processes]:
    processes = Processes(tmp_path_factory.mktemp("dask"))
    yield processes
    processes.end()


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch) -> None:
    monkeypatch.setattr(client, "CHUNK", 3)


def _on(dask: Processes, *sources: Path | str, out: Path, told=None, **how) -> Batch:
    return batched(*sources, out=out, told=told, jobs=0, scheduler=dask.address, **how)


def test_workers_that_see_neither_files_nor_folder_give_the_same_bytes(dask, county, local, monkeypatch):
    whole = Run._task

    def elsewhere(self: Run, number: int) -> object:
        task = whole(self, number)
        task.told["stamp"] = [-1, -1]
        return task

    monkeypatch.setattr(Run, "_task", elsewhere)
    monkeypatch.setattr(client, "PROBE", "not where workers look")
    out = county.parent / "apart"
    assert _on(dask, county, out=out).progress.fresh == FORMS + 1
    assert outputs(out) == local
    monkeypatch.undo()
    assert _on(dask, county, out=out).progress.fresh == 0, "what was sent back is kept"


def test_tables_in_parts_are_those_of_one_computer_too(dask, county):
    for out, how in (("parts here", {"scheduler": ""}), ("parts there", {"scheduler": dask.address})):
        batched(county, out=county.parent / out, part_files=10, **how)
    here, there = (outputs(county.parent / out) for out in ("parts here", "parts there"))
    assert here == there
    assert sum(name.startswith("facts.parquet/part-") for name in here) == 3


def test_a_worker_with_other_rule_packs_is_not_believed(dask, county, tmp_path, monkeypatch):
    monkeypatch.setattr("selfeval.workspace.batch.contexts.program_mark", lambda rooms: "another program")
    with pytest.raises(SelfEvalError) as caught:
        _on(dask, county, out=tmp_path / "out")
    assert caught.value.code == "F715"


def test_a_worker_without_the_rule_pack_asked_for_is_not_believed(tmp_path):
    settings = {"work": str(tmp_path), "rules": "/not/here.toml", "year": None}
    told = [{"number": 0, "path": str(tmp_path / "a.xlsx"), "member": "", "remote": False, "context": ""}]
    assert chunk.evaluated("a run", settings, (60, 1 << 30), told).stopped == ("differs", None)


@pytest.mark.parametrize(("address", "lacks"), [("s3://bucket/a.xlsx", "s3fs"), ("nosuch://a/b.xlsx", "nosuch://")])
def test_a_worker_that_cannot_read_a_remote_place_reads_nothing(tmp_path, address, lacks):
    settings = {"work": str(tmp_path), "rules": "", "year": None}
    told = [{"number": 0, "path": address, "member": "", "remote": True, "context": Contexts("", None).of(address)}]
    assert chunk.evaluated(address, settings, (60, 1 << 30), told) == chunk.Answer([], [], lacks=lacks)


def test_a_worker_without_the_package_of_a_remote_place_ends_the_run(dask, county, tmp_path, monkeypatch):
    class Elsewhere(LocalFileSystem):
        """Known to this process alone."""

        protocol = "elsewhere"

        @classmethod
        def _strip_protocol(cls, path: str) -> str:
            return path.removeprefix("elsewhere://")

    fsspec.register_implementation("elsewhere", Elsewhere, clobber=True)
    with pytest.raises(SelfEvalError) as caught:
        _on(dask, f"elsewhere://{county}", out=tmp_path / "out")
    assert caught.value.code == "F716"
    assert "elsewhere:// is not installed there" in caught.value.message.render()


def test_remote_files_are_read_where_they_lie(dask, county, tmp_path):
    address = f"file://{county}"
    _on(dask, address, out=tmp_path / "cluster")
    batched(address, out=tmp_path / "local")
    assert outputs(tmp_path / "cluster") == outputs(tmp_path / "local")
    assert sum(state == "read" for state, _ in ends(tmp_path / "cluster").values()) == FORMS


def test_the_library_gives_the_same_results_from_a_cluster(dask, county):
    assert list(selfeval.batch(county, scheduler=dask.address)) == list(selfeval.batch(county, jobs=1))


def test_the_library_asks_a_cluster_for_no_more_than_somebody_takes(dask, county, monkeypatch):
    submitted: list[int] = []
    whole = client.Cluster._submitted

    def counted(self, dask_client, tasks):
        submitted.append(len(tasks))
        return whole(self, dask_client, tasks)

    monkeypatch.setattr(client, "CHUNK", 1)
    monkeypatch.setattr(client.Cluster, "_submitted", counted)
    results = selfeval.batch(county, scheduler=dask.address)
    first = next(results)
    results.close()
    assert first.file.endswith("00.xlsx") and first.facts
    assert 0 < len(submitted) < FORMS


@pytest.mark.parametrize("page", ["python.md", "python.zh-CN.md"])
def test_the_example_of_the_page_runs(page, dask, county, monkeypatch):
    monkeypatch.chdir(county.parent)
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert example.count("tcp://10.0.0.1:8786") == 1
    names: dict[str, object] = {}
    exec(example.replace("tcp://10.0.0.1:8786", dask.address), names)
    rows = [row for result in selfeval.batch(county, jobs=1) for row in result.facts]
    assert (names["forms"], names["rows"]) == (FORMS, len(rows))


def test_one_of_two_workers_is_killed_in_the_middle(dask, county, local):
    def told(progress) -> None:
        if progress.done == FORMS // 3:
            dask.workers[0].send_signal(signal.SIGKILL)

    out = county.parent / "killed"
    batch = _on(dask, county, out=out, told=told)
    assert dask.workers[0].wait() == -signal.SIGKILL
    assert batch.progress.fresh == FORMS + 1
    assert outputs(out) == local


def test_ctrl_c_keeps_what_is_done_and_the_next_run_goes_on(dask, county, local):
    def told(progress) -> None:
        if progress.done == FORMS // 2:
            raise KeyboardInterrupt

    out = county.parent / "stopped"
    first = _on(dask, county, out=out, told=told)
    assert first.interrupted and first.summary["files"]["not_done"] > 0
    assert _on(dask, county, out=out).progress.fresh <= FORMS // 2 + 1
    assert outputs(out) == local


def test_no_scheduler_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(client, "_CONNECT", 0.5)
    put(tmp_path / "in" / "a.xlsx")
    for address in ("tcp://127.0.0.1:1", "nonsense"):
        out = tmp_path / "out"
        with pytest.raises(SelfEvalError) as caught:
            Batch(requested((str(tmp_path / "in"),), out), out, 0, DEFAULT_LIMITS, address).run()
        assert caught.value.code == "F714"


def test_no_worker_is_said_and_not_waited_for_ever(tmp_path, county, monkeypatch):
    monkeypatch.setattr(client, "_NO_WORKER", 1.0)
    alone = Processes(tmp_path)
    try:
        for one in alone.workers:
            one.kill()
        with pytest.raises(SelfEvalError) as caught:
            _on(alone, county, out=tmp_path / "out")
        assert caught.value.code == "F715"
    finally:
        alone.end()
