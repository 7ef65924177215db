"""Makes the pictures of the screens in `docs/`: `python -m tests.tools.pictures`.

Needs `rsvg-convert` and a font with Chinese signs.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from selfeval.tui.app import SelfEvalApp

ROOT = Path(__file__).resolve().parents[2]
BOOK = ROOT / "workbooks" / "leting-2025-filled.xlsx"
FONT = "Noto Sans Mono CJK SC"
SCREENS = {
    "entry": ("zh", ("down", "down")),
    "entry-en": ("en", ("down", "down")),
    "result": ("zh", ("f9",)),
    "rules": ("zh", ("ctrl+g", "f4", *["down"] * 9)),
    "rules-change": ("zh", ("ctrl+g", "down", "down", "down", "enter", "down", "down")),
    "what-if": ("zh", ("ctrl+l", "end", "5", "0", "%", "enter", "f9")),
}


def plain_font(svg: str) -> str:
    """The picture with a font of this machine instead of one fetched from elsewhere."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    return re.sub(r"font-family:[^;]*;", f"font-family: {FONT};", svg)


async def _settled(pilot: Pilot[int]) -> None:
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.05)


async def picture(name: str, folder: Path) -> None:
    """One screen of the filled example at 120×40."""
    language, keys = SCREENS[name]
    book = Path(shutil.copy(BOOK, folder / BOOK.name))
    app = SelfEvalApp(language, book)
    async with app.run_test(size=(120, 40)) as pilot:
        await _settled(pilot)
        for key in keys:  # some wait for what is read beside the event loop
            await pilot.press(key)
            await _settled(pilot)
        svg = folder / f"{name}.svg"
        svg.write_text(plain_font(app.export_screenshot(title="selfeval")), encoding="utf-8")
    target = ROOT / "docs" / f"screen-{name}.png"
    subprocess.run(["rsvg-convert", "--width", "1300", "--output", str(target), str(svg)], check=True)


def main() -> None:
    """Make them all."""
    (ROOT / "docs").mkdir(exist_ok=True)
    for name in SCREENS:
        with tempfile.TemporaryDirectory() as parent:
            # The path of the workbook is in the picture, so it has to be the same every time.
            folder = Path(tempfile.gettempdir(), "selfeval-pictures")
            folder.symlink_to(parent)
            os.environ["SELFEVAL_STATE_DIR"] = parent
            try:
                asyncio.run(picture(name, folder))
            finally:
                folder.unlink()


if __name__ == "__main__":
    main()
