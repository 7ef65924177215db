"""Writes the lists that the documentation takes from the source: `python -m tests.tools.problem_codes`.

Codes of checks come from their registry; those of files, rule packs and scored workbooks from `other_codes.tsv`; keys
from the registry of actions (`key_lists`). `tests/core/test_problem_codes.py` and `tests/docs` fail while a list is out
of step, or a code of the source is not listed.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from selfeval.core.checks.findings import CHECKS
from selfeval.core.checks.registry import Stage
from selfeval.core.checks.table import table
from selfeval.i18n import translator
from tests.places import ROOT
from tests.tools import key_lists

PAGES = {
    ("en", "checks"): ROOT / "docs/codes.md",
    ("zh", "checks"): ROOT / "docs/codes.zh-CN.md",
    ("en", "targets"): ROOT / "docs/codes-targets.md",
    ("zh", "targets"): ROOT / "docs/codes-targets.zh-CN.md",
    ("en", "months"): ROOT / "docs/codes-months.md",
    ("zh", "months"): ROOT / "docs/codes-months.zh-CN.md",
    ("en", "files"): ROOT / "docs/codes-files.md",
    ("zh", "files"): ROOT / "docs/codes-files.zh-CN.md",
    ("en", "documents"): ROOT / "docs/codes-documents.md",
    ("zh", "documents"): ROOT / "docs/codes-documents.zh-CN.md",
    ("en", "rules"): ROOT / "docs/codes-rules.md",
    ("zh", "rules"): ROOT / "docs/codes-rules.zh-CN.md",
}
_OF_CHECKS = ("targets", "checks", "months")
OTHERS = Path(__file__).with_name("other_codes.tsv")
_BLOCK = re.compile(r"(?<=<!-- codes -->\n).*?(?=<!-- /codes -->)", re.DOTALL)
_HEADS = {"en": "| Code | Problem | Example | What to do |", "zh": "| 代码 | 问题 | 例子 | 处理建议 |"}
_CHECKS_HEAD = {
    "en": "| Code | Severity | Objection | Example | What to do |",
    "zh": "| 代码 | 程度 | 问题 | 例子 | 处理建议 |",
}


def others() -> list[dict[str, str]]:
    """Rows of the codes that no check raises: code, en, zh, example, fix_en, fix_zh."""
    with OTHERS.open(encoding="utf-8", newline="") as stream:
        names = ("code", "en", "zh", "example", "fix_en", "fix_zh")
        return list(csv.DictReader(stream, names, delimiter="\t", quoting=csv.QUOTE_NONE))


def codes(which: str) -> list[str]:
    """The codes of a page in their order.

    `targets` (T and W), `checks` (of the rest), `months`, `files` (F), `documents` (F6, F7), or `rules` (R, and S).
    """
    if which in _OF_CHECKS:
        return sorted(code for code in CHECKS if _page_of_check(code) == which)
    return sorted(row["code"] for row in others() if _page_of(row["code"]) == which)


def _page_of(code: str) -> str:
    if code.startswith(("F6", "F7")):
        return "documents"
    return "files" if code.startswith("F") else "rules"


def _page_of_check(code: str) -> str:
    """Which page the code of a check stands on."""
    if CHECKS[code].stage is Stage.MONTH:
        return "months"
    return "targets" if code[0] in "TW" else "checks"


def section(language: str, which: str) -> str:
    """The list of one page, in `en` or `zh`."""
    if which in _OF_CHECKS:
        _, *lines = table(translator(language), codes(which)).strip().splitlines()
        return "\n".join(["", _CHECKS_HEAD[language], *lines, "", ""])
    rows = [
        f"| {row['code']} | {row[language]} | {row['example']} | {row[f'fix_{language}']} |".replace("**", r"\*\*")
        for row in sorted(others(), key=lambda row: row["code"])
        if row["code"] in codes(which)
    ]
    return "\n".join(["", _HEADS[language], "| --- | --- | --- | --- |", *rows, "", ""])


def page(language: str, which: str) -> str:
    """The whole page with its list as it should be."""
    text = PAGES[language, which].read_text(encoding="utf-8")
    return _BLOCK.sub(lambda _: section(language, which), text)


def main() -> None:
    """Write the pages."""
    for (language, which), path in PAGES.items():
        path.write_text(page(language, which), encoding="utf-8", newline="\n")
    key_lists.main()


if __name__ == "__main__":
    main()
