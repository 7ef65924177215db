"""The pages for developers name what is there: every path, and in the picture of the house every room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, blocks, named, prose, text_of

PAGES = (DOCS / "developing.md", DOCS / "developing.zh-CN.md")
TESTING = (DOCS / "testing.md", DOCS / "testing.zh-CN.md")
_SPAN = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*(?:/|\.(?:py|toml|txt|md|json|tsv))")
_MODULE = re.compile(r"-m (tests(?:\.\w+)+)")
_ROOM = re.compile(r"([a-z_]+)/")
MADE = frozenset({"dist/selfeval.cdx.json"})
"""What a command writes; it is not kept."""


def _paths(page: Path) -> Iterator[str]:
    """Files and folders that the text names, those inside commands included."""
    for span in _SPAN.findall(prose(page)):
        yield from (word for word in span.split() if _PATH.fullmatch(word) and word not in MADE)


def _is_there(path: str, page: Path) -> bool:
    """Below the repository or the package; a bare name of a file: in a folder named in the same paragraph."""
    if any((base / path).exists() for base in (ROOT, ROOT / "selfeval")):
        return True
    parts = (part for part in prose(page).split("\n\n") if f"`{path}`" in part)
    folders = (word for part in parts for word in _SPAN.findall(part) if word.endswith("/"))
    return any((ROOT / folder / path).exists() for folder in folders)


@pytest.mark.parametrize("page", [*PAGES, *TESTING], ids=named)
def test_every_path_named_is_there(page: Path) -> None:
    paths = list(_paths(page))
    assert len(paths) > (80 if page in PAGES else 8), "the page is not read as it is written"
    assert [path for path in paths if not _is_there(path, page)] == []


@pytest.mark.parametrize("page", [*PAGES, *TESTING], ids=named)
def test_every_module_that_is_run_is_there(page: Path) -> None:
    modules = set(_MODULE.findall(text_of(page)))
    assert ("tests.tools.problem_codes" if page in PAGES else "tests.campaigns") in modules
    assert [name for name in modules if find_spec(name) is None] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_the_picture_has_every_room_and_no_other(page: Path) -> None:
    (picture,) = blocks(page, "text")
    assert set(_rooms(picture)) == {
        path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "selfeval").rglob("__init__.py")
    } | {"selfeval/locale"}


def _rooms(picture: str) -> Iterator[str]:
    """The folders of the picture: those that begin a line stand inside the line above with less space before it.

    Others named later in a line stand inside its first, unless they follow it at once: then they are beside it.
    """
    above: list[str] = []
    for line in picture.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        head = re.match(r" *((?:[a-z_]+/ ?)+)", line)
        assert head is not None, line
        beside = _ROOM.findall(head[1])
        above[depth:] = [beside[0]]
        yield from ("/".join((*above[:depth], name)) for name in beside)
        yield from ("/".join((*above[: depth + 1], name)) for name in _ROOM.findall(line[head.end() :]))
