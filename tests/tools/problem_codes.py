"""Writes the lists of problem codes in `docs/` from the registry of checks: `python -m tests.tools.problem_codes`.

`tests/core/test_problem_codes.py` fails while a list is out of step.
"""

from __future__ import annotations

from pathlib import Path

from selfeval.core.checks import table
from selfeval.i18n import translator

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {"en": "problem-codes.md", "zh": "problem-codes.zh-CN.md"}
INTRODUCTIONS = {
    "en": """# Problem codes

What `selfeval check` objects to. The letter tells the subject: T targets, W weights, B budgets, A actuals, S scores.
Codes never change their meaning. An error is what a reviewer would send the form back for, a warning what he would ask
about, a note what he would like to know; a rule pack can change the severity of each code under `[severities]`.
Problems with files (F) and rule packs (R) explain themselves where they occur.

""",
    "zh": """# 问题代码

`selfeval check` 检查的内容。字母表示类别：T 绩效目标，W 分值，B 预算，A 实际完成值，S 得分。代码含义永不改变。
“错误”是复核时会退回的，“提醒”是会追问的，“提示”是希望了解的。规则包可在 `[severities]` 中调整每个代码的程度。
文件（F）和规则包（R）的问题在出现处直接说明。

""",
}


def page(language: str) -> str:
    """The whole page in `en` or `zh`."""
    return INTRODUCTIONS[language] + table(translator(language))


def main() -> None:
    """Write both pages."""
    DOCS.mkdir(exist_ok=True)
    for language, name in PAGES.items():
        (DOCS / name).write_text(page(language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
