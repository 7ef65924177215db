"""The pages of the documentation, taken apart: links, headings, commands and console sessions."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from tests.places import ROOT

DOCS = ROOT / "docs"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = (*READMES, *sorted(DOCS.glob("*.md")))
ALL = (*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "scoring_rules/README.md", ROOT / "workbooks/README.md")
ENGLISH = tuple(page for page in PAGES if not page.name.endswith(".zh-CN.md"))

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_SHELLS = {"sh", "bat", "console", ""}
_CALL = re.compile(r"^(?:\$ |uv run |\S*[\\/]bin[\\/]|\.venv\\Scripts\\)?selfeval(?= |$)")


def named(page: Path) -> str:
    """The page as tests are called."""
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    """The page."""
    return page.read_text(encoding="utf-8")


def twin(page: Path) -> Path:
    """The same page in Chinese."""
    return page.with_name(page.name.removesuffix(".md") + ".zh-CN.md")


def blocks(page: Path, kind: str) -> list[str]:
    """Code blocks of one kind."""
    return [body for name, body in _FENCE.findall(text_of(page)) if name == kind]


def prose(page: Path) -> str:
    """The page without its code blocks."""
    return _FENCE.sub("", text_of(page))


def shape(page: Path) -> list[str]:
    """What both languages of a page have alike: levels of headings, rows of tables, blocks, pictures."""
    marks = []
    for line in prose(page).splitlines():
        if found := re.match(r"#+(?= )", line):
            marks.append(found[0])
        elif line.startswith("|"):
            marks.append("|" * len(re.findall(r"(?<!\\)\|", re.sub(r"`[^`]*`", "", line))))
        elif line.startswith("!["):
            marks.append("picture")
    return [*marks, *(name for name, _ in _FENCE.findall(text_of(page)))]


def links(page: Path) -> list[str]:
    """Where it points, pictures included, other sites excluded."""
    return [link for link in _LINK.findall(prose(page)) if not re.match(r"\w+:", link)]


def commands(page: Path) -> Iterator[list[str]]:
    """The words behind `selfeval` of every command that the page shows, in its text and in its blocks."""
    lines = [line for name, body in _FENCE.findall(text_of(page)) if name in _SHELLS for line in body.splitlines()]
    for line in (*lines, *_SPAN.findall(prose(page))):
        if _CALL.match(line):
            yield shlex.split(_CALL.sub("", line).replace("\\", "/"), comments=True)


def sessions(page: Path) -> Iterator[tuple[list[str], str]]:
    """(words behind `selfeval`, what is shown of its output) of each command of the console blocks, in their order."""
    for body in blocks(page, "console"):
        for part in body.split("$ ")[1:]:
            line, _, shown = part.partition("\n")
            yield shlex.split(line)[1:], shown


def pattern(shown: str) -> re.Pattern[str]:
    """What an output has to match: each line as it is, a line `…` for any number of lines."""
    parts = [r"(?:.*\n)*?" if line == "…" else re.escape(line) + r" *\n" for line in shown.splitlines()]
    return re.compile("".join(parts))
