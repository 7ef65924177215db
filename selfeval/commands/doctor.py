"""`selfeval doctor`: what this computer offers, and what to do where something is missing."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import click

from selfeval.commands.shared.usage import command, option
from selfeval.console import Console, colourful
from selfeval.core.problems import NOTHING, Message, SelfEvalError, msg, verbatim
from selfeval.core.records import dataclass
from selfeval.streams import CHOICE, known, shows_chinese
from selfeval.textgrid import SMALLEST, fill, padded
from selfeval.version import __version__
from selfeval.workspace.examples import demo_files
from selfeval.workspace.mapping import fields, forget, remembered
from selfeval.workspace.packs.listing import packs
from selfeval.workspace.system.folders import can_write, half_written, own_faults, own_folder
from selfeval.workspace.system.kit import Kit, differences, this_kit
from selfeval.workspace.system.line_drawing import ask
from selfeval.workspace.system.preferences import keys_file
from selfeval.workspace.system.system_name import system_name

LIBRARIES = (
    "textual",
    "openpyxl",
    "xlsxwriter",
    "xlrd",
    "defusedxml",
    "pydantic",
    "click",
    "pandas",
    "platformdirs",
    "filelock",
)
_SAMPLE = "≥ ≤ ± ℃ ① 万元 ％"
_DESIGNED = (80, 24)
_NAMED = 5
_KITS = {"clerk": msg("for those who fill in"), "bureau": msg("for finance bureaus")}


_LINES = {
    True: msg("one cell each: panes have frames"),
    False: msg("more than one cell each: nothing is drawn with them"),
    None: msg("the terminal does not say how wide they are: nothing is drawn with them"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, what was found, and, where it is bad, what to do."""

    about: Message
    found: Message
    hint: Message = NOTHING
    bad: bool = False


@command("doctor", examples=("selfeval doctor", "selfeval doctor --forget-map all"))
@option(
    "--forget-map",
    "forget_map",
    metavar="ID|all",
    about=msg("forget what was said with --map about the columns of a layout, or of all of them"),
)
@click.pass_obj
def doctor(console: Console, forget_map: str | None) -> int:
    """Print the findings; 1 if any is bad."""
    if forget_map is not None:
        return _forget(console, forget_map)
    kit = this_kit()
    findings = [
        *_program(kit),
        *(_kit(console, kit) if kit else ()),
        *_terminal(console),
        *_folders(),
        *_keys(),
        *_supplies(),
        *_mappings(),
    ]
    column = 26
    for finding in findings:
        mark = console.text(msg("[bad]") if finding.bad else msg("[ok]"))
        head = f"{padded(mark, 7)}{padded(console.text(finding.about), column)}  "
        console.out("\n".join(fill(console.text(finding.found), head, 110)))
        if finding.hint:
            console.out("\n".join(fill(console.text(finding.hint), " " * 7 + " " * column + "  ", 110)))
    return 1 if any(finding.bad for finding in findings) else 0


def _forget(console: Console, which: str) -> int:
    count = forget(which)
    if not count and which != "all":
        raise SelfEvalError(
            msg("Bad argument"),
            msg("No layout “{which}” is remembered.", which=which),
            msg("“selfeval doctor” lists those that are."),
        )
    console.out(console.text(msg("Layouts forgotten: {count}", count=count)))
    return 0


def _mappings() -> Iterator[Finding]:
    labels = fields()
    for one in remembered():
        columns = "、".join(f"{labels.get(name, name)}={letters}" for name, (letters, _) in one.columns.items())
        hint = msg("Header: {texts}", texts="|".join("".join(text.split()) for text in one.texts))
        yield Finding(msg("columns {id}", id=one.fingerprint[:8]), verbatim(f"{columns} ({one.at[:10]})"), hint)


def _program(kit: Kit | None) -> Iterator[Finding]:
    yield Finding(msg("program"), verbatim(f"selfeval {__version__}"))
    yield Finding(msg("Python"), verbatim(f"{platform.python_version()} ({sys.executable})"))
    yield Finding(msg("system"), verbatim(system_name()))
    for name in LIBRARIES:
        try:
            yield Finding(verbatim(name), verbatim(metadata.version(name)))
        except metadata.PackageNotFoundError:
            if kit and name in kit.left_out:
                yield Finding(verbatim(name), msg("not in this kit: needed for batch and review alone"))
                continue
            hint = msg("Install the program again; this library belongs to it.")
            yield Finding(verbatim(name), msg("missing"), hint, bad=True)


def _kit(console: Console, kit: Kit) -> Iterator[Finding]:
    """Whether the folder that was copied is as it was made."""
    if sys.stderr.isatty():  # seconds, on an old computer many
        console.say(msg("Looking at the files of the kit ..."))
    found = differences(kit)
    about = msg("kit")
    if found.whole:
        yield Finding(
            about,
            msg(
                "{kit}, {system}: all {count} files are as they were made",
                kit=_KITS.get(kit.name, verbatim(kit.name)),
                system=kit.system,
                count=found.listed,
            ),
        )
    hint = msg("Copy the whole folder anew from where it came, and do not change what is in it.")
    for what, names in (
        (msg("changed: {names}"), found.changed),
        (msg("missing: {names}"), found.missing),
        (msg("not of this kit: {names}"), found.extra),
    ):
        if names:
            shown = ", ".join(names[:_NAMED]) + (f", … ({len(names)})" if len(names) > _NAMED else "")
            yield Finding(about, Message(what.template, (("names", shown),)), hint, bad=True)


def _terminal(console: Console) -> Iterator[Finding]:
    screen = sys.stdin.isatty() and sys.stdout.isatty()
    size = shutil.get_terminal_size()
    yield Finding(msg("terminal"), msg("yes") if screen else msg("no: only the commands without a screen work here"))
    if screen:
        shown = verbatim(f"{size.columns} × {size.lines}")
        small = size.columns < SMALLEST[0] or size.lines < SMALLEST[1]
        tight = size.columns < _DESIGNED[0] or size.lines < _DESIGNED[1]
        hint = msg("Make the window larger: 80 × 24 or more.") if tight else NOTHING
        yield Finding(msg("window size"), shown, hint, bad=small)
    kind = os.environ.get("TERM", "-")
    hint = msg("This console has no Chinese signs: use a terminal of the desktop, or one that is connected from there.")
    yield Finding(msg("terminal type"), verbatim(kind), hint if kind == "linux" else NOTHING)
    yield Finding(msg("colours"), msg("yes") if colourful(sys.stdout) else msg("no"))
    yield Finding(msg("language"), verbatim(console.language))
    yield from _encoding()
    if (page := _code_page()) is not None:
        hint = msg("Use Windows Terminal, or run “chcp 65001” first.") if page not in {0, 65001, 936} else NOTHING
        yield Finding(msg("code page"), verbatim(str(page)), hint)
    yield Finding(msg("signs"), verbatim(_SAMPLE), msg("If squares or question marks stand here, choose another font."))
    yield Finding(msg("widths"), verbatim("|一二三四|"), NOTHING)
    yield Finding(NOTHING, verbatim("|12345678|"), msg("Both bars should stand one below the other."))
    yield Finding(msg("lines and ticks"), _LINES[ask()])


def _encoding() -> Iterator[Finding]:
    encoding, wanted = sys.stdout.encoding or "ascii", os.environ.get(CHOICE, "").strip()
    shown = f"{encoding} ({locale.getpreferredencoding(False)})"
    good = shows_chinese(encoding)
    hint = msg("Chinese cannot be shown in it: set {name}=utf-8, or use a UTF-8 terminal.", name=CHOICE)
    yield Finding(msg("encoding"), verbatim(shown), NOTHING if good else hint, bad=not good)
    if wanted and not known(wanted):
        hint = msg("Names of encodings are utf-8, gbk and gb18030, for example.")
        yield Finding(verbatim(CHOICE), msg("there is no encoding “{name}”", name=wanted), hint, bad=True)


def _code_page() -> int | None:
    """The console's code page on Windows, None elsewhere."""
    windll = getattr(__import__("ctypes"), "windll", None) if os.name == "nt" else None
    return int(windll.kernel32.GetConsoleOutputCP()) if windll else None


def _folders() -> Iterator[Finding]:
    own, good = own_folder()
    hint = msg("Set SELFEVAL_STATE_DIR to a folder that you may write to.")
    yield Finding(msg("own folder"), verbatim(str(own)), NOTHING if good else hint, bad=not good)
    for path, fault in own_faults():
        yield Finding(verbatim(path.name), fault, bad=True)
    here = Path.cwd()
    good = can_write(here)
    hint = msg("Nothing can be written here; copy the workbook to a folder of your own.")
    yield Finding(msg("this folder"), verbatim(str(here)), NOTHING if good else hint)
    for folder in dict.fromkeys((own, here)):
        if names := half_written(folder):
            hint = msg("Left by a program that was killed; the next file written there takes them away.")
            shown = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
            found = msg("{folder}: {names}", folder=str(folder), names=shown)
            yield Finding(msg("half-written files"), found, hint)


def _keys() -> Iterator[Finding]:
    from selfeval.tui.actions.keymap import read_keymap  # textual

    file = keys_file()
    if not file.there:
        hint = msg('Lines such as find = "f6" in this file give actions other keys.')
        yield Finding(msg("keys"), msg("as delivered; {path} is not there", path=str(file.path)), hint)
        return
    found = read_keymap(file)
    changed = ", ".join(found.keys) or "-"
    yield Finding(msg("keys"), msg("{path}; changed: {names}", path=str(file.path), names=changed))
    for fault in found.problems:
        yield Finding(NOTHING, fault, bad=True)


def _supplies() -> Iterator[Finding]:
    found = [info for info in packs() if not info.hidden]
    broken = [info.id for info in found if info.error]
    names = ", ".join(info.id for info in found if not info.error) or "-"
    hint = msg("Not usable: {names}; “selfeval rules check” says why.", names=", ".join(broken)) if broken else NOTHING
    yield Finding(msg("rule packs"), verbatim(names), hint, bad=bool(broken) or names == "-")
    try:
        yield Finding(msg("examples"), verbatim(", ".join(demo_files())))
    except SelfEvalError as error:
        yield Finding(msg("examples"), error.message, error.hint, bad=True)
