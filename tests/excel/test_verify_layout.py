"""Workbooks of another layout, and such without a record: what they say is compared, what is not is told (S521, S522).

`written/` keeps one scored workbook of each layout, with the rule pack it was scored under. Where the one of today's
layout is no longer what the program writes, the layout has changed: raise `LAYOUT` in `record.py` and keep a
workbook of the new one (`python -m tests.tools.written_layout`).
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from selfeval.core.problems import Problem, Severity, untranslated
from selfeval.excel.book.formulas import read_formulas
from selfeval.excel.scored import record, write
from selfeval.excel.scored.about_read import find_about, read_about
from selfeval.excel.scored.record import LAYOUT, MONTHS_LAYOUT, digest
from selfeval.excel.scored.verify.hidden_parts import INTERNAL
from selfeval.excel.scored.verify.workbook import verify
from selfeval.i18n import translator
from selfeval.rulepacks.load import load_pack
from selfeval.workspace.output.public import publish_file, refused
from tests.excel.books import loaded, saved
from tests.excel.months import watched
from tests.excel.scored_books import filled, opened, pack, written
from tests.tampering.judging import scored_example, verified
from tests.tampering.package import Parts

WRITTEN = Path(__file__).parent / "written"
FORM = "信访专项资金"


def _verified(data: bytes) -> tuple[Problem, ...]:
    languages = (untranslated, translator("zh"))
    return verify(opened(data), pack(), read_formulas(data), data=data, languages=languages, tool="selfeval 9")


def _codes(found: tuple[Problem, ...]) -> set[str]:
    return {problem.code for problem in found}


def _differences(found: tuple[Problem, ...]) -> list[Problem]:
    return [problem for problem in found if problem.severity is not Severity.INFO]


def _record(data: bytes) -> tuple[str, str]:
    grid = find_about(opened(data))
    assert grid is not None
    about = read_about(grid)
    return about.record, about.basic["record"]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_record(data: bytes, **changes: object) -> bytes:
    """The workbook as another version would have written its record: with a right hash."""
    text, before = _record(data)
    held = {**json.loads(text), **changes}
    new = json.dumps({key: value for key, value in held.items() if value is not None}, ensure_ascii=False,
                     separators=(",", ":"))  # fmt: skip
    parts = Parts.of(data)
    shared = parts.text("xl/sharedStrings.xml")
    assert _escaped(text) in shared
    shared = shared.replace(_escaped(text), _escaped(new)).replace(before, digest(new))
    return parts.with_text("xl/sharedStrings.xml", shared).data()


@pytest.fixture(scope="module")
def scored() -> bytes:
    return written(filled())


@pytest.fixture(scope="module")
def values() -> bytes:
    return written(filled(), values_only=True)


def _edited(data: bytes, *changes: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = loaded(data)
    for change in changes:
        change(book)
    return saved(book)


def _rearranged(book: openpyxl.Workbook) -> None:
    """What another layout may do: other titles, widths, formats and words, rows more, columns elsewhere."""
    form, steps, summary = book[FORM], book["计分过程"], book["自评汇总"]
    _inserted(form, 2, 2)
    form["A2"] = "另一种版式的副标题"
    form.column_dimensions["C"].width = 3
    for row in form.iter_rows():
        for cell in row:
            cell.number_format = "0.000"
    _swapped(steps, "分值", "程序得分")
    _inserted(steps, 2, 1)
    _inserted(summary, 3, 1)
    _swapped(summary, "总分", "执行率")
    for row in book["偏差分析"].iter_rows(max_row=3):
        for cell in row:
            if cell.value:
                cell.value = "别的说法"


def _inserted(sheet: Worksheet, row: int, count: int) -> None:
    """Rows more, merged cells below them included."""
    spans = [span for span in list(sheet.merged_cells.ranges) if span.min_row >= row]
    for span in spans:
        sheet.unmerge_cells(str(span))
    sheet.insert_rows(row, count)
    for span in spans:
        span.shift(0, count)
        sheet.merge_cells(str(span))


def _swapped(sheet: Worksheet, one: str, other: str) -> None:
    """Two columns change places, as the labels in their header say."""
    row, places = next(
        (row, {cell.value: cell.column for cell in line})
        for row, line in enumerate(sheet.iter_rows(), start=1)
        if {one, other} <= {cell.value for cell in line}
    )
    for line in range(row, sheet.max_row + 1):
        first, second = sheet.cell(line, places[one]), sheet.cell(line, places[other])
        if isinstance(first, MergedCell) or isinstance(second, MergedCell):
            continue
        first.value, second.value = second.value, first.value


@pytest.mark.parametrize("path", sorted(WRITTEN.glob("layout-*.xlsx")), ids=lambda path: path.stem)
def test_a_workbook_of_each_layout_is_told_from_one_that_was_tampered_with(path: Path) -> None:
    data, rules = path.read_bytes(), load_pack("cn-mof-2020-10", folders=[WRITTEN])
    languages = (untranslated, translator("zh"))
    found = verify(opened(data), rules, read_formulas(data), data=data, languages=languages)
    layout = int(path.stem.removeprefix("layout-"))
    assert ("S522" in _codes(found)) == (layout not in {LAYOUT, MONTHS_LAYOUT})
    worded = [one for one in found if one.code == "S509" and one.where is not None and one.where.sheet in INTERNAL]
    assert [str(one) for one in _differences(found) if one not in worded] == []


def test_there_is_a_workbook_of_the_layout_of_today() -> None:
    assert all((WRITTEN / f"layout-{layout}.xlsx").is_file() for layout in (LAYOUT, MONTHS_LAYOUT))


@pytest.mark.parametrize("layout", [None, 0, LAYOUT + 1, 999_999])
def test_another_layout_is_named_with_who_wrote_it(scored: bytes, layout: int | None) -> None:
    about = {**json.loads(_record(scored)[0])["about"], "tool": "selfeval 0.0.7"}
    found = _verified(with_record(scored, layout=layout, about=about))
    assert [problem.code for problem in found] == ["S522"]
    assert found[0].severity is Severity.INFO and "selfeval 0.0.7" in found[0].message.render()
    assert found[0].where is not None and found[0].where.sheet == "说明"


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"version": 2, "facts": {"new": "shape"}},
        {"layout": MONTHS_LAYOUT + 1, "department": {"name": "局", "unheard_of": "x", "projects": []}},
    ],
)
def test_a_later_record_that_cannot_be_read_is_none_that_was_changed(scored: bytes, changes: dict[str, object]) -> None:
    found = _verified(with_record(scored, **changes))
    assert _codes(found) == {"S522"}


@pytest.mark.parametrize("changes", [{"department": {"unheard_of": "x"}}, {"version": -1}, {"layout": "1"}])
def test_a_record_of_this_layout_that_cannot_be_read_was_changed(scored: bytes, changes: dict[str, object]) -> None:
    assert "S519" in _codes(_verified(with_record(scored, **changes)))


def test_a_record_of_another_layout_with_a_wrong_hash_was_changed(scored: bytes) -> None:
    parts = Parts.of(with_record(scored, layout=0))
    shared = parts.text("xl/sharedStrings.xml").replace('"layout":0', '"layout":7')
    assert "S519" in _codes(_verified(parts.with_text("xl/sharedStrings.xml", shared).data()))


def test_places_and_looks_of_another_layout_are_its_own_affair(values: bytes) -> None:
    data = _edited(with_record(values, layout=0), _rearranged)
    assert [str(one) for one in _verified(data) if one.code != "S522"] == []


def _on_form(label: str, new: object, row: int = 0) -> Callable[[openpyxl.Workbook], None]:
    """Another content below a label of the form, so many rows further down."""

    def change(book: openpyxl.Workbook) -> None:
        cells = [cell for line in book[FORM].iter_rows() for cell in line if str(cell.value).strip() == label]
        cells[-1].offset(row=1 + row).value = new  # type: ignore[misc]

    return change


def _in_steps(label: str, new: object) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        (head,) = [cell for line in book["计分过程"].iter_rows(max_row=6) for cell in line if cell.value == label]
        head.offset(row=1).value = new  # type: ignore[misc]

    return change


def _total(book: openpyxl.Workbook) -> None:
    (label,) = [cell for cell in book[FORM]["A"] if cell.value == "总分"]
    book[FORM].cell(label.row, 8).value = 99.5


def _summary(label: str, new: object) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        (head,) = [cell for line in book["自评汇总"].iter_rows(max_row=8) for cell in line if cell.value == label]
        head.offset(row=2).value = new  # type: ignore[misc]

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_on_form("得分", 1.25), "S502"),
        (_on_form("分值", 3.5), "S502"),
        (_on_form("得分", "10"), "S508"),
        (_on_form("实际完成值", "1件"), "S507"),
        (_on_form("年度指标值", "≥1件"), "S507"),
        (_on_form("三级指标", "另一个指标"), "F211"),
        (_on_form("偏差原因分析及改进措施", "没有原因"), "S507"),
        (_on_form("全年执行数", 1.5), "S507"),
        (_total, "S501"),
        (_summary("总分", 99), "S501"),
        (_summary("等级", "特优"), "S501"),
        (_summary("执行率", 0.5), "S502"),
        (_in_steps("得分", 1), "S401"),
        (_in_steps("程序得分", 1), "S402"),
        (_in_steps("差异", 0.5), "S503"),
        (_in_steps("佐证资料", "别的佐证"), "S507"),
        (_in_steps("未取整得分", 1), "S401"),
    ],
)
def test_facts_and_figures_of_another_layout_are_held(
    values: bytes, change: Callable[[openpyxl.Workbook], None], code: str
) -> None:
    data = _edited(with_record(values, layout=0), _rearranged, change)
    found = _verified(data)
    assert {"S522", code} <= _codes(found), [str(one) for one in found]
    assert _differences(found)


def test_a_project_less_is_named(values: bytes) -> None:
    def gone(book: openpyxl.Workbook) -> None:
        sheet = book["计分过程"]
        rows = [row for row in range(sheet.max_row, 0, -1) if any(cell.value == FORM for cell in sheet[row])]
        for row in rows:
            sheet.delete_rows(row)

    found = _verified(_edited(with_record(values, layout=0), gone))
    assert any(one.code == "F210" and one.severity is Severity.ERROR for one in found)


def _stripped(data: bytes) -> bytes:
    """The workbook without its record and the hash of it."""
    parts, (text, before) = Parts.of(data), _record(data)
    shared = parts.text("xl/sharedStrings.xml")
    assert _escaped(text) in shared
    shared = shared.replace(_escaped(text), "").replace(before, "")
    return parts.with_text("xl/sharedStrings.xml", shared).data()


def test_without_a_record_it_is_said_what_was_not_held(scored: bytes) -> None:
    found = _verified(_stripped(scored))
    told = [problem for problem in found if problem.code == "S521"]
    assert len(told) == 1 and told[0].severity is Severity.INFO
    sentence = told[0].message.render()
    assert all(re.search(word, sentence) for word in ("检查结果", "偏差分析", "计分过程", "说明", "evidence"))
    assert "S521" not in _codes(_verified(scored)) and "S522" not in _codes(_verified(scored))


def test_a_workbook_with_findings_and_without_a_record_is_told_no_difference() -> None:
    data = _stripped(scored_example())
    assert [one.code for one in verified(data)] == ["S521"]


def test_a_workbook_of_another_layout_is_written_again_before_it_is_published(scored: bytes, tmp_path: Path) -> None:
    about = {**json.loads(_record(scored)[0])["about"], "tool": "selfeval 0.0.7"}
    path = tmp_path / "a.xlsx"
    path.write_bytes(with_record(scored, layout=0, about=about))
    published = publish_file(path)
    assert published.path is None and [one.code for one in published.differences] == ["S522"]
    error = refused(path, published.differences)
    assert error.code == "F307" and "another layout" in error.message.render()


def test_a_score_is_held_without_a_record(scored: bytes) -> None:
    parts = Parts.of(_stripped(scored))
    part = parts.sheets()[FORM]
    cell = next(one for one in parts.cells(part) if one.ref == "H13")
    assert cell.value and Decimal(cell.value) > 1
    changed = parts.with_cell(part, "H13", f'<c r="H13" s="{cell.style}"><f>{cell.formula}</f><v>1</v></c>').data()
    found = _verified(changed)
    assert {"S521"} < _codes(found) and _differences(found)


def test_the_layout_stands_in_the_record(scored: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert json.loads(_record(scored)[0])["layout"] == LAYOUT
    monkeypatch.setattr(record, "LAYOUT", LAYOUT + 1)
    anew = copy.copy(filled())  # what is the same is written once for all tests
    assert json.loads(_record(written(anew))[0])["layout"] == LAYOUT + 1


def test_a_workbook_that_would_be_written_the_same_today_is_held_whole(
    scored: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "LAYOUT", MONTHS_LAYOUT + 1)
    assert _verified(scored) == ()


def test_a_workbook_that_recorded_months_without_a_sheet_for_them_is_of_another_layout() -> None:
    """What lacks 运行监控 because nobody wrote it is not taken for one that was tampered with."""
    with pytest.MonkeyPatch.context() as before:
        before.setattr(write, "has_months", lambda _assessment: False)
        before.setattr(record, "MONTHS_LAYOUT", LAYOUT)
        data = written(watched())
    codes = _codes(_verified(data))
    assert "S522" in codes and not codes & {"F212", "S519", "S509"}
