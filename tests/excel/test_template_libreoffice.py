"""Forms that LibreOffice saved, and what LibreOffice shows of forms that we filled."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.excel.form.fill import fill_template
from selfeval.excel.form.parts.check import Changes, differences
from selfeval.excel.form.parts.package import open_package
from selfeval.excel.read import read_workbook
from tests.excel.forms import national
from tests.excel.scored_books import filled
from tests.office import XLSX, office

pytestmark = pytest.mark.libreoffice

CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"
Convert = Callable[[Path, str], Path]


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    soffice, out = office(tmp_path_factory), tmp_path_factory.mktemp("out")

    def call(path: Path, kind: str) -> Path:
        soffice.convert(kind, out, [path])
        return out / f"{path.stem}.{kind.partition(':')[0]}"

    return call


def test_a_form_saved_by_libreoffice_is_filled_and_shows_the_same_there(tmp_path: Path, convert: Convert) -> None:
    form = convert(national(tmp_path / "lo-form.xlsx"), XLSX)
    filling = fill_template(form, filled())
    assert len(filling.forms) == 2
    for index, (done, result) in enumerate(zip(filling.forms, filled().projects, strict=True)):
        path = tmp_path / f"lo-filled{index}.xlsx"
        path.write_bytes(done.data)
        written: dict[str, list[tuple[int, int]]] = {}
        package = open_package(form)
        for entry in done.entries:
            part = package.sheets[entry.where.sheet]
            column, row = "".join(filter(str.isalpha, entry.where.cell)), "".join(filter(str.isdigit, entry.where.cell))
            written.setdefault(part, []).append((int(row), ord(column) - 64))
        results = {part: [(31, 7), (31, 8)] for part in written}
        changes = Changes(written, results, styled=written, styles="xl/styles.xml")  # units by number format
        assert differences(form.read_bytes(), done.data, changes) == []
        again = read_workbook(path).department.projects[0]
        assert again.claimed.total == result.total
        shown = list(csv.reader(convert(path, CSV).read_text(encoding="utf-8").splitlines()))
        assert Decimal(shown[30][7]) == result.total
        assert shown[2][2] == result.project.title
        named = {line[3]: line for line in shown[12:30]}
        for scored in result.indicators:
            line = named[scored.indicator.tier3]
            if scored.score is not None:
                assert Decimal(line[7]) == scored.score
                assert line[5] == scored.actual.text
