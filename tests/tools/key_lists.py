"""Writes the lists of keys into docs/keys.md and its twin, from the one registry of actions."""

from __future__ import annotations

import re

from selfeval.i18n import translator
from selfeval.tui.actions.action import ALL, SCREENS, Action
from selfeval.tui.actions.meanings import MEANINGS, SAME_PRESS, Meaning
from selfeval.tui.actions.registry import ACTIONS
from tests.places import ROOT

PAGES = {"en": ROOT / "docs/keys.md", "zh": ROOT / "docs/keys.zh-CN.md"}
_BLOCK = re.compile(r"(?<=<!-- keys -->\n).*?(?=<!-- /keys -->)", re.DOTALL)
_HEADS = {"en": "| Key | Does | Name |", "zh": "| 按键 | 作用 | 名称 |"}
_SCREENS = {
    ALL: ("Everywhere", "每个界面"),
    "home": ("Home", "首页"),
    "work": ("Entry", "录入"),
    "budget": ("Budget and spending", "预算与支出"),
    "problems": ("Findings", "检查结果"),
    "result": ("Result", "结果"),
    "help": ("Help", "帮助"),
    "rules": ("Rule packs", "计分规则"),
    "change": ("What another rule pack would change", "换用计分规则会改变什么"),
    "what_if": ("What-if", "试算"),
    "history": ("History", "录入记录"),
    "last_year": ("Last year beside this year", "与上年对照"),
    "paste": ("Preview of a paste", "粘贴预览"),
    "changed": ("The workbook has changed", "工作簿被改动"),
    "months": ("Monitoring", "绩效运行监控"),
    "document": ("Preview of a document", "文档导入预览"),
    "why": ("Why a score is what it is", "计分说明"),
    "overview": ("Review of a batch: departments", "审核：部门"),
    "projects": ("Review of a batch: forms", "审核：自评表"),
    "form": ("Review of a batch: one form", "审核：一份自评表"),
}
_NAMES = {"left": "←", "right": "→", "up": "↑", "down": "↓", "escape": "Esc", "delete": "Del", "pageup": "PgUp",
          "pagedown": "PgDn", "slash": "/"}  # fmt: skip
_MEANING_HEADS = {
    "en": ("What each key means, on every screen and in every dialog", "| Key | Means | Called |"),
    "zh": ("每个键的意思，各界面和对话框都一样", "| 按键 | 意思 | 叫法 |"),
}


def _key(key: str) -> str:
    """`ctrl+pageup` → `Ctrl+PgUp`, as documents write it."""
    return "+".join(_NAMES.get(part, part.title() if len(part) > 1 else part.upper()) for part in key.split("+"))


def _keys(keys: tuple[str, ...]) -> str:
    """The keys to press; what another terminal sends for the same press is left out."""
    return ", ".join(_key(key) for key in keys if key not in SAME_PRESS)


def _meaning(meaning: Meaning, language: str) -> str:
    words = translator(language)
    labels = dict.fromkeys(action.label.render(words) for action in ACTIONS if meaning in {action.meaning, action.also})
    between = ", " if language == "en" else "、"
    return f"| {_keys(meaning.keys)} | {meaning.said.render(words)} | {between.join(labels)} |"


def _row(action: Action, language: str) -> str:
    return f"| {_keys(action.keys)} | {action.help.render(translator(language))} | `{action.id}` |"


def section(language: str) -> str:
    """A table for each screen; an action of several screens stands once, under the first, which names the others."""
    title, head = _MEANING_HEADS[language]
    lines = ["", f"## {title}", "", head, "| --- | --- | --- |", *(_meaning(one, language) for one in MEANINGS)]
    for screen in (ALL, *SCREENS):
        mine = [action for action in ACTIONS if screen in action.where]
        first = [action for action in mine if action.where[0] == screen]
        others = [action for action in mine if action not in first]
        if not mine:
            continue
        lines += ["", f"## {_SCREENS[screen][language == 'zh']}", ""]
        if first:
            lines += [_HEADS[language], "| --- | --- | --- |", *(_row(action, language) for action in first)]
        if others:
            named = ", ".join(f"{_key(action.keys[0])} `{action.id}`" for action in others)
            lines += ["", f"As above: {named}." if language == "en" else f"同上：{named}。"]
    return "\n".join([*lines, "", ""]).replace("\n\n\n", "\n\n")


def page(language: str) -> str:
    """The whole page with its lists as they should be."""
    return _BLOCK.sub(lambda _: section(language), PAGES[language].read_text(encoding="utf-8"))


def main() -> None:
    """Write both pages."""
    for language, path in PAGES.items():
        path.write_text(page(language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
