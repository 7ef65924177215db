"""What number formats show is read alike from every kind of file: units, signs of money, dates without a day, minus."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.excel.book.any_kind import open_book
from selfeval.excel.book.numfmt import number_under
from tests.excel.kinds.makers import Put
from tests.excel.kinds.tables import WITH_FORMATS, write_xlsx, write_xml
from tests.office import office
from tests.once import once

DAY = 46012  # 21 December 2025

MONEY = (
    Put(1234.5, '"¥"#,##0.00', "¥1,234.50"),
    Put(1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
    Put(1234.5, "_ ¥* #,##0.00_ ", "¥1,234.50"),
    Put(1234.5, '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', "¥1,234.50"),
    Put(-1234.5, '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', "¥-1,234.50"),
    Put(0, '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', "¥-"),
    Put(1234.5, "￥#,##0.0", "￥1,234.5"),
    Put(1234.5, "[$€-2] #,##0.00", "€ 1,234.50"),
    Put(1234.5, '#,##0.00"元"', "1,234.50元"),
    Put(1234.5, '#,##0.00"万元"', "1,234.50万元"),
    Put(1234567, '#,##0,"千元"', "1,235千元"),
)
UNITS = (
    Put(98, '0"%"', "98%"),
    Put(97.5, '0.00"%"', "97.50%"),
    Put(0.98, "0%", "98%"),
    Put(0.9755, "0.0%", "97.6%"),
    Put(428.4, '0.0"台（套）"', "428.4台（套）"),
    Put(90, '"≥"0"%"', "≥90%"),
    Put(0.00317, '0.0000"万人"', "0.0032万人"),
    Put(15, 'General"批次"', "15批次"),
    Put(2.25, '# ?/?"公里"', "2.25公里"),
    Put(1500, '0.00E+00"人"', "1500人"),
    Put(0.25, "# ?/?", "0.25"),
    Put(1500, "0.00E+00", "1500"),
    Put(25, '[DBNum1]0"人"', "25人"),
    Put(12345, '[>=10000]0.0,"千人";0"人"', "12.3千人"),
    Put(3, '[>=10]0"多";0"少"', "3少"),
    Put(0, '0;-0;"—"', "—"),
    Put(1.5, '[h]"小时"', "36小时"),
    Put(1.5, "[h]:mm", "36:00"),
    Put(0.10416666666666667, 'h"小时"mm"分"', "2小时30分"),
    Put(0.5, "h:mm", "12:00"),
)
SIGNS = (
    Put(-5, "0.00;[Red]0.00", "-5.00"),
    Put(-5, "0.00_);(0.00)", "(5.00)"),
    Put(-5, "0.00_);[Red](0.00)", "(5.00)"),
    Put(5, "0.00;[Red]0.00", "5.00"),
)
DATES = (
    Put(DAY, "yyyy-mm-dd", "2025-12-21"),
    Put(DAY, "yyyy/m/d", "2025-12-21"),
    Put(DAY, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "2025-12-21"),
    Put(DAY, 'yyyy"年"m"月"', "2025年12月"),
    Put(DAY, '[$-804]yyyy"年"m"月"', "2025年12月"),
    Put(DAY, '[DBNum1][$-804]yyyy"年"m"月"', "2025年12月"),
    Put(DAY, "yyyy/m", "2025年12月"),
    Put(DAY, "yyyy-mm", "2025年12月"),
    Put(DAY, "mmm-yy", "2025年12月"),
    Put(DAY, 'm"月"', "12月"),
    Put(DAY, "m/d", "12月21日"),
    Put(DAY, "d-mmm", "12月21日"),
    Put(DAY, 'm"月"d"日"', "12月21日"),
    Put(DAY, 'yyyy"年"', "2025年"),
    Put(DAY, "yyyy", "2025年"),
)
ALL = (*MONEY, *UNITS, *SIGNS, *DATES)


def texts(path: Path) -> dict[str, str]:
    grid = open_book(path).sheets[0]
    return {f"{row} {grid.text(row, 1)}": grid.text(row, 2) for row in grid.rows}


def column(rows: Iterable[Put]) -> list[list[object]]:
    """The code of each format, and the number under it."""
    return [[row.code, row] for row in rows]


def expected(rows: tuple[Put, ...]) -> dict[str, str]:
    return {f"{at} {row.code.strip()}": row.shown for at, row in enumerate(rows, start=1)}


@pytest.mark.parametrize("kind", WITH_FORMATS)
def test_every_format_in_every_kind(tmp_path: Path, kind: str) -> None:
    WITH_FORMATS[kind](tmp_path / f"t.{kind}", column(ALL))
    assert texts(tmp_path / f"t.{kind}") == expected(ALL)


@pytest.mark.parametrize("kind", WITH_FORMATS)
def test_days_that_count_from_1904(tmp_path: Path, kind: str) -> None:
    rows = tuple(row._replace(value=row.value - 1462) for row in DATES)
    WITH_FORMATS[kind](tmp_path / f"t.{kind}", column(rows), date1904=True)
    assert texts(tmp_path / f"t.{kind}") == expected(DATES)


@pytest.mark.parametrize("date1904", [False, True])
def test_days_that_are_held_as_such(tmp_path: Path, date1904: bool) -> None:
    rows = tuple(row._replace(value=row.value - 1462 * date1904) for row in DATES)
    write_xml(tmp_path / "t.xml", column(rows), date1904=date1904, moments=True)
    assert texts(tmp_path / "t.xml") == expected(DATES)


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    soffice = office(tmp_path_factory)

    def make(folder: Path) -> None:
        write_xlsx(folder / "t.xlsx", column(ALL))
        for wanted in ("ods", "fods", "xls:MS Excel 97", "html:HTML (StarCalc)"):
            soffice.convert(wanted, folder, [folder / "t.xlsx"])

    return once(tmp_path_factory, "formats", make)


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["ods", "fods", "xls", "html"])
def test_every_format_in_what_libreoffice_saves(converted: Path, kind: str) -> None:
    assert texts(converted / f"t.{kind}") == expected(ALL)


@pytest.mark.parametrize(
    ("value", "code", "text", "full"),
    [
        ("0.00317", '0.0000"万人"', "0.0032万人", "0.00317万人"),
        ("-0.00317", '0.0000"万人"', "-0.0032万人", "-0.00317万人"),
        ("0.97388889", "0.00%", "97.39%", "97.388889%"),
        ("97.388", '0.0"%"', "97.4%", "97.388%"),
        ("1234.5678", '#,##0.00"元"', "1,234.57元", "1,234.5678元"),
        ("175.3", '0"台"', "175台", "175.3台"),
        ("12345", '0!.0,"万"', "1.2万", "1.2345万"),
        ("5.12345", "0.0#", "5.12", "5.12345"),
        ("5.12", "0.0#", "5.12", ""),
        ("-5", "0;0", "5", "-5"),
        ("1500000", "0.00,,", "1.50", "1.50"),
        ("12345", "0!.0000", "1.2345", "1.2345"),
        ("1500000", '0.0,"千元"', "1500.0千元", ""),
        ("-5", "0.00;[Red]0.00", "-5.00", ""),
        ("-5", "0.00;[红色]0.00", "-5.00", ""),
        ("-5", '0;"负"0', "负5", ""),
    ],
)
def test_what_a_format_leaves_out_is_kept_beside_it(value: str, code: str, text: str, full: str) -> None:
    """`full` has all the decimals and the sign, with the unit; the point moved without a word is told (F204)."""
    cell = number_under(Decimal(value), code)
    assert (cell.text, cell.full, cell.exact) == (text, full, not full)
