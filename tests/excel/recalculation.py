"""An independent calculator for tests: LibreOffice, forced to recalculate every formula of a workbook."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

Recalculate = Callable[[dict[str, bytes]], dict[str, Path]]


@pytest.fixture(scope="module", name="recalculate")
def recalculation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recalculate]:
    """Every formula worked out anew."""
    yield _converter(tmp_path_factory, _ALWAYS)


@pytest.fixture(scope="module", name="converted")
def conversion(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recalculate]:
    """Opened and saved, as a person does it who changes nothing."""
    yield _converter(tmp_path_factory, "")


def _converter(tmp_path_factory: pytest.TempPathFactory, settings: str) -> Recalculate:
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("SELFEVAL_REQUIRE_LIBREOFFICE") == "1":
            pytest.fail("LibreOffice (soffice) is required here and missing")
        pytest.skip("LibreOffice (soffice) is not installed: stored values are not recalculated independently")
    profile = tmp_path_factory.mktemp("profile")
    (profile / "user").mkdir()
    if settings:
        (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    count = iter(range(100))

    def convert(books: dict[str, bytes]) -> dict[str, Path]:
        folder = tmp_path_factory.mktemp(f"books{next(count)}")
        for name, data in books.items():
            (folder / f"{name}.xlsx").write_bytes(data)
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to"]
        command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")]
        command += [str(folder / f"{name}.xlsx") for name in books]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return {name: folder / "out" / f"{name}.xlsx" for name in books}

    return convert
