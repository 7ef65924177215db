"""Keeps the translation catalogue in step with the source: `make messages`.

Extracts every `msg("…")` template, updates `selfeval/locale/zh_CN/LC_MESSAGES/selfeval.po` (new ones empty, gone ones
dropped) and compiles the `.mo` that the program reads. `tests/test_messages.py` fails while anything is out of step.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.places import ROOT

PO = ROOT / "selfeval/locale/zh_CN/LC_MESSAGES/selfeval.po"
MO = PO.with_suffix(".mo")
ONES = ROOT / "selfeval/locale/en/LC_MESSAGES/selfeval.po"
"""English sentences that count one thing; written by hand."""
KEYWORDS = {"msg"}


def templates() -> Iterator[tuple[str, str]]:
    """(template, file) of every literal first argument of a keyword, adjacent and conditional literals included."""
    for path in sorted((ROOT / "selfeval").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in KEYWORDS and node.args:
                for text in _literals(node.args[0]):
                    yield text, path.relative_to(ROOT).as_posix()


def _name(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def catalogue() -> Catalog:
    """The Chinese catalogue as it stands in the repository."""
    with PO.open("rb") as stream:
        return read_po(stream, locale="zh_CN")


def ones() -> Catalog:
    """The English sentences for one of what a template counts."""
    with ONES.open("rb") as stream:
        return read_po(stream, locale="en")


def merged(old: Catalog, extra: dict[str, str]) -> Catalog:
    """A catalogue with exactly the templates of the source, translations taken from `extra`, else kept from `old`."""
    new = Catalog(locale="zh_CN", project="selfeval", version="1", fuzzy=False, charset="utf-8")
    new.creation_date = new.revision_date = datetime(2025, 1, 1, tzinfo=UTC)  # so that nothing changes by itself
    places: dict[str, list[tuple[str, int]]] = {"; ": []}
    for text, place in templates():
        if text and (place, 0) not in places.setdefault(text, []):
            places[text].append((place, 0))
    for text, found in sorted(places.items()):
        before = old.get(text)
        string = extra.get(text) or (before.string if before is not None else "")
        new.add(text, string, locations=[(place, None) for place, _ in found])
    return new


def compiled(source: Catalog) -> bytes:
    """The bytes of the `.mo`."""
    buffer = io.BytesIO()
    write_mo(buffer, source)
    return buffer.getvalue()


def main(fragments: list[str]) -> int:
    """Update both files; `fragments` are .po files with translations to take in. 1 while any is missing."""
    extra: dict[str, str] = {}
    for name in fragments:
        with Path(name).open("rb") as stream:
            extra |= {
                str(item.id): str(item.string) for item in read_po(stream, locale="zh_CN") if item.id and item.string
            }
    old = catalogue() if PO.exists() else Catalog(locale="zh_CN")
    new = merged(old, extra)
    with PO.open("wb") as stream:
        write_po(stream, new, width=120, omit_header=False, include_lineno=False)
    MO.write_bytes(compiled(new))
    ONES.with_suffix(".mo").write_bytes(compiled(ones()))
    missing = [item.id for item in new if item.id and not item.string]
    for text in missing:
        print(f"untranslated: {text!r}")
    print(f"{len(new)} templates, {len(missing)} untranslated")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
