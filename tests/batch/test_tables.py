"""The tables, the summary and 汇总 say the same, and as their pages say."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random

import openpyxl
import pytest

import selfeval
from selfeval.core.roundup.sums import MOST_UNWIELDY, FormLine, Sums, Unwieldy
from selfeval.portfolio.batch.arrays import column_array, stored
from selfeval.portfolio.batch.columns import FACT_FIELDS, FACTS, FILES, FINDING_FIELDS, FINDINGS, Kind
from selfeval.portfolio.batch.parquet import TableWriter
from selfeval.portfolio.batch.record import Doubt, Record, State, decoded, encoded
from selfeval.workspace.batch.child.evaluation import Evaluator
from tests.batch.helpers import UNIT, batched, book, form, put, rows
from tests.excel.recalculation import Recalculate, formula_values, recalculation
from tests.places import ROOT
from tests.tools.county.faults import FAULTS
from tests.tools.county.make import gbk

__all__ = ["recalculation"]
FOREST = ("青山县林业局", "青山县林场")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A batch over forms of two departments, one with a fault that costs points, one broken, one in an archive."""
    top = tmp_path_factory.mktemp("batch")
    for number in range(6):
        one = form(number, UNIT if number % 2 else FOREST)
        if number in {2, 3}:
            FAULTS["full_on_missed" if number == 2 else "score_unlike_rule"](Random(1), one)
        if number < 5:
            put(top / "上报" / f"{number}.xlsx", one)
    (top / "上报" / "a.zip").write_bytes(gbk([("5.xlsx", book(one))]))
    (top / "上报" / "坏.xlsx").write_bytes(b"PK")
    units = top / "units.csv"
    units.write_text(f"单位名称\n{UNIT[1]}\n青山县河道所\n{FOREST[1]}\n", encoding="utf-8")
    batched(top / "上报", out=top / "out", units=str(units))
    return top / "out"


@pytest.mark.parametrize("page", ["batch.md", "batch.zh-CN.md"])
def test_the_page_lists_the_columns_of_each_table(page):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for name, columns in (("facts", FACTS), ("findings", FINDINGS), ("files", FILES)):
        part = text.partition(f"\n### {name}\n")[2].partition("\n#")[0]
        assert re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) == [column.name for column in columns]
        if page == "batch.md":
            listed = re.findall(r"^\| `\w+` \| [^|]* \| ([^|]*) \| ([^\n]*) \|$", part, re.MULTILINE)
            assert listed == [(column.unit, column.about) for column in columns]


def test_tables_have_the_columns_that_are_declared(out):
    import pyarrow.parquet as pq

    for name, columns in (("facts", FACTS), ("findings", FINDINGS), ("files", FILES)):
        schema = pq.read_schema(out / f"{name}.parquet")
        assert schema.names == [column.name for column in columns]
        for column in columns:
            kinds = {Kind.TEXT: "string", Kind.INTEGER: "int64", Kind.FLAG: "bool", Kind.DECIMAL: "decimal128(38, 6)"}
            wanted = kinds.get(column.kind, "dictionary<values=string, indices=int32, ordered=0>")
            assert str(schema.field(column.name).type) == wanted
            unit = schema.field(column.name).metadata.get(b"unit", b"").decode()
            assert unit == column.unit


@pytest.mark.parametrize("rows_of", [1, 30_000])
def test_of_a_table_that_was_not_finished_nothing_stays(tmp_path, rows_of):
    path = tmp_path / "facts.parquet"
    with pytest.raises(KeyboardInterrupt), TableWriter(path, FILES[:1]) as writer:
        writer.add([("甲",)] * rows_of)
        raise KeyboardInterrupt
    assert not path.exists()


def test_facts_are_what_score_says_of_the_same_file(out):
    loaded = selfeval.score(out.parent / "上报" / "3.xlsx")
    (result,) = loaded.assessment.projects
    facts = [row for row in rows(out, "facts") if row["file"] == "上报/3.xlsx"]
    assert [row["row"] for row in facts] == ["budget", *["indicator"] * len(result.indicators)]
    assert facts[0]["score"] == result.execution.score
    for row, item in zip(facts[1:], result.indicators, strict=True):
        assert (row["indicator"], row["score"], row["weight"]) == (item.indicator.id, item.score, item.weight.effective)
        assert row["difference"] == item.indicator.claimed_score - item.score
        assert row["why_en"] == item.why.render()
        assert f"{row['sheet']}!{row['cell']}" == str(item.indicator.where("target"))
    assert {row["total"] for row in facts} == {result.total}
    found = [(row["code"], row["message_en"]) for row in rows(out, "findings") if row["file"] == "上报/3.xlsx"]
    assert found == [(problem.code, problem.message.render()) for problem in loaded.problems]


def test_pandas_gets_categories_decimals_and_unknown_values(out):
    frames = selfeval.batch_frames(out)
    assert str(frames.facts["department"].dtype) == "category"
    assert str(frames.facts["met"].dtype) == "boolean"
    assert str(frames.files["year"].dtype) == "Int64"
    budgets = frames.facts[frames.facts["row"] == "budget"]
    assert sum(budgets["adjusted"]) == sum((form(number).adjusted for number in range(6)), Decimal(0))


def test_the_summary_is_what_the_tables_add_up_to(out):
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    files, facts, findings = rows(out, "files"), rows(out, "facts"), rows(out, "findings")
    assert summary["files"]["given"] == len(files) == 7
    assert summary["findings"]["errors"] == sum(row["severity"] == "error" for row in findings)
    assert summary["findings"]["errors"] == sum(row["errors"] for row in files)
    assert {one["code"]: one["count"] for one in summary["findings"]["by_code"]} == {
        code: sum(row["code"] == code for row in findings) for code in {row["code"] for row in findings}
    }
    budgets = [row for row in facts if row["row"] == "budget"]
    assert Decimal(summary["money"]["executed"]) == sum(row["executed"] for row in budgets)
    assert summary["units"]["reported"] == 2
    assert [one["unit"] for one in summary["units"]["missing"]] == ["青山县河道所"]


def test_the_roundup_recalculated_is_what_it_stores(out, recalculate: Recalculate):
    data = (out / "汇总.xlsx").read_bytes()
    before = formula_values(data)
    after = formula_values(recalculate({"roundup": data})["roundup"].read_bytes())
    assert len(before) > 60
    assert before.keys() == after.keys()
    for cell, value in before.items():
        assert after[cell] == (pytest.approx(value, abs=1e-9) if isinstance(value, float) else value), cell


def test_the_roundup_leads_to_files_and_cells_and_names_the_rule_of_a_difference(out):
    book = openpyxl.load_workbook(out / "汇总.xlsx", data_only=True)
    assert book.sheetnames == [
        "汇总",
        "部门",
        "分部门打印",
        "项目",
        "金额存疑",
        "差异",
        "检查结果",
        "缺少原因",
        "始终满分",
        "与上年相同",
        "重复文字",
        "应报",
        "文件",
    ]
    first = book["差异"][4]
    assert first[9].value
    assert first[8].value.startswith("财预")
    assert first[2].hyperlink.target in {"..\\上报\\2.xlsx", "..\\上报\\3.xlsx"}
    assert first[2].hyperlink.location
    largest = [row[7].value for row in book["差异"].iter_rows(min_row=4)]
    assert [abs(value) for value in largest] == sorted(map(abs, largest), reverse=True)
    assert [row[4].value for row in book["应报"].iter_rows(min_row=4)] == ["已报", "未报", "已报"]
    assert book["部门"].max_row == 3 + 2 + 1
    assert len(book["汇总"]._charts) == 3


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (None, None), ("12.5", Decimal("12.500000")), ("0.0000005", Decimal("0.000001")),
        ("-0.0000015", Decimal("-0.000002")), ("9" * 32 + ".9999999", None),
        ("9" * 32, Decimal("9" * 32)), ("1" + "0" * 32, None), ("1E+40", None),
    ],
)  # fmt: skip
def test_decimals_are_kept_to_six_places_and_never_cut_short(text, wanted):
    assert stored(text) == wanted


def test_a_record_comes_back_as_it_was_kept_and_never_from_damaged_bytes(tmp_path):
    record = Evaluator().record(put(tmp_path / "1.xlsx"), tmp_path / "1.xlsx")
    data = encoded(record)
    again = decoded(data)
    assert again is not None
    assert encoded(again) == data
    assert all(len(values) == len(FACT_FIELDS) for _, values in again.facts)
    assert all(len(values) == len(FINDING_FIELDS) for _, values in again.findings)
    assert all(decoded(data[:place]) is None for place in range(0, len(data), 97))
    assert decoded(data[:-1] + bytes([data[-1] ^ 1])) is None
    odd = Record(State.REFUSED, record.kind, (Doubt("F101", "半个字\ud83d", ""),))
    assert decoded(encoded(odd)).doubts[0].zh == "半个字?"


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 1000])
@pytest.mark.parametrize("kind", Kind)
def test_arrays_hold_what_they_were_made_of(kind, count):
    dice = Random(count)
    values = {
        Kind.TEXT: lambda: dice.choice(("", "甲", "a" * 40, "𠀀\n", None)),
        Kind.WORD: lambda: dice.choice(("", "甲", "乙", None)),
        Kind.INTEGER: lambda: dice.choice((0, -1, 2**62, None)),
        Kind.FLAG: lambda: dice.choice((True, False, None)),
        Kind.DECIMAL: lambda: dice.choice(("0", "-0.000001", "9" * 32, "-" + "9" * 31, "1.5", None)),
    }[kind]
    made = [values() for _ in range(count)]
    found = column_array(kind, made)
    found.validate(full=True)
    wanted = [stored(value) for value in made] if kind is Kind.DECIMAL else made
    assert found.to_pylist() == wanted


def line(number: int = 0, **changed: object) -> FormLine:
    """A project as 汇总 takes it: 100 万元, nothing else known."""
    known: dict[str, object] = dict.fromkeys(FormLine.__slots__)
    known |= {"department": "甲局", "title": f"项目{number}", "adjusted": Decimal(100), "adjusted_targets": 0}
    known["slip"] = False
    known |= dict.fromkeys(("errors", "warnings", "notes", "indicators"), 0)
    return FormLine(**{**known, **changed})


@pytest.mark.parametrize(
    ("adjusted", "slip", "forms", "wanted"),
    [
        ("180", True, 3, ["slip"]), ("180", False, 12, []), ("1800000", False, 12, ["large"]),
        ("1800000", False, 3, []), ("99999", False, 12, []), ("1800000", True, 12, ["slip"]),
        ("-1800000", False, 12, []), ("-180", True, 12, ["slip"]),
    ],
)  # fmt: skip
def test_amounts_that_make_a_sum_doubtful_are_named(adjusted, slip, forms, wanted):
    unwieldy = Unwieldy()
    for number in range(forms):
        unwieldy.add(line(number))
    unwieldy.add(line(99, adjusted=Decimal(adjusted), slip=slip))
    assert [(one.title, why) for one, why in unwieldy.lines()] == [("项目99", why) for why in wanted]


def test_of_many_doubtful_amounts_the_largest_are_named_wherever_they_stand():
    unwieldy = Unwieldy()
    for number in range(1, 2 * MOST_UNWIELDY + 1):
        unwieldy.add(line(number, adjusted=Decimal(number), slip=True))
    assert [one.adjusted for one, _ in unwieldy.lines()] == list(range(2 * MOST_UNWIELDY, MOST_UNWIELDY, -1))
    assert unwieldy.left_out == MOST_UNWIELDY
    for number in range(6 * MOST_UNWIELDY):
        unwieldy.add(line(number))
    for number in range(MOST_UNWIELDY + 2):
        unwieldy.add(line(number, adjusted=Decimal(900_000 + number)))
    assert Counter(why for _, why in unwieldy.lines()) == {"slip": MOST_UNWIELDY, "large": MOST_UNWIELDY}
    assert unwieldy.left_out == MOST_UNWIELDY + 2


@pytest.mark.parametrize(
    ("initial", "adjusted", "executed", "codes"),
    [
        ("180", "180", "1753000", {"B113"}), ("180", "180", "170", set()), ("180", "180", "0.5", set()),
        ("180", "180", "0", set()), ("1800000", "180", "170", {"B113"}), ("1200", "1", "1", {"B113"}),
    ],
)  # fmt: skip
def test_a_slip_of_the_roundup_is_the_finding_about_it(tmp_path, initial, adjusted, executed, codes):
    one = form(1)
    one.initial, one.adjusted, one.executed = Decimal(initial), Decimal(adjusted), Decimal(executed)
    one.carried, one.fiscal_executed = Decimal(0), one.executed
    path = put(tmp_path / "1.xlsx", one)
    record = Evaluator().record(path, path)
    place = FINDING_FIELDS.index("code")
    assert {values[place] for _, values in record.findings} & {"B113"} == codes
    assert [bool(project.slip) for project in record.projects] == [bool(codes)]


@pytest.mark.parametrize(
    ("adjusted", "executed", "wanted"),
    [
        ("100", "100.01", ">100%"), ("100", "100", "100%"), ("3", "2.9999999", "90%—100%"), ("100", "90", "90%—100%"),
        ("100", "89.99", "80%—90%"), ("100", "60", "60%—80%"), ("100", "0", "<60%"), ("0", "5", ""), ("100", None, ""),
        ("-0.000001", "5", "<60%"), ("100", "-1E+12", "<60%"), ("1", "1E+12", ">100%"),
    ],
)  # fmt: skip
def test_rates_lie_in_the_interval_whose_lower_edge_they_reach(adjusted, executed, wanted):
    sums = Sums()
    sums.add(line(adjusted=Decimal(adjusted), executed=None if executed is None else Decimal(executed)))
    assert [name for name, count in sums.rates.items() if count] == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("claimed", "wanted"),
    [
        ("1E+30", "100"), ("100", "100"), ("99.99", "95—100"), ("95", "95—100"), ("90", "90—95"), ("80", "80—90"),
        ("60", "60—80"), ("59.99", "<60"), ("0", "<60"), ("-1", "<60"), ("-1000001", "<60"), ("-1E+30", "<60"),
    ],
)  # fmt: skip
def test_totals_lie_in_an_interval_whatever_was_claimed(claimed, wanted):
    sums = Sums()
    sums.add(line(claimed=Decimal(claimed)))
    assert [name for name, count in sums.intervals.items() if count] == [wanted]
