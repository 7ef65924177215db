"""Inputs that once failed, in one compressed file, with what comes of each now.

`python -m tests.campaigns.fuzz.corpus FILE…` adds files that a campaign has kept (`kind-seed-number.suffix`).
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from random import Random

from tests.campaigns.fuzz.kinds import KINDS
from tests.campaigns.fuzz.readers import outcome

CORPUS = Path(__file__).with_name("corpus.zip")
_EXPECTED = "expected.json"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
DIE = 2
"""With this die no workbook is given to every command, which the campaign does to a few of them only."""


def held() -> Mapping[str, tuple[bytes, str]]:
    """Input and expected outcome, by name."""
    if not CORPUS.exists():
        return {}
    with zipfile.ZipFile(CORPUS) as archive:
        expected = json.loads(archive.read(_EXPECTED))
        return {name: (archive.read(name), came) for name, came in expected.items()}


def came_of(name: str, data: bytes, folder: Path) -> str:
    """What comes of an input now; the kind is the beginning of its name."""
    kind = KINDS[name.partition("-")[0]]
    path = folder / f"x{kind.suffix}"
    path.write_bytes(data)
    return outcome(kind.reader, path, Random(DIE))


def add(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the corpus anew with these files in it too, each with what comes of it now."""
    found = {name: data for name, (data, _) in held().items()} | dict(files)
    expected = {}
    for place, (name, data) in enumerate(sorted(found.items())):
        own = folder / str(place)
        own.mkdir()
        expected[name] = came_of(name, data, own)
    with zipfile.ZipFile(CORPUS, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(zipfile.ZipInfo(_EXPECTED, _LONG_AGO), json.dumps(expected, indent=0), zipfile.ZIP_DEFLATED)
        for name in expected:
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), found[name], zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["SELFEVAL_STATE_DIR"] = scratch
        add({Path(name).name: Path(name).read_bytes() for name in sys.argv[1:]}, Path(scratch))
