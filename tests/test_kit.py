"""The builder of kits: what is pinned, what is left out, and that the same parts give the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from selfeval.version import __version__
from tests.conftest import ROOT
from tests.tools.kit import archive, build, bytecode, interpreter, manifest, pins
from tests.tools.kit.program import program
from tests.tools.kit.standalone import PROGRAM, of_another_machine, oldest_glibc, standalone
from tests.tools.kit.wheels import library

CONSTRAINTS = dict(
    line.split("==") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if "==" in line
)


@pytest.mark.parametrize("system", pins.TAGS)
def test_every_library_is_pinned_in_the_version_that_is_tested(system):
    found = {canonicalize_name(one.name): one.version for one in pins.wheels(system, pins.BUREAU)}
    assert found == {name: CONSTRAINTS[{"pdfminer-six": "pdfminer.six"}.get(name, name)] for name in found}
    assert all(re.fullmatch("[0-9a-f]{64}", one.sha256) for one in pins.wheels(system, pins.BUREAU))


@pytest.mark.parametrize("system", pins.TAGS)
def test_a_kit_has_what_its_libraries_ask_for(system):
    environment = {"sys_platform": "win32" if system == "win64" else "linux", "python_version": pins.PYTHON}
    environment |= {"platform_system": "Windows" if system == "win64" else "Linux", "extra": ""}
    for kit in (pins.CLERK, pins.BUREAU):
        inside = {canonicalize_name(one.name) for one in pins.wheels(system, kit)}
        left = set() if kit == pins.BUREAU else {*pins.TABLES, *" ".join(pins.TABLES.values()).split()}
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
        asked = {"selfeval": project} | {name: metadata.requires(name) or [] for name in inside if name != "colorama"}
        for name, lines in asked.items():
            wanted = [one for one in map(Requirement, lines) if one.marker is None or one.marker.evaluate(environment)]
            assert {canonicalize_name(one.name) for one in wanted} - inside <= left, name


@pytest.mark.parametrize("system", pins.TAGS)
def test_a_clerks_kit_has_none_of_the_heavy_tables(system):
    small, large = (
        {canonicalize_name(one.name) for one in pins.wheels(system, kit)} for kit in (pins.CLERK, pins.BUREAU)
    )
    assert not small & {"pandas", "numpy", "pyarrow", "duckdb"}
    assert large - small >= {"pandas", "numpy", "pyarrow", "duckdb"}


def test_compiled_libraries_are_for_the_python_and_the_c_library_of_the_kit():
    for system in pins.TAGS:
        for one in pins.wheels(system, pins.BUREAU):
            if not one.file.endswith("-any.whl"):
                python, abi, tags = one.file.removesuffix(".whl").split("-")[2:5]
                assert python == "cp313" or (abi == "abi3" and int(python[3:]) <= 13), one.file
                olds = [tuple(map(int, pair)) for pair in re.findall(r"manylinux_(\d+)_(\d+)_", tags)]
                assert system == "win64" or "manylinux2014" in tags or min(olds) <= pins.GLIBC, one.file


def _wheel(path: Path, **files: bytes) -> Path:
    meta = b"Metadata-Version: 2.4\nName: Some.Thing\nVersion: 1.0\nLicense-Expression: MIT\n\nlong words for the index"
    with zipfile.ZipFile(path, "w") as made:
        for name, data in {"some_thing-1.0.dist-info/METADATA": meta, **files}.items():
            made.writestr(name, data)
    return path


def test_of_a_wheel_stays_what_is_imported_and_its_licence(tmp_path):
    files = {
        "some/__init__.py": b"1",
        "some/a.pyd": b"2",
        "some/data/table.json": b"3",
        "some/tests/test_a.py": b"no",
        "some/a.pyx": b"no",
        "some/include/a.h": b"no",
        "some/a.pyi": b"no",
        "some_thing-1.0.dist-info/RECORD": b"no",
        "some_thing-1.0.dist-info/licenses/LICENSE": b"words",
        "some_thing-1.0.dist-info/licenses/vendored/COPYING": b"others",
        "some_thing-1.0.data/purelib/more.py": b"4",
        "some_thing-1.0.data/scripts/run": b"no",
    }
    found = library(_wheel(tmp_path / "some_thing-1.0-py3-none-any.whl", **files))
    assert found.files == {
        "some/__init__.py": b"1",
        "some/a.pyd": b"2",
        "some/data/table.json": b"3",
        "more.py": b"4",
        "some_thing-1.0.dist-info/METADATA": (
            b"Metadata-Version: 2.4\nName: Some.Thing\nVersion: 1.0\nLicense-Expression: MIT\n"
        ),
    }
    assert found.licences == {"LICENSE": b"words", "vendored-COPYING": b"others"}
    assert (found.name, found.version, found.licence) == ("Some.Thing", "1.0", "MIT")


def test_the_program_is_what_its_wheel_would_have():
    found = program()
    assert {"selfeval/__main__.py", "selfeval/bundled/scoring_rules/cn-mof-2020-10.toml"} <= found.keys()
    assert "selfeval/bundled/workbooks/leting-2025-targets.xlsx" in found
    assert "selfeval/locale/zh_CN/LC_MESSAGES/selfeval.mo" in found
    assert not [name for name in found if "__pycache__" in name or name.endswith(".po") or name.startswith("tests")]


FILES = {"b.txt": b"b" * 1000, "打开自评.cmd": b"x", "lib/a.py": b"a = 1\n"}


@pytest.mark.parametrize("write", [archive.write_zip, lambda *words: archive.write_tar(*words, {"b.txt"})])
def test_the_same_files_give_the_same_bytes_in_whatever_order_they_come(tmp_path, write):
    write(tmp_path / "one", "kit", FILES)
    write(tmp_path / "two", "kit", dict(reversed(FILES.items())))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    write(tmp_path / "two", "kit", FILES | {"b.txt": b"c"})
    assert (tmp_path / "one").read_bytes() != (tmp_path / "two").read_bytes()


def test_archives_hold_what_was_given(tmp_path):
    archive.write_zip(tmp_path / "x.zip", "kit", FILES)
    with zipfile.ZipFile(tmp_path / "x.zip") as made:
        assert {name.removeprefix("kit/"): made.read(name) for name in made.namelist()} == FILES
        # Without this mark the Explorer of Windows reads names in the code page of the computer.
        assert made.getinfo("kit/打开自评.cmd").flag_bits & 0x800
    archive.write_tar(tmp_path / "x.tar.gz", "kit", FILES, {"b.txt"})
    with tarfile.open(tmp_path / "x.tar.gz") as made:
        assert {one.name.removeprefix("kit/"): one.mode for one in made} == {
            "b.txt": 0o755, "打开自评.cmd": 0o644, "lib/a.py": 0o644,
        }  # fmt: skip


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"python.exe": b"1", "a.dll": b"2"}, []),
        ({"python.exe": b"1"}, ["  missing: a.dll"]),
        ({"python.exe": b"other", "a.dll": b"2"}, ["  changed: python.exe"]),
        ({"python.exe": b"1", "a.dll": b"2", "evil.dll": b"3"}, ["  not known: evil.dll"]),
    ],
)
def test_a_python_with_other_files_is_not_taken(files, said):
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in (("python.exe", b"1"), ("a.dll", b"2"))}
    assert interpreter.against(files, sums) == said


def test_an_archive_that_is_not_the_pinned_python_is_refused(tmp_path):
    place = tmp_path / "python.zip"
    with zipfile.ZipFile(place, "w") as made:
        made.writestr("python.exe", b"something else")
    with pytest.raises(SystemExit, match=r"changed: python\.exe"):
        interpreter.embedded(place, tmp_path)


def test_the_list_of_python_has_what_runs():
    assert {
        "python.exe",
        "python313.dll",
        "python313.zip",
        "sqlite3.dll",
        "_sqlite3.pyd",
    } <= interpreter.pinned().keys()
    assert interpreter.searched("lib") == b"python313.zip\r\n.\r\n..\\lib\r\n"


@pytest.mark.parametrize("kit", [pins.CLERK, pins.BUREAU])
def test_launchers_are_read_by_any_windows(kit):
    files = build.launchers(kit)
    for name, data in files.items():
        assert data.count(b"\n") == data.count(b"\r\n"), name
        if name.endswith(".cmd"):
            data.decode("ascii")  # cmd.exe reads them in whatever code page there is
            assert b"\\python\\python.exe" in data.replace(b"%~dp0", b"\\")
    words = files["使用说明.txt"]
    assert words.startswith(b"\xef\xbb\xbf")  # Notepad of an old Windows takes it for GBK otherwise
    text = words.decode("utf-8-sig")
    assert __version__ in text
    assert {name for name in files if name != "使用说明.txt"} <= set(re.split(r"[\s“”]", text))
    assert not re.search(r"\{\w+\}", text)


def test_a_kit_tells_what_it_is_and_what_it_lacks():
    told = json.loads(manifest.about("1", "win64", pins.CLERK, "3.13.2", None, []))
    assert (told["schema"], told["left_out"]) == ("selfeval.kit/1", ["duckdb", "pandas", "pyarrow"])
    assert manifest.sums({"b": b"2", "a": b"1"}).decode() == "".join(
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in (("a", b"1"), ("b", b"2"))
    )


def test_bytecode_of_another_python_is_not_taken(tmp_path):
    import sys

    own = bytecode.Compiler((sys.executable,), "here")
    found = bytecode.usable(iter([bytecode.Compiler(("/bin/true",), "no"), own]), tmp_path)
    assert (found is not None) == (sys.version_info[:2] == (3, 13))


def test_the_largest_parts_are_libraries_by_name_and_python():
    sizes = {"python/a": 5, "python/b": 6, "lib/x/1": 3, "lib/x/2": 4, "lib/one.py": 1, "kit.json": 2}
    assert build.largest(sizes, 3) == [("python", 11), ("x", 7), ("kit.json", 2)]


def test_a_path_of_the_kit_leaves_room_for_folders_of_people():
    """Windows ends a path at 260 signs unless it has been told otherwise."""
    longest = max((f"selfeval-{__version__}-win64-bureau/lib/{name}" for name in program()), key=len)
    assert len(longest) <= 130, longest


def test_zipped_reads_what_was_written(tmp_path):
    archive.write_zip(tmp_path / "x.zip", "kit", FILES)
    assert interpreter.zipped(io.BytesIO((tmp_path / "x.zip").read_bytes()).getvalue()) == {
        f"kit/{name}": data for name, data in FILES.items()
    }


MOVABLE = {
    PROGRAM: b"\x7fELF GLIBC_2.17 GLIBC_2.9",
    "bin/pip3": b"no",
    "include/python3.13/Python.h": b"no",
    "lib/libpython3.13.a": b"no",
    "lib/libpython3.13.so.1.0": b"\x7fELF GLIBC_2.28",
    "lib/python3.13/json/__init__.py": b"1",
    "lib/python3.13/json/__pycache__/__init__.cpython-313.pyc": b"no",
    "lib/python3.13/test/test_json.py": b"no",
    "lib/python3.13/tkinter/__init__.py": b"no",
    "lib/python3.13/site-packages/pip/__init__.py": b"no",
    "lib/python3.13/lib-dynload/_sqlite3.so": b"\x7fELF GLIBC_2.14",
    "share/man/man1/python3.1": b"no",
}


@pytest.mark.parametrize("kind", ["folder", "archive"])
def test_of_a_python_that_can_be_moved_stays_what_the_program_needs(tmp_path, kind):
    if kind == "archive":
        place = tmp_path / "python.tar.gz"
        archive.write_tar(place, "python", MOVABLE, {PROGRAM})
    else:
        place = tmp_path
        for name, data in MOVABLE.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)
        (place / "bin" / "python3").symlink_to("python3.13")
    found = standalone(place, None)
    assert found == {name: data for name, data in MOVABLE.items() if data != b"no"}
    assert oldest_glibc(found) == ((2, 28), "lib/libpython3.13.so.1.0")


@pytest.mark.parametrize(
    ("number", "machine", "fits"),
    [
        (62, "x86_64", True),
        (183, "aarch64", True),
        (62, "aarch64", False),
        (183, "x86_64", False),
        (243, "x86_64", False),
    ],
)
def test_a_compiled_file_of_another_machine_is_named(number, machine, fits):
    head = b"\x7fELF".ljust(18, b"\0") + number.to_bytes(2, "little")
    files = {"lib/a.py": b"1", "python/bin/python3.13": head + b"GLIBC_2.17"}
    assert of_another_machine(files, machine) == ("" if fits else "python/bin/python3.13")


def test_an_archive_of_python_with_another_hash_is_refused(tmp_path):
    archive.write_tar(tmp_path / "x.tar.gz", "python", MOVABLE, {PROGRAM})
    assert standalone(tmp_path / "x.tar.gz", hashlib.sha256((tmp_path / "x.tar.gz").read_bytes()).hexdigest())
    with pytest.raises(SystemExit, match="SHA-256"):
        standalone(tmp_path / "x.tar.gz", "0" * 64)


def test_a_folder_without_python_is_refused(tmp_path):
    with pytest.raises(SystemExit, match=r"bin/python3\.13"):
        standalone(tmp_path, None)


def test_launchers_of_linux_find_their_folder_themselves():
    start = (build.TEXTS / "selfeval.sh").read_bytes()
    assert start.startswith(b"#!/bin/sh\n")
    assert b"\r" not in start + (build.TEXTS / "open.desktop").read_bytes()
    words = (build.TEXTS / "usage-linux.txt").read_text("utf-8").format(version="1", left_out="")
    assert "打开自评.desktop" in words
