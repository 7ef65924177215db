"""LibreOffice for all tests of a run: one profile, one process at a time, whichever test process asks for it.

Without soffice the tests are skipped; with SELFEVAL_REQUIRE_LIBREOFFICE=1 they fail instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest
from filelock import FileLock

from tests.once import once

XLSX = "xlsx:Calc MS Excel 2007 XML"
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class Office:
    """Converts files: as a person who opens and saves them, or with every formula worked out anew."""

    def __init__(self, program: str, factory: pytest.TempPathFactory, *, recalculates: bool = False) -> None:
        def make(folder: Path) -> None:
            (folder / "user").mkdir()
            if recalculates:
                (folder / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")

        profile = once(factory, "recalculating-office" if recalculates else "office", make)
        self._lock = FileLock(profile.with_name("office.lock"))
        self._command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to"]

    def convert(self, kind: str, folder: Path, sources: Sequence[Path]) -> None:
        """Every file as this kind into the folder, by one process: starting it is dearer than a small file."""
        command = [*self._command, kind, "--outdir", str(folder), *map(str, sources)]
        with self._lock:
            subprocess.run(command, check=True, capture_output=True, timeout=300)


def office(factory: pytest.TempPathFactory, *, recalculates: bool = False) -> Office:
    """The LibreOffice of this run; ends the test where there is none."""
    program = shutil.which("soffice")
    if program is None:
        missing("LibreOffice (soffice)")
    return Office(program, factory, recalculates=recalculates)


def missing(what: str) -> NoReturn:
    """End the test: as failed where everything has to be there, else as skipped."""
    if os.environ.get("SELFEVAL_REQUIRE_LIBREOFFICE") == "1":
        pytest.fail(f"{what} is required here and missing")
    pytest.skip(f"{what} is not installed")
