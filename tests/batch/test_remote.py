"""Files in remote places are listed and read through fsspec, and what cannot be is one sentence."""

from __future__ import annotations

import sys

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.workspace.batch.inputs import all_inputs
from selfeval.workspace.batch.remote import content, is_remote
from tests.batch.helpers import batched, book, ends, form, rows

fsspec = pytest.importorskip("fsspec", reason="the extra selfeval[cluster]")
pytestmark = pytest.mark.cluster


@pytest.mark.parametrize(
    ("source", "remote"),
    [("s3://a/b", True), ("hdfs://host:1/a", True), ("memory://x", True), ("C://x", False), ("上报/a.xlsx", False),
     ("@list.txt", False), ("a:/b", False), ("FILE:///x", True)],
)  # fmt: skip
def test_a_source_with_a_protocol_is_remote(source, remote):
    assert is_remote(source) is remote


def test_a_remote_folder_a_pattern_and_a_file_are_listed(tmp_path):
    place = fsspec.filesystem("memory")
    for name in ("county/b/2.xlsx", "county/a.xlsx", "county/.DS_Store", "county/c.zip", "county/d.rar"):
        place.pipe(f"/{name}", book(form()))
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
    assert content("memory://county/a.xlsx") == book(form())


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


def test_without_fsspec_the_extra_is_named(tmp_path, monkeypatch):
    from selfeval.workspace.batch import remote

    remote._filesystem.cache_clear()
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(SelfEvalError) as caught:
        all_inputs(["s3://bucket/a"], tmp_path / "out")
    assert caught.value.code == "F716"
