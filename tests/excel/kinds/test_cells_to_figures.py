"""From the cell to what the program says of it, in every kind of file: codes, money, printed rates, dates, units."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from selfeval.core.problems import untranslated
from selfeval.workspace import headless
from tests.excel.kinds.makers import Put
from tests.excel.kinds.tables import AS_SHOWN, WITH_FORMATS, WRITERS, Rows, national

EVERYWHERE = pytest.mark.parametrize("kind", WRITERS)
FORMATTED = pytest.mark.parametrize("kind", WITH_FORMATS)
DAY = 46012  # 21 December 2025


def score(folder: Path, kind: str, rows: Rows) -> dict[str, Any]:
    """The `score --json` of a table in a kind of file."""
    path = folder / f"t.{kind}"
    WRITERS[kind](path, rows)
    return dict(headless.to_json(headless.load(path, year=2025), untranslated))


def found(result: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [problem for problem in result["problems"] if problem["code"] == code]


@EVERYWHERE
@pytest.mark.parametrize(
    "code",
    [
        Put(1.30225e20, "General", "1.30225E+20"),
        Put(1.302251234567890e17, "General", "1.30225E+17"),
        Put(1234567890123456, "General", "1.23457E+15"),
        Put(1.30225e20, "0.00E+00", "1.30E+20"),
    ],
)
def test_a_code_typed_as_a_long_number_has_lost_digits(tmp_path: Path, kind: str, code: Put) -> None:
    (problem,) = found(score(tmp_path, kind, national(code=code)), "F229")
    assert (problem["severity"], problem["where"].partition("!")[2]) == ("error", "F3")


@FORMATTED
def test_a_code_shown_with_all_its_noughts_has_lost_digits(tmp_path: Path, kind: str) -> None:
    code = Put(1.30225e20, "0", "130225000000000000000")
    (problem,) = found(score(tmp_path, kind, national(code=code)), "F229")
    assert problem["input"] == "130225000000000000000"


@EVERYWHERE
@pytest.mark.parametrize(
    "code", ["13022525P00RERB10015T", "130225240000000000123", "130225000000000000000", 482001, 10**14]
)
def test_a_code_that_is_a_text_or_short_enough_is_whole(tmp_path: Path, kind: str, code: object) -> None:
    result = score(tmp_path, kind, national(code=code))
    assert not found(result, "F229")
    assert result["projects"][0]["code"] == str(code)


LEDGER = '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ '


@FORMATTED
@pytest.mark.parametrize(
    "code", [LEDGER, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', '0;-0;"—"', '0.00;-0.00;"-"']
)
def test_nothing_spent_shown_as_a_dash_is_nothing_and_not_unknown(tmp_path: Path, kind: str, code: str) -> None:
    result = score(tmp_path, kind, national(money=(100, 100, Put(0, code, "-"), 10, "0%", 0)))
    assert result["projects"][0]["budget"]["executed"] == "0"
    assert not found(result, "B120")


@EVERYWHERE
@pytest.mark.parametrize(
    "printed",
    [
        "98%",
        "98",
        "0.98",
        0.98,
        98,
        Put(0.98, "0%", "98%"),
        Put(0.98, "0.00%", "98.00%"),
        Put(98, '0"%"', "98%"),
        Put(0.98, "0.00", "0.98"),
        Put(98, "0.00", "98.00"),
    ],
)
def test_a_rate_is_one_share_however_it_is_printed(tmp_path: Path, kind: str, printed: object) -> None:
    result = score(tmp_path, kind, national(money=(100, 100, 98, 10, printed, 9.8)))
    assert not found(result, "B122")


@EVERYWHERE
@pytest.mark.parametrize("printed", ["160%", "1.6", 1.6, 160, Put(1.6, "0%", "160%")])
def test_a_rate_above_all_of_the_money(tmp_path: Path, kind: str, printed: object) -> None:
    right = score(tmp_path, kind, national(money=(100, 100, 160, 10, printed, 10)))
    wrong = score(tmp_path, kind, national(money=(100, 100, 80, 10, printed, 8)))
    assert not found(right, "B122")
    (problem,) = found(wrong, "B122")
    assert "160%" in problem["message"]


@EVERYWHERE
@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Put(98, '0"%"', "98%"), "98%"),
        (Put(0.98, "0%", "98%"), "98%"),
        (Put(428.4, '0.0"台（套）"', "428.4台（套）"), "428.4台（套）"),
        (Put(15, '0"批次"', "15批次"), "15批次"),
        (Put(0.0032, '0.0000"万人"', "0.0032万人"), "0.0032万人"),
        (Put(1.5, '[h]"小时"', "36小时"), "36小时"),
    ],
)
def test_an_actual_has_the_unit_that_its_format_prints(tmp_path: Path, kind: str, cell: Put, text: str) -> None:
    result = score(tmp_path, kind, national(actual=cell))
    assert result["projects"][0]["indicators"][0]["actual"] == text


TIMELY = ("产出指标", "时效指标", "完成时间")
MONTHS = (
    ('yyyy"年"m"月"', "2025年12月"),
    ('[$-804]yyyy"年"m"月"', "2025年12月"),
    ('[DBNum1][$-804]yyyy"年"m"月"', "二〇二五年十二月"),
    ("yyyy/m", "2025/12"),
    ("yyyy-mm", "2025-12"),
    ("mmm-yy", "Dec-25"),
    ('m"月"', "12月"),
)


@FORMATTED
@pytest.mark.parametrize(("code", "shown"), MONTHS)
def test_a_month_is_met_until_its_last_day(tmp_path: Path, kind: str, code: str, shown: str) -> None:
    """The cell holds 1 December, but shows a month: 31 December meets it, 1 January does not."""
    target = Put(DAY - 20, code, shown)
    for actual, points in (("2025-12-31", "90.00"), ("2026-01-01", "0.00")):
        result = score(tmp_path, kind, national(tiers=TIMELY, target=target, actual=actual))
        assert result["projects"][0]["indicators"][0]["score"] == points


@pytest.mark.parametrize("kind", AS_SHOWN)
@pytest.mark.parametrize("shown", [shown for _, shown in MONTHS if "〇" not in shown])
def test_a_month_that_is_only_shown_is_met_until_its_last_day(tmp_path: Path, kind: str, shown: str) -> None:
    for actual, points in (("2025-12-31", "90.00"), ("2026-01-01", "0.00")):
        result = score(tmp_path, kind, national(tiers=TIMELY, target=shown, actual=actual))
        assert result["projects"][0]["indicators"][0]["score"] == points


@FORMATTED
@pytest.mark.parametrize(("code", "shown"), MONTHS)
def test_an_actual_in_a_month_is_judged_as_its_text(tmp_path: Path, kind: str, code: str, shown: str) -> None:
    text = "12月" if code == 'm"月"' else "2025年12月"
    for target in ("2025年12月底前", "2025年12月15日前", "2025年11月底前"):
        cell = score(tmp_path, kind, national(tiers=TIMELY, target=target, actual=Put(DAY - 20, code, shown)))
        written = score(tmp_path, kind, national(tiers=TIMELY, target=target, actual=text))
        mine, theirs = (side["projects"][0]["indicators"][0] for side in (cell, written))
        assert (mine["actual"], mine["score"], mine["why"]) == (text, theirs["score"], theirs["why"])


@FORMATTED
def test_a_year_is_the_year(tmp_path: Path, kind: str) -> None:
    for code in ('yyyy"年"', "yyyy"):
        result = score(
            tmp_path, kind, national(tiers=TIMELY, target=Put(DAY - 100, code, "2025年"), actual="2025-12-31")
        )
        row = result["projects"][0]["indicators"][0]
        assert (row["target"], row["score"]) == ("2025年", "90.00")


@FORMATTED
@pytest.mark.parametrize(
    ("code", "shown", "first"),
    [
        ('m"月"d"日"', "4月3日", "4/3"),
        ("m/d", "4/3", "4/3"),
        ("yyyy/m/d", "2025/4/3", "4/3"),
        ("d-mmm", "3-Apr", "4/3"),
        ('yyyy"年"m"月"', "2025年4月", "2025-4"),
        ("mmm-yy", "Apr-25", "2025-4"),
    ],
)
@pytest.mark.parametrize("tiers", [("产出指标", "数量指标", "养护里程"), ("效益指标", "社会效益指标", "受益面")])
def test_a_date_where_a_number_is_asked_for_is_doubted(
    tmp_path: Path, kind: str, code: str, shown: str, first: str, tiers: tuple[str, str, str]
) -> None:
    cell = Put(45750, code, shown)  # 3 April 2025
    (target,) = found(score(tmp_path, kind, national(tiers=tiers, target=cell)), "T125")
    (actual,) = found(score(tmp_path, kind, national(tiers=tiers, actual=cell)), "A102")
    assert f"the spreadsheet may have made it of {first}" in target["message"]
    assert f"the spreadsheet may have made it of {first}" in actual["hint"]


@FORMATTED
def test_a_date_in_a_row_that_speaks_of_time_is_not_doubted(tmp_path: Path, kind: str) -> None:
    for tiers in (TIMELY, ("产出指标", "数量指标", "完成时间")):
        result = score(tmp_path, kind, national(tiers=tiers, target=Put(45750, "yyyy/m/d", ""), actual="2025-04-01"))
        assert not found(result, "T125")


@EVERYWHERE
@pytest.mark.parametrize("unit", ["万元", "元"])
@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (Put(1234.5, '"¥"#,##0.00', "¥1,234.50"), "1234.5"),
        (Put(1234.5, "[$¥-804]#,##0.00", "¥1,234.50"), "1234.5"),
        (Put(1234.5, LEDGER, " ¥1,234.50 "), "1234.5"),
        (Put(1234.5, "￥#,##0.0", "￥1,234.5"), "1234.5"),
        (Put(1234.5, '"RMB "#,##0.0', "RMB 1,234.5"), "1234.5"),
        (Put(1234, "$#,##0", "$1,234"), "1234"),
        (Put(1234.5, "[$€-2] #,##0.00", "€ 1,234.50"), "1234.5"),
        ("￥100", "100"),
        ("¥1,234.5", "1234.5"),
        ("￥ 100", "100"),
        ("人民币100", "100"),
        ("RMB 100", "100"),
        ("CNY100.5", "100.5"),
        ("100", "100"),
    ],
)
def test_a_currency_sign_is_no_unit(tmp_path: Path, kind: str, unit: str, cell: object, amount: str) -> None:
    result = score(tmp_path, kind, national(unit=unit, money=(cell, cell, cell, 10, "100%", 10)))
    budget = result["projects"][0]["budget"]
    assert (budget["unit"], budget["initial"], budget["adjusted"], budget["executed"]) == (unit, *[amount] * 3)


@EVERYWHERE
@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (Put(1234500, '#,##0.00"元"', "1,234,500.00元"), "123.45"),
        (Put(1234.5, '#,##0.00"万元"', "1,234.50万元"), "1234.5"),
        (Put(0.5, '0.00"亿元"', "0.50亿元"), "5000"),
        (Put(1234500, '"¥"#,##0.00"元"', "¥1,234,500.00元"), "123.45"),
        ("￥1,000,000元", "100"),
        ("1000000元整", "100"),
        ("100（万元）", "100"),
        ("人民币100万元", "100"),
        ("￥100万", "100"),
    ],
)
def test_a_unit_in_words_counts(tmp_path: Path, kind: str, cell: object, amount: str) -> None:
    result = score(tmp_path, kind, national(money=(cell, cell, cell, 10, "100%", 10)))
    budget = result["projects"][0]["budget"]
    assert [budget[name] for name in ("initial", "adjusted", "executed")] == [amount] * 3


@EVERYWHERE
@pytest.mark.parametrize(
    ("unit", "money", "cell", "offer"),
    [
        ("万元", (180, 180, 1753000), "E6", "1753000元"),
        ("万元", (180, 180, Put(1753000, "#,##0.00", "1,753,000.00")), "E6", "1,753,000.00元"),
        ("万元", (180, 180, Put(1753000, '"¥"#,##0', "¥1,753,000")), "E6", "¥1,753,000元"),
        ("元", (1800000, 1800000, 175.3), "E6", "175.3万元"),
        ("元", (180, 1800000, 1753000), "C6", "180万元"),
    ],
)
def test_money_ten_thousand_times_apart_is_asked_about(
    tmp_path: Path, kind: str, unit: str, money: tuple[object, ...], cell: str, offer: str
) -> None:
    result = score(tmp_path, kind, national(unit=unit, money=(*money, 10, "97.39%", 9.74)))
    (problem,) = found(result, "B113")
    assert problem["where"].endswith(f"!{cell}")
    assert problem["message"].endswith(f": {offer}?")
