"""What a reviewer asks of the tables of a batch, and what comes back, exactly."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.core.review.overview import GROUPS, ORDERS, Asked, MarkKind
from selfeval.portfolio.overview import tables as tables_module
from selfeval.portfolio.overview.tables import Tables
from tests.overview.batches import finding, indicator, project, three, written


def opened(out: Path) -> Tables:
    return Tables(out / "facts.parquet", out / "findings.parquet", out / "files.parquet")


@pytest.fixture
def tables(tmp_path):
    with opened(three(tmp_path / "out")) as found:
        yield found


def titles(tables: Tables, asked: Asked) -> list[str]:
    return [line.title for line in tables.projects(tables.places(asked))]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (Asked(), ["修路", "建校", "种树"]),  # the largest difference first; without one last
        (Asked(down=False), ["建校", "修路", "种树"]),
        (Asked(order="adjusted"), ["建校", "修路", "种树"]),
        (Asked(order="adjusted", down=False), ["种树", "修路", "建校"]),
        (Asked(order="errors"), ["修路", "种树", "建校"]),
        (Asked(order="rate", down=False), ["种树", "修路", "建校"]),
        (Asked(order="total"), ["修路", "建校", "种树"]),
        (Asked(order="claimed", down=False), ["建校", "修路", "种树"]),
        (Asked("教育局"), ["建校"]),
        (Asked(""), []),
        (Asked(only={"difference": "higher"}), ["修路"]),
        (Asked(only={"difference": "lower"}), []),
        (Asked(only={"difference": "same"}), ["建校"]),
        (Asked(only={"difference": "unknown"}), ["种树"]),
        (Asked(only={"severity": "errors"}), ["修路"]),
        (Asked(only={"severity": "warnings"}), ["修路", "种树"]),
        (Asked(only={"severity": "clean"}), ["建校"]),
        (Asked(only={"grade": "unknown"}), ["种树"]),
        (Asked(only={"grade": "same"}), ["修路", "建校"]),
        (Asked(only={"rate": "below_50"}), ["种树"]),
        (Asked(only={"rate": "below_80"}), ["修路", "种树"]),
        (Asked(only={"mark": "none"}), ["修路", "建校", "种树"]),
        (Asked(only={"severity": "warnings", "rate": "below_50"}), ["种树"]),
        (Asked(text="一中"), ["建校"]),
        (Asked(text="p-建"), ["建校"]),
        (Asked(text="预算 修路.XLSX"), ["修路"]),
        (Asked(text="%"), []),
        (Asked(text="_"), []),
    ],
)
def test_what_is_asked_for_comes_in_its_order(tables, asked, wanted):
    assert titles(tables, asked) == wanted


def test_every_order_and_every_value_of_every_group_can_be_asked(tables):
    for order in ORDERS:
        assert len(titles(tables, Asked(order=order))) == 3
    for group, values in GROUPS.items():
        counts = tables.count(Asked(), group)
        assert tuple(sorted(counts)) == tuple(sorted(values))
        for value, count in counts.items():
            assert len(tables.places(Asked(only={group: value}))) == count


def test_departments_add_up_to_the_cent(tables):
    found = {line.name: line for line in tables.departments()}
    assert (found["财政局"].adjusted, found["财政局"].executed) == (Decimal(125), Decimal(61))
    assert (found["财政局"].projects, found["财政局"].differing, found["财政局"].largest) == (2, 1, Decimal("7.5"))
    assert (found["财政局"].errors, found["财政局"].warnings) == (1, 2)
    assert (found["教育局"].claimed, found["教育局"].total) == (Decimal(88), Decimal(88))
    whole = tables.whole()
    assert whole.adjusted == Decimal("425.5")
    assert (whole.projects, whole.claimed) == (3, Decimal(93)), "the mean of the two that claim something"


def test_rows_and_findings_of_one_form(tables):
    line = tables.projects(tables.places(Asked(text="修路")))[0]
    rows = tables.rows(line)
    assert [row.indicator for row in rows] == ["", "里程"]
    assert (rows[1].difference, rows[1].why[1], rows[1].cell) == (Decimal(10), "8 / 10 x 50 = 40", "E5")
    assert [(one.code, one.severity) for one in tables.findings(line)] == [("S102", "error"), ("A110", "warning")]


def test_refused_files_are_listed_and_those_passed_over_are_not(tables):
    assert [(line.file, line.code) for line in tables.files()] == [("坏.xlsx", "F102")]


def test_what_does_not_count_is_not_there(tmp_path):
    out = written(tmp_path / "out", [project("新"), project("旧", counts=False)])
    with opened(out) as found:
        assert titles(found, Asked()) == ["新"]


def test_marks_narrow_the_list_and_follow_changes_of_the_file(tables):
    line = tables.projects(tables.places(Asked(text="修路")))[0]
    tables.mark([(line.key, MarkKind.RETURNED, line.sha256)])
    assert titles(tables, Asked(only={"mark": "returned"})) == ["修路"]
    assert {one.name: (one.marked, one.returned) for one in tables.departments()} == {
        "财政局": (1, 1),
        "教育局": (0, 0),
    }
    tables.mark([(line.key, MarkKind.ACCEPTED, "another hash")])
    assert titles(tables, Asked(only={"mark": "changed"})) == ["修路"]
    tables.mark([(line.key, MarkKind.NONE, "")])
    assert titles(tables, Asked(only={"mark": "none"})) == ["修路", "建校", "种树"]


def test_forms_without_unit_and_code_are_told_apart_by_their_files(tmp_path):
    blank = {"unit": None, "project_code": None}
    rows = [project("表", file="甲.xlsx", **blank), project("表", file="乙.xlsx", **blank)]
    with opened(written(tmp_path / "out", rows)) as found:
        keys = {line.key for line in found.projects(found.places(Asked()))}
    assert len(keys) == 2


def test_two_projects_of_one_unit_under_one_copied_code_have_marks_of_their_own(tmp_path):
    rows = [project("修路", project_code="001"), project("建桥", project_code="001")]
    with opened(written(tmp_path / "out", rows)) as found:
        first, second = found.projects(found.places(Asked()))
        found.mark([(first.key, MarkKind.ACCEPTED, first.sha256)])
        assert titles(found, Asked(only={"mark": "accepted"})) == [first.title]
        assert titles(found, Asked(only={"mark": "none"})) == [second.title]


def test_many_marks_are_taken_over_at_once(tmp_path):
    with opened(written(tmp_path / "out", [project(f"事{number}") for number in range(300)])) as found:
        lines = found.projects(found.places(Asked()))
        found.mark([(line.key, MarkKind.SEEN, line.sha256) for line in lines])
        found.mark([(line.key, MarkKind.NONE if line.place % 2 else MarkKind.ACCEPTED, "new") for line in lines])
        counts = found.count(Asked(), "mark")
    assert (counts["none"], counts["accepted"], counts["seen"]) == (150, 150, 0)


@pytest.mark.parametrize("unknown", [{"executed": None}, {"adjusted": None}, {"adjusted": None, "executed": None}])
def test_a_rate_is_that_of_the_projects_of_which_both_amounts_are_known(tmp_path, unknown):
    whole = project("甲", adjusted="100", executed="50", department="教育局")
    rows = [
        whole,
        project("乙", adjusted="400", executed="100"),
        project("丙", **{"adjusted": "9", "executed": "9", **unknown}),
    ]
    with opened(written(tmp_path / "out", rows)) as found:
        assert {line.name: line.rate for line in found.departments()} == {
            "教育局": Decimal("0.5"),
            "财政局": Decimal("0.25"),
        }
        assert found.whole().rate == Decimal("0.3")

    with opened(written(tmp_path / "none", [project("丙", **{"adjusted": "9", "executed": "9", **unknown})])) as found:
        assert found.whole().rate is None


def test_rows_and_findings_come_in_the_order_of_the_form(tmp_path):
    names = [f"指标{number:04}" for number in range(3000, 0, -1)]
    rows = [project("修路"), *(indicator("修路", name) for name in names)]
    findings = [finding("修路", "S102", "error", indicator=name) for name in names]
    with opened(written(tmp_path / "out", rows, findings)) as found:
        line = found.projects(found.places(Asked()))[0]
        assert [row.indicator for row in found.rows(line)] == ["", *names]
        assert [one.indicator for one in found.findings(line)] == names


@pytest.mark.parametrize("damage", ["cut", "gone", "run again"])
@pytest.mark.parametrize("asked", ["rows", "findings", "files"])
def test_tables_that_change_while_they_are_looked_at_are_told(tmp_path, damage, asked):
    out = three(tmp_path / "out")
    with opened(out) as found:
        line = found.projects(found.places(Asked()))[0]
        if damage == "run again":
            three(out)
        else:
            for name in ("facts", "findings", "files"):
                path = out / f"{name}.parquet"
                if damage == "gone":
                    path.unlink()
                else:
                    path.write_bytes(path.read_bytes()[:200])
        with pytest.raises(SelfEvalError) as raised:
            getattr(found, asked)(*(() if asked == "files" else (line,)))
        assert raised.value.code == "F713"
        assert len(found.places(Asked())) == 3, "what was read is still there"


def test_a_table_damaged_within_is_told(tmp_path):
    out = three(tmp_path / "out")
    path = out / "findings.parquet"
    data = path.read_bytes()
    path.write_bytes(
        data[:4]
        + bytes(len(data) - 12 - int.from_bytes(data[-8:-4], "little"))
        + data[-8 - int.from_bytes(data[-8:-4], "little") :]
    )
    with pytest.raises(SelfEvalError) as raised, opened(out) as found:
        for line in found.projects(found.places(Asked())):
            found.findings(line)
    assert raised.value.code == "F713"


@pytest.mark.parametrize("name", ["a[1]*", "引'号", "空 格?"])
def test_a_folder_of_any_name(tmp_path, name):
    with opened(three(tmp_path / name)) as found:
        assert len(found.places(Asked())) == 3


@pytest.mark.parametrize("damage", ["gone", "cut", "other"])
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path, damage):
    out = three(tmp_path / "out")
    facts = out / "facts.parquet"
    if damage == "gone":
        facts.unlink()
    else:
        facts.write_bytes(facts.read_bytes()[:40] if damage == "cut" else b"no Parquet at all")
    with pytest.raises(SelfEvalError) as raised:
        opened(out)
    assert raised.value.code == "F713"


def test_an_amount_that_no_budget_has_does_not_stop_the_sums(tmp_path):
    rows = [project("甲", adjusted="9" * 31), project("乙", adjusted="1")]
    with opened(written(tmp_path / "out", rows)) as found:
        assert found.whole().adjusted == Decimal(1)


def test_conditions_and_orders_are_those_that_the_screen_offers():
    assert {group: set(values) for group, values in GROUPS.items()} == {
        group: set(values) for group, values in tables_module._CONDITIONS.items()
    }
    assert set(ORDERS) == set(tables_module._ORDERS)
