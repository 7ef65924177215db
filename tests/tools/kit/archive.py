"""Archives whose bytes depend on nothing but what is in them: names in order, one day for all, no owner."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

_DAY = (2020, 1, 1, 0, 0, 0)
_SECONDS = 1_577_836_800
"""The same day, as seconds since 1970."""
_PLAIN, _RUN = 0o100644, 0o100755


def write_zip(path: Path, top: str, files: Mapping[str, bytes]) -> None:
    """All files below one folder; names that are not ASCII are marked as UTF-8, which Windows understands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{top}/{name}", _DAY)
            entry.create_system, entry.external_attr = 3, _PLAIN << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, 9)


def write_tar(path: Path, top: str, files: Mapping[str, bytes], runnable: Collection[str]) -> None:
    """The same as .tar.gz, which keeps what may be run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", 9, raw, mtime=_SECONDS) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, data in sorted(files.items()):
            entry = tarfile.TarInfo(f"{top}/{name}")
            entry.size, entry.mtime = len(data), _SECONDS
            entry.mode = (_RUN if name in runnable else _PLAIN) & 0o777
            archive.addfile(entry, io.BytesIO(data))
