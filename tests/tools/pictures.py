"""Makes the pictures of the screens in `docs/` and the pages with them: `python -m tests.tools.pictures [NAME...]`.

Needs `rsvg-convert`, `pngquant` and a font with Chinese signs.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from selfeval.tui.app.app import SelfEvalApp
from tests.tui.driving import settled, typed
from tests.tui.test_registry import opened

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FILLED, TARGETS = (ROOT / "workbooks" / f"leting-2025-{name}.xlsx" for name in ("filled", "targets"))
FONT = "Noto Sans Mono CJK SC, DejaVu Sans Mono"
PIXELS_A_CELL = 11
_COLOURS = "48"
SMALL = (80, 24)
BLOCK = """三级指标\t实际完成值
解决问题费用\t1753000元
预算资金执行率\t97.39%
信访群众和相关单位满意度\t0.92
社会和谐稳定\t达成年度指标 95%
有效减少越级访的发生\t完成得很好
来访接待批次\t35批次
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what it shows in both languages, and how to get there.

    Attributes:
        room: the screen to open first, as the tests of all screens do; "" for none.
        keys: keys after that; one that begins with `=` is typed.
        paste: what is pasted before the keys.
        book: the workbook, None for the home screen.
    """

    zh: str
    en: str
    room: str = ""
    keys: tuple[str, ...] = ()
    paste: str = ""
    language: str = "zh"
    size: tuple[int, int] = (120, 40)
    book: Path | None = FILLED


SHOTS = {
    "home": Shot("起始界面", "Home", book=None, size=(100, 30)),
    "entry": Shot("录入界面", "Entry", keys=("down", "down")),
    "entry-en": Shot("录入界面（英文）", "Entry, in English", keys=("down", "down"), language="en"),
    "entry-80": Shot("80×24 的录入界面", "Entry at 80×24", keys=("down",), size=SMALL, book=TARGETS),
    "typing": Shot("边输入边显示读法", "Typing, with its reading", keys=("end", "=88%"), size=SMALL, book=TARGETS),
    "slip": Shot(
        "像是笔误的先问一下", "A slip is asked about", keys=("end", "=0.95", "enter"), size=SMALL, book=TARGETS
    ),
    "answers": Shot("定性指标选答案", "Answers of a target in words", keys=("down", "enter"), size=SMALL, book=TARGETS),
    "reason": Shot(
        "扣分时写原因", "The reason for points lost", keys=("end", "=85%", "enter"), size=SMALL, book=TARGETS
    ),
    "not-applicable": Shot(
        "不适用与分值转移", "A row that does not apply", keys=("down", "ctrl+n", "down"), size=SMALL
    ),
    "readings": Shot("确认指标值的读法", "Readings to confirm", keys=("ctrl+e",), size=(100, 30)),
    "budget": Shot("预算与支出", "Budget and spending", "budget", size=(100, 32)),
    "problems": Shot("检查结果", "Findings", "problems"),
    "why": Shot("为什么得这个分", "Why a score is what it is", keys=("end", "ctrl+w")),
    "paste": Shot("粘贴预览", "Preview of a paste", keys=("down", "down"), paste=BLOCK, book=TARGETS, size=(110, 30)),
    "find": Shot("查找", "Find", keys=("ctrl+f", "=满意"), size=(100, 30)),
    "last-year": Shot("与上年对照", "Last year beside this year", "last_year"),
    "history": Shot("录入记录", "History", keys=("end", "=88%", "enter", "escape", "f10"), size=(100, 30)),
    "changed": Shot("工作簿被改动", "The workbook has changed", "changed", size=(100, 30)),
    "result": Shot("结果", "Result", "result"),
    "what-if": Shot("试算", "What-if", keys=("ctrl+l", "end", "=50%", "enter", "f9")),
    "rules": Shot("规则包", "Rule packs", keys=("ctrl+g", "f4", *["down"] * 9)),
    "rules-change": Shot(
        "换用规则包会改变什么",
        "What another rule pack would change",
        keys=("ctrl+g", "down", "down", "down", "enter", "down", "down"),
    ),
    "help": Shot("每个界面的帮助", "Help of each screen", "help", size=(100, 36)),
    "palette": Shot("全部操作", "All actions", keys=("ctrl+p",), size=(100, 30)),
    "tour": Shot("演示", "Tour", keys=("shift+f1", "down"), size=SMALL),
    "contrast": Shot("高对比度", "High contrast", keys=("ctrl+t", "ctrl+t"), size=SMALL),
}


def plain_font(svg: str) -> str:
    """The picture with a font of this machine instead of one fetched from elsewhere."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("<text ", '<text xml:space="preserve" ')
    return re.sub(r"font-family:[^;]*;", f"font-family: {FONT};", svg)


async def picture(name: str, folder: Path) -> None:
    """Drive the program to one screen and keep what it shows."""
    shot = SHOTS[name]
    book = Path(shutil.copy(shot.book, folder / shot.book.name)) if shot.book else None
    app = SelfEvalApp(shot.language, book)
    async with app.run_test(size=shot.size) as pilot:
        await settled(pilot)
        if shot.room:
            await opened(pilot, shot.room)
        if shot.paste:
            app.post_message(events.Paste(shot.paste))
            await settled(pilot)
        await _press(pilot, shot.keys)
        svg = folder / f"{name}.svg"
        svg.write_text(plain_font(app.export_screenshot(title="selfeval")), encoding="utf-8")
    target = DOCS / f"screen-{name}.png"
    width = str(shot.size[0] * PIXELS_A_CELL)
    subprocess.run(["rsvg-convert", "--width", width, "--output", str(target), str(svg)], check=True)
    subprocess.run(["pngquant", "--force", "--ext", ".png", "--speed", "1", _COLOURS, str(target)], check=True)


async def _press(pilot: Pilot[int], keys: tuple[str, ...]) -> None:
    for key in keys:  # some wait for what is read beside the event loop
        if key.startswith("="):
            await typed(pilot, key[1:])
        else:
            await pilot.press(key)
        await settled(pilot)
        await pilot.pause(0.05)


def pages() -> None:
    """The pages that show all pictures, one for each language."""
    english = "[中文](screens.zh-CN.md) · [all pages](README.md)"
    chinese = "[English](screens.md) · [全部文档](README.zh-CN.md)"
    for path, title, links, texts in (
        (DOCS / "screens.md", "The screens", english, {name: shot.en for name, shot in SHOTS.items()}),
        (DOCS / "screens.zh-CN.md", "全部界面", chinese, {name: shot.zh for name, shot in SHOTS.items()}),
    ):
        parts = [f"## {text}\n\n![{text}](screen-{name}.png)\n" for name, text in texts.items()]
        path.write_text(f"# {title}\n\n{links}\n\n" + "\n".join(parts), encoding="utf-8")


def main() -> None:
    """Make those that are named, or all."""
    DOCS.mkdir(exist_ok=True)
    for name in sys.argv[1:] or SHOTS:
        with tempfile.TemporaryDirectory() as parent:
            # The path of the workbook is in the picture, so it has to be the same every time.
            folder = Path(tempfile.gettempdir(), "selfeval-pictures")
            folder.symlink_to(parent)
            os.environ["SELFEVAL_STATE_DIR"] = parent
            try:
                asyncio.run(picture(name, folder))
            finally:
                folder.unlink()
    pages()


if __name__ == "__main__":
    main()
