"""Columns that a person names: used at once, remembered for the layout, told every time, ignored and forgotten."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.core.problems import Problem, SelfEvalError
from selfeval.excel.book.grid import Cell, Grid
from selfeval.excel.tables.mapping import FIELDS, Wish, fingerprint, header_texts
from selfeval.store import mappings
from selfeval.workspace import mapping, source
from tests.excel.books import book

ROWS: list[list[object]] = [
    ["一级指标", "二级指标", "三级指标", "指标值", "考核权数"],
    ["产出指标", "数量指标", "巡河次数", "≥48次", 60],
    ["产出指标", "质量指标", "整改率", "≥95%", 40],
]
STRANGE: list[list[object]] = [
    ["某县年度任务分解"],
    ["类", "项", "内容", "要求", "结果", "点数"],
    ["产出指标", "数量指标", "巡河次数", "≥48次", "50次", 60],
    ["效益指标", "社会效益指标", "群众评价", "改善", "", 40],
]


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(tmp_path / "state"))


def weights(path: Path) -> list[Decimal | None]:
    return [item.weight for item in source.read_source(path).department.projects[0].indicators]


def told(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.message.render() for problem in problems if problem.code == "F227"]


@pytest.mark.parametrize("word", ["分值=E", "weight=考核权数", "权重＝表!e", "分值='表'!E", "标准分=考核\n权数"])
def test_a_column_is_named_and_remembered(tmp_path: Path, word: str) -> None:
    path = book(tmp_path / "t.xlsx", ROWS)
    assert weights(path) == [None, None]
    with mapping.session((word,)):
        reading = source.read_source(path)
    assert [item.weight for item in reading.department.projects[0].indicators] == [60, 40]
    assert told(reading.problems) == ["Columns were read as you said: 分值=E."]
    again = source.read_source(path)
    assert told(again.problems) == ["Columns were read as remembered for this layout: 分值=E."]
    assert weights(path) == [60, 40]
    with mapping.session(ignore=True):
        assert weights(path) == [None, None]
    assert mapping.forget(mapping.remembered()[0].fingerprint[:8]) == 1
    assert weights(path) == [None, None]


def test_the_layout_is_known_again_elsewhere_and_with_its_columns_moved(tmp_path: Path) -> None:
    with mapping.session(("分值=E",)):
        weights(book(tmp_path / "a.xlsx", ROWS))
    rows: list[list[object]] = [["下一年度"], *([*row[:2], "", *row[2:]] for row in ROWS)]
    rows[1][4] = "指 标 值"
    assert weights(book(tmp_path / "b.xlsx", rows, left=3)) == [60, 40]
    assert weights(book(tmp_path / "c.xlsx", [[*ROWS[0], "备注"], *ROWS[1:]])) == [None, None]


def test_a_mapped_field_replaces_the_column_that_had_its_name(tmp_path: Path) -> None:
    rows: list[list[object]] = [[*ROWS[0], "分值"], [*ROWS[1], 1], [*ROWS[2], 2]]
    path = book(tmp_path / "t.xlsx", rows)
    with mapping.session(("分值=E",)):
        assert weights(path) == [60, 40]


def test_a_table_that_nothing_recognises(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", STRANGE)
    with pytest.raises(SelfEvalError) as caught:
        source.read_source(path)
    assert caught.value.code == "F112"
    assert "表!C2 内容" in caught.value.hint.render()
    assert "--map 三级指标=" in caught.value.hint.render()
    found = mapping.unmapped(path)
    assert not found.tables
    assert [cell.text for cell in found.candidates[0].cells] == STRANGE[1]
    words = ("三级指标=C", "指标值=要求", "实际完成值=E", "分值=F", "一级指标=A", "二级指标=B")
    kept = mapping.remember_mapping(path, mapping.parse(words))
    assert [mapped.where.cell for mapped in kept] == ["A2"]
    (project,) = source.read_source(path).department.projects
    assert [(item.tier1, item.tier3, item.target, item.actual, item.weight) for item in project.indicators] == [
        ("产出指标", "巡河次数", "≥48次", "50次", 60),
        ("效益指标", "群众评价", "改善", "", 40),
    ]


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("分直=E", "Probably 分值 is meant"),
        ("wieght=E", "Probably 分值 is meant"),
        ("zzz=E", "Fields: 一级指标 (tier1)"),
        ("分值", "Write field=column"),
        ("=E", "Write field=column"),
        ("分值=", "Write field=column"),
    ],
)
def test_a_wrong_word(word: str, sentence: str) -> None:
    with pytest.raises(SelfEvalError) as caught:
        mapping.parse((word,))
    assert caught.value.code == "F121"
    assert sentence in caught.value.hint.render()


@pytest.mark.parametrize("word", ["分值=ZZ", "分值=没有这列", "分值=别的表!E", "分值=E1"])
def test_a_column_that_is_not_there(tmp_path: Path, word: str) -> None:
    path = book(tmp_path / "t.xlsx", ROWS)
    with mapping.session((word,)), pytest.raises(SelfEvalError) as caught:
        source.read_source(path)
    assert caught.value.code == "F122"
    assert "别的表" in word or "表!E1 考核权数" in caught.value.hint.render()
    assert mapping.remembered() == []


def test_a_workbook_read_beside_need_not_have_the_column(tmp_path: Path) -> None:
    other = book(tmp_path / "o.xlsx", [row[:4] for row in ROWS])
    with mapping.session(("分值=考核权数",)):
        assert source.read_source(other, main=False).department.projects


def test_where_nothing_can_be_remembered_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    monkeypatch.setenv("SELFEVAL_STATE_DIR", str(blocked / "in"))
    with mapping.session(("分值=E",)):
        reading = source.read_source(book(tmp_path / "t.xlsx", ROWS))
    assert [item.weight for item in reading.department.projects[0].indicators] == [60, 40]
    assert [problem.code for problem in reading.problems] == ["F227", "F228"]


@pytest.mark.parametrize("text", ["", "[]", '{"maps": 3}', '{"maps": [{"fingerprint": 3}, 4]}', "{" * 50])
def test_a_damaged_list_stands_in_nobodys_way(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    (folder / "columns.json").write_text(text, encoding="utf-8")
    assert mappings.maps() == []
    with mapping.session(("分值=E",)):
        weights(book(tmp_path / "t.xlsx", ROWS))
    assert len(mappings.maps()) == 1


def test_fields_have_one_label_each_and_the_fingerprint_forgives_spacing() -> None:
    assert len(set(FIELDS.values())) == len(FIELDS)
    assert all(mapping.parse((f"{label}=A",)) == (Wish(name, "A"),) for name, label in FIELDS.items())
    one = Grid("a", {(1, 1): Cell("三 级\n指标"), (1, 2): Cell("分值（100分）")})
    two = Grid("b", {(5, 3): Cell("三级指标"), (5, 9): Cell("分值")})
    assert fingerprint(header_texts(one, 1)) == fingerprint(header_texts(two, 5))


def test_forgetting_needs_to_know_which(tmp_path: Path) -> None:
    for number, name in enumerate(("甲", "乙")):
        rows: list[list[object]] = [[*ROWS[0], name], *ROWS[1:]]
        with mapping.session(("分值=E",)):
            weights(book(tmp_path / f"{number}.xlsx", rows))
    with pytest.raises(SelfEvalError):
        mapping.forget("")
    assert mapping.forget("nothing") == 0
    assert mapping.forget("all") == 2
    assert mapping.remembered() == []
