"""LibreOffice shows the report as it is: every figure and chart, on numbered pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from selfeval.core.report.document import Chart
from selfeval.word.elements import gap_text
from tests.office import missing, office
from tests.word.documents import report, written

pytestmark = pytest.mark.libreoffice


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the report as PDF."""
    folder = tmp_path_factory.mktemp("report")
    source = folder / "report.docx"
    source.write_bytes(written("project-transfer"))
    office(tmp_path_factory).convert("pdf", folder, [source])
    if not (folder / "report.pdf").is_file():
        missing("LibreOffice's part for texts (Writer)")
    return folder


def _text(pdf: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        missing("pdftotext (poppler-utils)")
    return subprocess.run([program, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout


def test_every_bound_text_is_on_the_pages(shown):
    said = re.sub(r"\s+", "", _text(shown / "report.pdf"))
    for one in report(outline="project-transfer").bound():
        text = gap_text(one.gap) if one.open else one.text
        if re.fullmatch(r"[\d.%]+", text):  # longer texts are broken over the lines of narrow cells
            assert text in said, one
    charts = [piece for piece in report(outline="project-transfer").pieces if isinstance(piece, Chart)]
    assert charts
    for chart in charts:
        assert chart.label in said


def test_pages_are_numbered(shown):
    assert re.search(r"— ?1 ?—", _text(shown / "report.pdf"))
