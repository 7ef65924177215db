"""Writes the list of problem codes into both READMEs: `python -m tests.tools.problem_codes`.

Codes of checks come from their registry; those of files, rule packs and scored workbooks from `other_codes.tsv`.
`tests/core/test_problem_codes.py` fails while a list is out of step, or a code of the source is not listed.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from selfeval.core.checks.table import table
from selfeval.i18n import translator

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
OTHERS = Path(__file__).with_name("other_codes.tsv")
_BLOCK = re.compile(r"(?<=<!-- codes -->\n).*?(?=<!-- /codes -->)", re.DOTALL)
_SUMMARIES = {
    "en": ("What `check` finds", "Files, rule packs, scored workbooks", "| Code | Problem | Example | What to do |"),
    "zh": ("`check` 检查的内容", "文件、规则包、自评工作簿", "| 代码 | 问题 | 例子 | 怎么办 |"),
}


def others() -> list[dict[str, str]]:
    """Rows of the codes that no check raises: code, en, zh, example, fix_en, fix_zh."""
    with OTHERS.open(encoding="utf-8", newline="") as stream:
        names = ("code", "en", "zh", "example", "fix_en", "fix_zh")
        return list(csv.DictReader(stream, names, delimiter="\t", quoting=csv.QUOTE_NONE))


def section(language: str) -> str:
    """Both lists in `en` or `zh`, folded away."""
    checks, rest, head = _SUMMARIES[language]
    rows = [
        f"| {row['code']} | {row[language]} | {row['example']} | {row[f'fix_{language}']} |".replace("**", r"\*\*")
        for row in others()
    ]
    lists = (checks, table(translator(language)).strip()), (rest, "\n".join([head, "| --- | --- | --- | --- |", *rows]))
    return "\n".join(f"\n<details><summary>{title}</summary>\n\n{text}\n\n</details>" for title, text in lists) + "\n\n"


def page(language: str) -> str:
    """The whole README with its list as it should be."""
    return _BLOCK.sub(lambda _: section(language), PAGES[language].read_text(encoding="utf-8"))


def main() -> None:
    """Write both pages."""
    for language, path in PAGES.items():
        path.write_text(page(language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
