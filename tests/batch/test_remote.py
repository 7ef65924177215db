"""Files in remote places are listed and read through fsspec, and what cannot be is one sentence."""

from __future__ import annotations

import errno
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import ClassVar

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.workspace.batch import remote
from selfeval.workspace.batch.inputs import all_inputs
from selfeval.workspace.batch.remote import content, is_remote
from tests.batch.helpers import batched, book, ends, form, rows

fsspec = pytest.importorskip("fsspec", reason="the extra selfeval[cluster]")
from fsspec.implementations.memory import MemoryFileSystem  # noqa: E402 - of that extra
from fsspec.utils import infer_storage_options  # noqa: E402

pytestmark = pytest.mark.cluster


@pytest.mark.parametrize(
    ("source", "remote"),
    [("s3://a/b", True), ("hdfs://host:1/a", True), ("memory://x", True), ("C://x", False), ("上报/a.xlsx", False),
     ("@list.txt", False), ("a:/b", False), ("FILE:///x", True)],
)  # fmt: skip
def test_a_source_with_a_protocol_is_remote(source, remote):
    assert is_remote(source) is remote


def test_a_remote_folder_a_pattern_and_a_file_are_listed(tmp_path):
    place, data = fsspec.filesystem("memory"), book(form())
    for name in ("county/b/2.xlsx", "county/a.xlsx", "county/.DS_Store", "county/c.zip", "county/d.rar"):
        place.pipe(f"/{name}", data)
    found = {one.path: one.code for one in all_inputs(["memory://county"], tmp_path / "out")}
    assert found == {
        "memory:///county/.DS_Store": "F701", "memory:///county/a.xlsx": "", "memory:///county/b/2.xlsx": "",
        "memory:///county/c.zip": "F705", "memory:///county/d.rar": "F705",
    } or {key.replace(":///", "://"): value for key, value in found.items()} == {
        "memory://county/.DS_Store": "F701", "memory://county/a.xlsx": "", "memory://county/b/2.xlsx": "",
        "memory://county/c.zip": "F705", "memory://county/d.rar": "F705",
    }  # fmt: skip
    assert len(all_inputs(["memory://county/**/*.xlsx"], tmp_path / "out")) >= 1
    assert [one.name for one in all_inputs(["memory://county/a.xlsx"], tmp_path / "out")] == ["a.xlsx"]
    assert content("memory://county/a.xlsx") == data


def test_one_computer_reads_remote_files_too_and_reads_none_again(tmp_path):
    top = tmp_path / "in"
    top.mkdir()
    (top / "a.xlsx").write_bytes(book(form()))
    first = batched(f"file://{top}", out=tmp_path / "out")
    assert first.progress.fresh == 1
    assert [state for state, _ in ends(tmp_path / "out").values()] == ["read"]
    assert batched(f"file://{top}", out=tmp_path / "out").progress.fresh == 0
    assert {row["project"] for row in rows(tmp_path / "out", "facts")} == {form().project}


@pytest.mark.parametrize(
    ("source", "code", "named"),
    [
        ("s3://bucket/a", "F716", "s3fs"),
        ("smb://host/a", "F716", "smbprotocol"),
        ("gs://bucket/a", "F716", "gcsfs"),
        ("nosuch://a/b", "F716", "nosuch"),
        ("smb://me:secret@host/a", "F716", "host"),
        ("memory://not/there", "F101", "memory://not/there"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_that_names_it(source, code, named, tmp_path):
    with pytest.raises(SelfEvalError) as caught:
        all_inputs([source], tmp_path / "out")
    assert caught.value.code == code
    text = str(caught.value.message.values if hasattr(caught.value.message, "values") else caught.value.message)
    assert named in text
    assert "secret" not in text


class Hosts(MemoryFileSystem):
    """A storage whose names leave its host out, as those of smb://, sftp:// and hdfs:// do."""

    protocol = "hosts"
    cachable = False
    stores: ClassVar[dict[str, dict[str, bytes]]] = {}

    def __init__(self, host: str = "", port: int = 0, **more: object) -> None:
        if host == "silent":
            raise ValueError(f"nothing answers at {host}:{port}")
        super().__init__(**more)
        self._own = self.stores.setdefault(f"{host}:{port}", {})

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return str(infer_storage_options(path)["path"]).rstrip("/")

    @staticmethod
    def _get_kwargs_from_urls(path: str) -> dict[str, object]:
        found = infer_storage_options(path)
        return {name: found[name] for name in ("host", "port") if name in found}

    def isdir(self, path: str) -> bool:
        return path not in self._own

    def find(self, path: str, *, detail: bool) -> dict[str, dict[str, object]]:
        return {name: self.info(name) for name in self._own if name.startswith(f"{path.rstrip('/')}/")}

    def info(self, path: str, **_: object) -> dict[str, object]:
        return {"name": path, "type": "file", "size": len(self._own[path]), "mtime": 1.5}

    def open(self, path: str, mode: str) -> io.BytesIO:
        if path not in self._own:
            raise OSError(errno.ENOENT, "no such object")  # not the class of Python, as that of SMB is not
        return io.BytesIO(self._own[path])


@pytest.fixture
def hosts() -> Iterator[dict[str, dict[str, bytes]]]:
    fsspec.register_implementation("hosts", Hosts, clobber=True)
    remote._filesystem.cache_clear()
    Hosts.stores = {
        "one:1445": {"/share/2025/甲.xlsx": b"one", "/share/2025/乙 #1.xlsx": b"number"},
        "two:0": {"/share/2025/甲.xlsx": b"two"},
    }
    yield Hosts.stores
    remote._filesystem.cache_clear()


@pytest.mark.parametrize(
    ("source", "contents"),
    [
        ("hosts://one:1445/share/2025", {"乙 #1.xlsx": b"number", "甲.xlsx": b"one"}),
        ("hosts://one:1445/share/2025/", {"乙 #1.xlsx": b"number", "甲.xlsx": b"one"}),
        ("hosts://one:1445/", {"乙 #1.xlsx": b"number", "甲.xlsx": b"one"}),
        ("hosts://me@one:1445/share/2025/甲.xlsx", {"甲.xlsx": b"one"}),
        ("hosts://two/share", {"甲.xlsx": b"two"}),
    ],
)
def test_an_address_leads_another_process_to_the_same_file_of_the_same_host(source, contents, hosts, tmp_path):
    found = [one.path for one in all_inputs([source], tmp_path / "out")]
    remote._filesystem.cache_clear()
    assert {address.rpartition("/")[2]: content(address) for address in found} == contents
    assert all(address.startswith(source.split("/share")[0].rstrip("/") + "/share/2025/") for address in found)


def test_a_file_that_is_gone_since_it_was_listed_is_told(hosts, tmp_path):
    (one,) = all_inputs(["hosts://two/share"], tmp_path / "out")
    del hosts["two:0"]["/share/2025/甲.xlsx"]
    with pytest.raises(SelfEvalError) as caught:
        content(one.path)
    assert caught.value.code == "F101"
    assert caught.value.message.render() == "甲.xlsx was listed, and is not in its storage any more."


def test_a_storage_that_does_not_answer_is_not_called_an_unknown_protocol(hosts, tmp_path):
    with pytest.raises(SelfEvalError) as caught:
        all_inputs(["hosts://silent/share"], tmp_path / "out")
    assert caught.value.code == "F103"


SECOND = 1_768_089_600
NS = SECOND * 1_000_000_000


@pytest.mark.parametrize(
    ("info", "modified"),
    [
        ({"mtime": float(SECOND)}, NS),
        ({"mtime": datetime.fromtimestamp(SECOND, UTC)}, NS),
        ({"LastModified": datetime.fromtimestamp(SECOND, UTC)}, NS),
        ({"updated": "2026-01-11T00:00:00Z"}, NS),
        ({"modificationTime": SECOND * 1000}, NS),
        ({"mtime": str(SECOND)}, NS),
        ({"created": datetime.fromtimestamp(SECOND, UTC), "mtime": float(SECOND + 1)}, NS + 1_000_000_000),
        ({"updated": "yesterday"}, 0),
        ({"mtime": None, "size": 3}, 0),
        ({"mtime": float("inf")}, 0),
        ({}, 0),
    ],
)
def test_the_time_of_the_last_change_is_read_as_each_storage_says_it(info, modified):
    assert remote._modified(info) == modified


def test_without_fsspec_the_extra_is_named(tmp_path, monkeypatch):
    remote._filesystem.cache_clear()
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(SelfEvalError) as caught:
        all_inputs(["s3://bucket/a"], tmp_path / "out")
    assert caught.value.code == "F716"
