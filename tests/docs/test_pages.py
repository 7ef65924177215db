"""The documentation holds together: sizes, links, twins, commands, codes, variables, lists made from the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from selfeval.commands import root
from selfeval.core.checks.findings import CHECKS
from tests.docs.pages import (
    ALL,
    DOCS,
    ENGLISH,
    PAGES,
    READMES,
    ROOT,
    commands,
    links,
    named,
    prose,
    shape,
    text_of,
    twin,
)
from tests.tools import key_lists
from tests.tools.problem_codes import others

KIB = 1024
_ANY = ("COMMAND", "命令")
"""Words that stand for any command."""


def _command(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that the words call, with what is left of them."""
    command: click.Command = root
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(click.Context(command), words[0])
        assert found is not None, f"no command {words[0]}"
        command, words = found, words[1:]
    return command, words


def _all_commands(command: click.Command = root, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from _all_commands(found, (*path, name))
    else:
        yield " ".join(path), command


# -- sizes, links, twins


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_is_short_enough_to_be_read(page: Path) -> None:
    listed = page.name.startswith("codes")  # looked up by code, not read, and longer with every check
    limit = 10 if page in READMES else 24 if listed else 16
    assert len(page.read_bytes()) <= limit * KIB


@pytest.mark.parametrize("page", ALL, ids=named)
def test_every_link_and_picture_is_there(page: Path) -> None:
    targets = [link.partition("#") for link in links(page)]
    gone = [target for target, _, _ in targets if target and not (page.parent / target).exists()]
    assert gone == []
    assert [anchor for target, _, anchor in targets if anchor and not target.endswith(".md")] == []


def test_every_page_is_in_the_index_of_its_language() -> None:
    for index in (DOCS / "README.md", DOCS / "README.zh-CN.md"):
        chinese = index.name.endswith(".zh-CN.md")
        mine = {page.name for page in DOCS.glob("*.md") if page.name.endswith(".zh-CN.md") == chinese} - {index.name}
        assert mine - set(links(index)) == set()


def test_every_picture_is_shown() -> None:
    shown = {link for page in PAGES for link in map(_name, links(page))}
    assert {picture.name for picture in DOCS.rglob("*.png")} - shown == set()


def _name(link: str) -> str:
    return link.rpartition("/")[2]


@pytest.mark.parametrize("page", ENGLISH, ids=named)
def test_both_languages_have_the_same_parts(page: Path) -> None:
    chinese = twin(page)
    assert shape(page) == shape(chinese)
    assert chinese.name in links(page)
    assert page.name in links(chinese)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_leads_to_pages_of_its_own_language(page: Path) -> None:
    other = {twin(one).name if page in ENGLISH else one.name for one in ENGLISH} - {"README.md"}
    own_twin = twin(page).name if page in ENGLISH else page.name.replace(".zh-CN", "")
    assert {_name(link) for link in links(page)} & other <= {own_twin}


# -- what is shown of the program


@pytest.mark.parametrize("page", ALL, ids=named)
def test_every_command_shown_can_be_given(page: Path) -> None:
    for words in commands(page):
        command, rest = _command(words[1:] if words[:1] and words[0] in _ANY else words)
        context = click.Context(command, info_name=" ".join(words))
        values, left, _ = command.make_parser(context).parse_args(args=list(rest))
        if values.get("help") or isinstance(command, click.Group):
            continue
        missing = [param.name for param in command.params if param.required and not values.get(str(param.name))]
        assert (left, missing) == ([], []), words


def _table_of_commands(page: Path) -> dict[str, set[str]]:
    """The options that the last column of a table names, by command."""
    found = {}
    for line in prose(page).splitlines():
        if line.startswith("| `selfeval"):
            cells = re.split(r"(?<!\\)\| ", line.strip("|"))
            words = cells[0].strip().strip("`").split()[1:]
            path = words[: 2 if words[:1] == ["rules"] else 1]
            named_options = {word for span in re.findall(r"`(-[^`]+)`", cells[-1]) for word in span.split()[:1]}
            found[" ".join(path)] = named_options | {word for word in words if word.startswith("--")}
    return found


@pytest.mark.parametrize("page", [DOCS / "commands.md", DOCS / "commands.zh-CN.md"], ids=named)
def test_the_page_of_commands_has_every_command_and_option(page: Path) -> None:
    written = _table_of_commands(page)
    assert written.pop("") == {"--version", "--help"}
    everywhere = {"--lang", "--help"}
    expected = {}
    for path, command in _all_commands():
        options = [param for param in command.params if isinstance(param, click.Option)]
        expected[path] = {min(option.opts, key=len) for option in options} - everywhere - {"-h"}
    assert written == expected


@pytest.mark.parametrize("page", [*ALL, ROOT / "CHANGELOG.md"], ids=named)
def test_every_code_named_exists(page: Path) -> None:
    codes = {*CHECKS, *(row["code"] for row in others())}
    assert set(re.findall(r"(?<![A-Za-z0-9-])[TWBASRF][1-9]\d{2}(?![\dA-Za-z])", text_of(page))) - codes == set()


@pytest.mark.parametrize("language", key_lists.PAGES)
def test_the_lists_of_keys_are_up_to_date(language: str) -> None:
    assert key_lists.PAGES[language].read_text(encoding="utf-8") == key_lists.page(language)


def test_every_environment_variable_has_its_line() -> None:
    own = _variables(ROOT / "selfeval")
    tests = _variables(ROOT / "tests") - own
    for suffix in (".md", ".zh-CN.md"):
        assert own == {name for name in _lines(DOCS / f"safety{suffix}") if name.startswith("SELFEVAL_")}
        assert tests <= _lines(DOCS / f"testing{suffix}")


def _variables(folder: Path) -> set[str]:
    sources = (path.read_text(encoding="utf-8") for path in folder.rglob("*.py") if path != Path(__file__))
    return {name for text in sources for name in re.findall(r"[\"'](SELFEVAL_[A-Z_]+)[\"']", text)}


def _lines(page: Path) -> set[str]:
    """The names of variables in the tables of a page."""
    rows = (line for line in prose(page).splitlines() if line.startswith("|"))
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}


def test_sentences_of_the_program_lead_to_pages_that_are_there() -> None:
    sources = [*(ROOT / "selfeval").rglob("*.py"), *(ROOT / "selfeval").rglob("*.po")]
    pointed = {name for path in sources for name in re.findall(r"docs/[\w.-]+?\.md", text_of(path))}
    assert pointed
    assert [name for name in pointed if not (ROOT / name).is_file()] == []
    said = [path.name for path in sources if re.search(r"(?<![/\w])README (?:shows|lists)|见 ?README", text_of(path))]
    assert said == []
