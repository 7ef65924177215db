"""`打开自评.desktop` of the kits for Linux, read as the Desktop Entry Specification has it, and what it starts, run.

It cannot be clicked here. The rules are those of version 1.5, sections 3 (groups, keys, escapes) and 7 (Exec).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.tools.kit.build import TEXTS
from tests.tools.kit.linux import OPENER, STARTER

_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")
"""Signs that an argument of Exec may only have inside double quotes."""
_QUOTED = set('"`$\\')
"""Those that have a backslash before them there."""
_KNOWN = {"Type", "Version", "Name", "Comment", "Icon", "Categories", "Terminal", "Exec"}


def entry(data: bytes) -> dict[str, str]:
    """The keys of the one group; `AssertionError` for what the specification does not allow."""
    assert not data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8").split("\n")
    assert lines[0] == "[Desktop Entry]"
    assert lines[-1] == ""
    found: dict[str, str] = {}
    for line in lines[1:-1]:
        key, sign, value = line.partition("=")
        assert sign, line
        assert re.fullmatch(r"[A-Za-z0-9-]+(\[[a-z_A-Z@.]+\])?", key), line
        assert key not in found, key
        assert not re.search(r"\\(?![sntr\\])", value.replace("\\\\", "")), line
        found[key] = re.sub(r"\\(.)", lambda match: _ESCAPES[match[1]], value)
    return found


def arguments(text: str) -> list[str]:
    """The words of an Exec line; field codes stay as they are."""
    words: list[str] = []
    rest = text
    while rest:
        if rest[0] == '"':
            match = re.match(r'"((?:[^"`$\\]|\\["`$\\])*)"(?= |$)', rest)
            assert match, rest
            assert "%" not in match[1].replace("%%", ""), "no field code may stand inside quotes"
            words.append(re.sub(r"\\(.)", r"\1", match[1]))
        else:
            match = re.match(r"[^ ]+", rest)
            assert match
            assert not _RESERVED & set(match[0]), match[0]
            words.append(match[0])
        rest = rest[match.end() :].removeprefix(" ")
    return words


def test_it_is_an_entry_that_desktops_take():
    found = entry((TEXTS / "open.desktop").read_bytes())
    assert set(found) == _KNOWN
    assert (found["Type"], found["Terminal"], found["Version"]) == ("Application", "true", "1.0")
    assert found["Name"] == OPENER.removesuffix(".desktop")
    assert re.fullmatch(r"[a-z-]+", found["Icon"])  # a name of the icon naming specification, no path of this computer
    assert found["Categories"] == "Office;"
    codes = [word for word in arguments(found["Exec"]) if word.startswith("%")]
    assert codes == ["%k", "%f"]


@pytest.mark.parametrize(
    "text", ["sh -c 'a'", "sh -c $x", 'sh "a', 'sh "a"b', 'sh "$x"', 'sh "a%f"', "sh a\\ b", 'sh -c "a`b"']
)
def test_what_the_specification_does_not_allow_is_found(text):
    with pytest.raises(AssertionError):
        arguments(text)


def _kit(folder: Path, said: Path) -> None:
    """A kit whose program only notes how it was started."""
    folder.mkdir()
    (folder / "kit.json").write_text("{}", encoding="utf-8")
    starter = folder / STARTER
    starter.write_text(
        f'#!/bin/sh\nprintf "%s\\0" "$0" "$@" > "{said}.new"; mv "{said}.new" "{said}"\n', encoding="utf-8"
    )
    starter.chmod(0o755)


def _started(said: Path) -> list[str]:
    end = time.monotonic() + 20
    while not said.exists() and time.monotonic() < end:
        time.sleep(0.05)
    return said.read_text(encoding="utf-8").split("\0")[:-1]


@pytest.mark.parametrize("place", ["kit", "绩效 自评 工具", 'a\'b $HOME "c" & d;e'])
@pytest.mark.parametrize("dropped", [None, "目标.xlsx", "我的 $表 (1) 'x' & \"y\".xlsx", "@"])
@pytest.mark.parametrize("told", ["%k", "variable", "folder"])
def test_it_starts_the_program_beside_it_with_what_was_dropped(tmp_path, place, dropped, told):
    """Desktops say where the entry lies, or put it into a variable, or start it in its folder: one of these will do."""
    folder, elsewhere, said = tmp_path / place, tmp_path / "elsewhere", tmp_path / "said"
    _kit(folder, said)
    elsewhere.mkdir()
    opener = str(folder / OPENER)
    values = {"%k": [opener] if told == "%k" else [], "%f": [] if dropped is None else [str(elsewhere / dropped)]}
    words = arguments(entry((TEXTS / "open.desktop").read_bytes())["Exec"])
    line = [value for word in words for value in values.get(word, [word])]
    more = {"GIO_LAUNCHED_DESKTOP_FILE": opener} if told == "variable" else {}
    subprocess.run(line, cwd=folder if told == "folder" else elsewhere, env=os.environ | more, check=True)
    program, *given = _started(said)
    assert (folder / program).samefile(folder / STARTER)
    assert given == ([] if dropped is None else ["open", str(elsewhere / dropped)])


def test_where_nothing_says_it_the_person_is_told(tmp_path):
    (tmp_path / STARTER).mkdir()  # as in a folder of sources, which is no kit
    words = arguments(entry((TEXTS / "open.desktop").read_bytes())["Exec"])
    line = [word for word in words if not word.startswith("%")]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, encoding="utf-8", input="\n", check=False)
    assert "./selfeval" in done.stdout


@pytest.mark.skipif(shutil.which("gio") is None, reason="no desktop's own reader here")
@pytest.mark.parametrize("dropped", [None, "我的 $表 (1) 'x' & y.xlsx"])
def test_a_desktop_reads_it_so_too(tmp_path, dropped):
    """By GLib, on which the desktop of Kylin and many others rest; it is told not to look for a terminal here."""
    folder, said = tmp_path / "绩效 自评 'x' $HOME", tmp_path / "said"
    _kit(folder, said)
    opener = folder / OPENER
    text = (TEXTS / "open.desktop").read_text(encoding="utf-8")
    opener.write_text(text.replace("Terminal=true", "Terminal=false"), encoding="utf-8")
    words = [] if dropped is None else [str(tmp_path / dropped)]
    for path in words:
        Path(path).write_bytes(b"")
    # This command of GLib's leaves out where the entry lies, unlike file managers.
    done = subprocess.run(["gio", "launch", str(opener), *words], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done
    program, *given = _started(said)
    assert ((folder / program).name, given) == (STARTER, ["open", *words] if words else [])
