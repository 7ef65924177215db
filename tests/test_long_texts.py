"""Whatever text comes from outside, however long, is looked at about as long as it is long.

Every door through which strings of people and files come in, beside those of targets and actuals (see
tests/core/test_linear_patterns.py): keys and texts of rule packs, names with stars, `--map`, find, pasted blocks, file
names, csv, JSON, web pages, number formats, labels, wrapped lines. What takes long is held against a quarter of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.commands.shared import usage
from selfeval.console import Console
from selfeval.core import keys, row_match
from selfeval.core.checks import words
from selfeval.core.evaluation import Evaluation
from selfeval.core.problems import SelfEvalError
from selfeval.core.rules.methods import matches
from selfeval.core.texts.words import absence, leftovers
from selfeval.excel.book import numcode, numfmt
from selfeval.excel.book.kinds.html.read import read_page
from selfeval.excel.book.kinds.text import read_text
from selfeval.excel.form.parts.sums import reference
from selfeval.excel.paper.cells import fitting, sheet_names
from selfeval.excel.read import read_workbook
from selfeval.excel.rulebook.flat import path_parts
from selfeval.excel.tables.body import crowded_cells
from selfeval.excel.tables.head import codes
from selfeval.excel.tables.labels import labels
from selfeval.rulepacks.form.parse import parse_pack
from selfeval.rulepacks.text.lines import line_numbers
from selfeval.store import atomic, places
from selfeval.textgrid import cells, escaped, fill, harmless, table, wrap
from selfeval.tui import text as screen_text
from selfeval.tui.actions.keymap import read_keymap
from selfeval.workspace import mapping
from selfeval.workspace.incoming import cells as blocks
from selfeval.workspace.incoming import csv_rows, json_rows
from selfeval.workspace.looking import rows
from selfeval.workspace.system import typed_path
from selfeval.workspace.system.preferences import KeysFile
from tests.core.test_linear_patterns import PIECES
from tests.growth import quickest, times_longer
from tests.places import ROOT

LIMIT = {500: 0.05, 8000: 0.2}
"""Seconds for a text of so many signs that need no second look, on any machine."""
GROWTH = 9
"""How many times as long as a quarter a text may take: four, with room for what is a little more than that."""
HERE = Path("x.toml")
MORE = (
    *("长", "ab", "*", "?", "*a", "<td>", "<table>", "<a ", "<a b='", "<!--", "<!-- >", "<![CDATA[", "<![x[ >", "&#"),
    *("&amp;", '""', '"\n', ",\n", "a.b.", "[[", "\t", "a\t", "\r"),
)
FORM = read_workbook(ROOT / "tests" / "excel" / "kinds" / "files" / "form.csv").department
PACK = (
    (ROOT / "tests" / "rulepacks" / "packs" / "execution-20.toml")
    .read_text("utf-8")
    .replace('"execution-20"', '"x"', 1)
)


def quietly(door: Callable[[str], object]) -> Callable[[str], object]:
    """A refusal is an answer, too; readers of files raise `ValueError` to whoever turns it into one."""

    def open_it(text: str) -> object:
        try:
            return door(text)
        except SelfEvalError as error:
            return error.message.render() + error.hint.render()
        except ValueError as error:
            return str(error)

    return open_it


def pack_with(line: str) -> object:
    return parse_pack(HERE, f"{PACK}\n{line}\n".encode("utf-8", "replace"), (ROOT / "scoring_rules",))


def named(text: str) -> Path:
    return Path(f"{text.replace('/', '_')}.xlsx")


DOORS: dict[str, Callable[[str], object]] = {
    "name with stars": lambda text: matches(text, "信访群众满意度" * 20),
    "name under stars": lambda text: matches("*满*意*度*x", text),
    "stars under stars": lambda text: matches(text[:300], text),
    "map word": lambda text: mapping.parse((f"分值={text}",)),
    "map field": lambda text: mapping.parse((f"{text}=H",)),
    "find": rows.folded,
    "pasted": lambda text: blocks.blocks_of(text, Evaluation(FORM)),
    "pasted cell": blocks.one_cell,
    "likeness": lambda text: row_match.likeness(text, text[::-1]),
    "likeness in checks": lambda text: words.alike(text, text[::-1]),
    "nearest": lambda text: words.nearest(text, ["满意度", "执行率"]),
    "words of checks": lambda text: (words.is_vague(text), words.is_slogan(text), words.says_nothing(text)),
    "sample": lambda text: (words.tells_sample(text), words.within_budget(text)),
    "key": lambda text: (keys.key(text), keys.tier_key(text), absence.punctuated(text)),
    "leftover": lambda text: (leftovers.is_leftover(text), leftovers.holds_placeholder(text)),
    "label": lambda text: (labels.label_of(text), labels.column_of(text), labels.weak_name_of(text)),
    "title": lambda text: (labels.is_title(text), labels.title_subject(text), labels.title_year(text)),
    "year": lambda text: (labels.year_in(text), labels.money_unit_in(text), labels.month_of(text)),
    "code": codes.split_code,
    "crowded": crowded_cells.entries,
    "number format": lambda text: numfmt.shown(Decimal("1234.5"), text),
    "number format of text": lambda text: numfmt.shown_text("甲", text),
    "sections": numcode.sections,
    "reference": lambda text: reference(text, "表"),
    "rulebook path": path_parts,
    "pack key": lambda text: pack_with(f"{json.dumps(text)} = 1"),
    "pack bare key": lambda text: pack_with(f"{text} = 1"),
    "pack text": lambda text: pack_with(f"[notes]\nx = {json.dumps(text)}"),
    "pack line": line_numbers,
    "keys file": lambda text: read_keymap(KeysFile(HERE, True, {text: text, "undo": text, "find": [text]})),
    "json": lambda text: json_rows.rows_of_json(json.dumps({"projects": [{text: text, "code": text}]}), "a"),
    "broken json": lambda text: json_rows.rows_of_json(text, "a"),
    "csv": lambda text: csv_rows.rows_of_table(f"三级指标,实际完成值\n{text},{text}\n", "a"),
    "csv header": csv_rows.has_header,
    "csv column": csv_rows.column,
    "text file": lambda text: read_text(text.encode("utf-8", "replace"), HERE),
    "page in a page": lambda text: read_page(
        f"<table><tr><td>{text}</td></tr></table>".encode("utf-8", "replace"), HERE
    ),
    "page": lambda text: read_page(f"<table><tr><td>{text}".encode("utf-8", "replace"), HERE),
    "sheet name": lambda text: sheet_names([text, text], []),
    "cell": fitting,
    "file name": lambda text: (places.output_path(named(text), 2025), places.public_path(named(text))),
    "free name": lambda text: atomic.free_name(Path(f"{atomic.clipped(text, 200)} (7).xlsx")),
    "typed path": lambda text: typed_path.path_of(text, Path("/")),
    "screen": lambda text: (screen_text.one_line(text), screen_text.many_lines(text), screen_text.spaced(text)),
    "clipped": lambda text: (screen_text.clip(text, 40), screen_text.wrap(text, 40, 3)),
    "line": lambda text: (harmless(text), escaped(text), cells(text), wrap(text, 60), fill(text, "  ", 60)),
    "columns": lambda text: table(("a", "b"), ((text, text),)),
    "plain": lambda text: Console("zh").heading(text),
    "shown option": lambda text: usage.padded(text, 30),
}


def hostile(size: int) -> Iterator[str]:
    for piece in dict.fromkeys((*PIECES[::2], *MORE)):
        run = (piece * size)[:size]
        yield f"{run}!"


def too_slow(look: Callable[[str], object], text: str) -> bool:
    return times_longer(lambda: look(text), lambda: look(text[: len(text) // 4]), GROWTH) > GROWTH


def test_a_look_that_grows_faster_than_the_text_is_found() -> None:
    def each_beside_each(text: str) -> int:
        return sum(one == other for one in text for other in text)

    assert too_slow(each_beside_each, "甲" * 800)
    assert not too_slow(lambda text: sum(text.count(char) for char in set(text)), "甲乙丙" * 300_000)


@pytest.mark.parametrize("door", DOORS)
def test_a_door_takes_long_texts_as_fast_as_they_are_long(door: str) -> None:
    look = quietly(DOORS[door])
    slow = []
    for size, limit in LIMIT.items():
        for text in hostile(size):
            took = quickest(lambda text=text: look(text), enough=limit, tries=2)
            if took > limit and too_slow(look, text):
                slow.append((size, text[:12], round(took, 2)))
        if slow:
            break  # it would only get worse
    assert not slow
