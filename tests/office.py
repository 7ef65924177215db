"""LibreOffice for all tests of a run: one profile, one process at a time, whichever test process asks for it.

Starting it takes longer than most of what it is asked for: the test process that needs it first starts it with a file
that stays open, and stops it at its own end; until then each further `soffice` hands its files over and waits.
Without soffice the tests are skipped; with SELFEVAL_REQUIRE_LIBREOFFICE=1 they fail instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
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
_STARTING, _PAUSE = 60.0, 0.05
_OPEN = "open.fods"
_EMPTY = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2"
  office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>
<table:table table:name="A"><table:table-row><table:table-cell/></table:table-row></table:table>
</office:spreadsheet></office:body></office:document>
"""
_started: list[tuple[FileLock, subprocess.Popen[bytes]]] = []
"""Those that this process has started, and the lock under which they are used."""


class Office:
    """Converts files: as a person who opens and saves them, or with every formula worked out anew."""

    def __init__(self, program: str, factory: pytest.TempPathFactory, *, recalculates: bool = False) -> None:
        def make(folder: Path) -> None:
            (folder / "user").mkdir()
            (folder / _OPEN).write_text(_EMPTY, encoding="utf-8")
            if recalculates:
                (folder / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")

        self._profile = once(factory, "recalculating-office" if recalculates else "office", make)
        self._lock = FileLock(self._profile.with_name("office.lock"))
        self._command = [program, f"-env:UserInstallation={self._profile.as_uri()}", "--headless", "--norestore"]

    def convert(self, kind: str, folder: Path, sources: Sequence[Path]) -> None:
        """Every file as this kind into the folder."""
        command = [*self._command, "--convert-to", kind, "--outdir", str(folder), *map(str, sources)]
        with self._lock:
            if not self._runs():
                self._start()
            subprocess.run(command, check=True, capture_output=True, timeout=300)

    @property
    def _number(self) -> Path:
        """Where the number of the running process stands."""
        return self._profile / "running"

    def _runs(self) -> bool:
        try:
            os.kill(int(self._number.read_text(encoding="ascii")), 0)
        except (OSError, ValueError):
            return False
        return True

    def _start(self) -> None:
        """Without it in time, or where it cannot be told apart, the next call starts one for its own files."""
        mark = self._profile / f".~lock.{_OPEN}#"
        for old in (mark, self._profile / ".lock"):
            old.unlink(missing_ok=True)
        silent = subprocess.DEVNULL
        process = subprocess.Popen(
            [*self._command, str(self._profile / _OPEN)], stdin=silent, stdout=silent, stderr=silent
        )
        _started.append((self._lock, process))
        self._number.write_text(str(process.pid), encoding="ascii")
        end = time.monotonic() + _STARTING
        while not mark.exists() and process.poll() is None and time.monotonic() < end:
            time.sleep(_PAUSE)


def stop() -> None:
    """End those that this process has started; whoever still needs one starts it anew."""
    while _started:
        lock, process = _started.pop()
        with lock:
            process.terminate()
            process.wait()


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
