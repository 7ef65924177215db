"""Makes the pictures in `docs/screens/` and the pages with them: `python -m tests.tools.pictures [NAME...]`.

Every screen and dialog, at two sizes, dark and light. Needs `rsvg-convert`, `pngquant`, and the fonts named here.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable
from itertools import groupby
from pathlib import Path
from unittest import mock

from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot

from selfeval.tui.actions.action import keys_of
from selfeval.tui.actions.registry import action
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.themes import CONTRAST, DARK, LIGHT
from selfeval.tui.themes import THEMES as ALL_THEMES
from selfeval.workspace import clock
from tests.places import ROOT
from tests.tools.shots import SHOTS, Shot
from tests.tui.driving import settled, typed
from tests.tui.test_registry import opened

DOCS = ROOT / "docs"
PICTURES = DOCS / "screens"
SIZES = {"80": (80, 24), "120": (120, 40)}
THEMES = {"dark": DARK.name, "light": LIGHT.name}
PIXELS_A_CELL = 8
_COLOURS, _WITH_BAD = "24", "48"
"""Colours of a picture. With 16 that of a warning becomes that of text; so few signs are those of errors that with less
than 48 they become those of warnings."""
_PACKED = ("pngquant", "--force", "--ext", ".png", "--speed", "1", "--nofs")
"""Dots of a mixed colour would fill plain areas, and make a quarter of the bytes."""
_NOW = "2026-01-15T10:00:00+08:00"
_CELL = 12.2
"""Pixels of a cell in an exported screen."""
_MONO, _CJK = "DejaVu Sans Mono, Noto Sans Mono CJK SC", "Noto Sans Mono CJK SC"
_FONTS = {"narrow": (_MONO, 20, 0.16), "dots": ("DejaVu Sans", 20, -2.44), "wide": (_CJK, 22, 2.4)}
"""For each kind of sign a font, its size, and what a sign of it lacks of its cells, in pixels."""
_TEXT = re.compile(r'<text ([^>]*?)x="([\d.]+)"([^>]*?)textLength="[\d.]+"([^>]*)>([^<]*)</text>')


def in_cells(svg: str) -> str:
    """The picture with fonts of this machine instead of one fetched from elsewhere, each sign in its cell."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family:[^;]*;", f"font-family: {_MONO};", svg)
    return _TEXT.sub(_placed, svg)


def _placed(found: re.Match[str]) -> str:
    before, at, between, after, text = found.groups()
    place, runs = float(at), []
    for kind, signs in groupby(html.unescape(text), _kind):
        run = "".join(signs)
        font, size, spacing = _FONTS[kind]
        style = f"font-family: {font}; font-size: {size}px; letter-spacing: {spacing}px"
        start = place + (spacing / 2 if kind == "wide" else 0)
        placed = f'{before}x="{start:.2f}"{between}{after}'
        runs.append(f'<text xml:space="preserve" {placed} style="{style}">{html.escape(run)}</text>')
        place += cell_len(run) * _CELL
    return "".join(runs)


def _kind(sign: str) -> str:
    if "\u2800" <= sign < "\u2900":
        return "dots"
    return "wide" if cell_len(sign) == 2 else "narrow"


@contextlib.asynccontextmanager
async def started(shot: Shot, language: str, folder: Path, size: tuple[int, int]) -> AsyncIterator[Pilot[int]]:
    """The program with what the picture needs, its first screen up."""
    book = _book(shot, folder)
    for earlier in shot.earlier:
        await _looked_at(Path(shutil.copy(earlier, folder / earlier.name)))
    app = SelfEvalApp(language, book, batch=shot.batch and shot.batch(folder))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


async def picture(name: str, size: str, folder: Path) -> None:
    """Drive the program to one screen and keep what it shows in each of its colours."""
    shot = SHOTS[name]
    async with started(shot, shot.language, folder, SIZES[size]) as pilot:
        await reach(pilot, shot, folder)
        for colour, theme in ({"contrast": CONTRAST.name} if shot.contrast else THEMES).items():
            pilot.app.theme = theme
            await settled(pilot)
            svg = folder / f"{name}.svg"
            svg.write_text(in_cells(pilot.app.export_screenshot(title="selfeval")), encoding="utf-8")
            _draw(svg, PICTURES / f"{name}-{size}-{colour}.png", SIZES[size][0] * PIXELS_A_CELL, colours_of(svg, theme))


async def _looked_at(book: Path) -> None:
    """A work that the list of works knows."""
    app = SelfEvalApp("zh", book)
    async with app.run_test(size=SIZES["80"]) as pilot:
        await settled(pilot)


def _book(shot: Shot, folder: Path) -> Path | None:
    if shot.batch is not None or shot.book is None:
        return None
    if callable(shot.book):
        return shot.book(folder)
    return Path(shutil.copy(shot.book, folder / shot.book.name))


async def reach(pilot: Pilot[int], shot: Shot, folder: Path) -> None:
    """Go where the picture is taken."""
    if shot.before is not None:
        shot.before(pilot, folder)
        await settled(pilot)
    if shot.room:
        await opened(pilot, shot.room)
    if shot.paste:
        pilot.app.post_message(events.Paste(shot.paste))
        await settled(pilot)
    await _press(pilot, shot.keys)
    if shot.show is not None:
        shot.show(pilot, folder)
        await settled(pilot)


async def _press(pilot: Pilot[int], keys: Iterable[str]) -> None:
    for key in keys:  # some wait for what is read beside the event loop
        if key.startswith("="):
            await typed(pilot, key[1:])
        else:
            await pilot.press(keys_of(action(key[1:]))[0] if key.startswith("@") else key)
        await settled(pilot)
        await pilot.pause(0.05)


def colours_of(svg: Path, theme: str) -> str:
    """How many colours the picture of this screen needs in a theme."""
    bad = next(one for one in ALL_THEMES if one.name == theme).variables["bad"]
    return _WITH_BAD if f"fill: {bad}" in svg.read_text(encoding="utf-8") else _COLOURS


def _draw(svg: Path, target: Path, width: int, colours: str) -> None:
    subprocess.run(["rsvg-convert", "--width", str(width), "--output", str(target), str(svg)], check=True)
    subprocess.run([*_PACKED, colours, str(target)], check=True)


def pages() -> None:
    """The pages that show all pictures, one for each language."""
    english = "[中文](screens.zh-CN.md) · [all pages](README.md)"
    chinese = "[English](screens.md) · [全部文档](README.zh-CN.md)"
    for path, title, links, texts in (
        (DOCS / "screens.md", "The screens", english, {name: shot.en for name, shot in SHOTS.items()}),
        (DOCS / "screens.zh-CN.md", "全部界面", chinese, {name: shot.zh for name, shot in SHOTS.items()}),
    ):
        parts = [f"## {text}\n\n{_table(name)}" for name, text in texts.items()]
        path.write_text(f"# {title}\n\n{links}\n\n" + "\n".join(parts), encoding="utf-8")


def files_of(name: str) -> list[str]:
    """The files of one screen: its colours one after the other, each at every size."""
    colours = ["contrast"] if SHOTS[name].contrast else list(THEMES)
    return [f"{name}-{size}-{colour}.png" for colour in colours for size in SIZES]


def _table(name: str) -> str:
    """The pictures of one screen: a column for each size, a line for each of its colours."""
    shown = [f"![{name}](screens/{file})" for file in files_of(name)]
    rows = [" | ".join(shown[at : at + len(SIZES)]) for at in range(0, len(shown), len(SIZES))]
    return "\n".join(["80×24 | 120×40", "--- | ---", *rows, ""])


def main() -> None:
    """Make those that are named, or all."""
    PICTURES.mkdir(exist_ok=True)
    for name in sys.argv[1:] or SHOTS:
        for size in SIZES:
            # Path and time are in the picture, so they have to be the same every time.
            folder = Path(tempfile.gettempdir(), "selfeval-pictures")
            folder.mkdir()
            os.environ["SELFEVAL_STATE_DIR"] = str(folder / ".state")
            here = Path.cwd()
            os.chdir(folder)
            try:
                with mock.patch.object(clock, "now", lambda: _NOW), mock.patch.object(clock, "who", lambda: "张三"):
                    asyncio.run(picture(name, size, folder))
            finally:
                os.chdir(here)
                shutil.rmtree(folder)
    pages()


if __name__ == "__main__":
    main()
