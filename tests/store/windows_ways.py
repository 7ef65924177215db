"""What Windows does to files, done on Linux: names, files that are open, drives without locks.

Where each difference is held:

| difference | test |
|---|---|
| names that Windows does not have, dots and blanks at their ends | `test_windows_ways.py`, `test_name_parts.py` |
| files that are open are neither renamed nor deleted | `test_windows_ways.py` |
| a file held for a moment, read or replaced | `test_windows_ways.py`, `test_atomic.py` |
| from one drive to another | `test_windows_ways.py` |
| locks that keep others from reading | `test_windows_ways.py` |
| drives without locks, without shared memory | `test_windows_ways.py`, `test_network_folder.py` |
| `A.xlsx` is `a.XLSX` | `test_windows_ways.py` |
| \\\\server\\share | `test_windows_ways.py`, `../workspace/test_typed_path.py` |
| line ends, marks of UTF-8 | `../workspace/test_line_ends.py`, `../test_terminal.py` |
| code pages, signs that they lack | `../cli/test_streams.py`, `../plain/test_pipe.py` |
| all of it in a real kit, under Wine | `../windows/` |
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

REAL = {name: getattr(os, name) for name in ("replace", "rename", "unlink", "remove")}
_NO_LOCKS = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* A drive that knows no locks: each one on a file below NO_LOCKS_BELOW is refused, with this error. */
static int refused(int fd) {
    char link[64], path[4096];
    const char *folder = getenv("NO_LOCKS_BELOW"), *number = getenv("NO_LOCKS_ERROR");
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (!folder || length < 0) return 0;
    path[length] = 0;
    if (strncmp(path, folder, strlen(folder))) return 0;
    errno = atoi(number);
    return 1;
}
#define OWN(name) int name(int fd, int cmd, ...) { \
    va_list list; va_start(list, cmd); void *word = va_arg(list, void *); va_end(list); \
    int (*real)(int, int, ...) = dlsym(RTLD_NEXT, #name); \
    if ((cmd == F_SETLK || cmd == F_SETLKW || cmd == F_GETLK || cmd == F_OFD_SETLK) && refused(fd)) return -1; \
    return real(fd, cmd, word); }
OWN(fcntl)
OWN(fcntl64)
int flock(int fd, int step) {
    int (*real)(int, int) = dlsym(RTLD_NEXT, "flock");
    return refused(fd) ? -1 : real(fd, step);
}
"""


class Nt:
    """`os` as a module of the program sees it on Windows; nothing else is changed."""

    name = "nt"

    def __getattr__(self, name: str) -> object:
        return getattr(os, name)


def is_open(path: Path) -> bool:
    """Whether this process has the file open."""
    try:
        wanted = path.lstat()
    except (OSError, ValueError):
        return False
    for link in Path("/proc/self/fd").iterdir():
        try:
            found = link.stat()
        except OSError:
            continue
        if stat.S_ISREG(found.st_mode) and (found.st_dev, found.st_ino) == (wanted.st_dev, wanted.st_ino):
            return True
    return False


def held(path: object, number: int = 32) -> PermissionError:
    """How Windows refuses to rename or delete a file that somebody has open."""
    error = PermissionError(errno.EACCES, "sharing violation", str(path))
    error.winerror = number  # type: ignore[attr-defined, unused-ignore]
    return error


def keeps_open_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Renaming and deleting as Windows does it; gives what was refused, as it is refused."""
    refused: list[str] = []

    def own(name: str) -> Callable[..., object]:
        def step(*paths: object, **more: object) -> object:
            for path in paths:
                if isinstance(path, str | os.PathLike) and is_open(Path(path)):
                    refused.append(f"{name} {Path(path).name}")
                    raise held(path)
            if name == "rename" and os.path.lexists(str(paths[1])):
                raise FileExistsError(errno.EEXIST, "it exists", str(paths[1]))
            return REAL[name](*paths, **more)

        return step

    for name in REAL:
        monkeypatch.setattr(os, name, own(name))
    return refused


def other_drives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each folder is a drive of its own: from one to another, nothing can just be renamed."""

    def step(source: str | os.PathLike[str], target: str | os.PathLike[str]) -> None:
        if Path(source).parent != Path(target).parent:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(source))
        REAL["replace"](source, target)

    monkeypatch.setattr(os, "replace", step)


def without_locks(folder: Path, number: int, library: Path) -> dict[str, str]:
    """What a process needs in its environment for `folder` to be a drive without locks; skips where that is not made.

    Args:
        number: the error that a lock is refused with.
        library: where to compile what refuses them, if it is not there yet.
    """
    if not library.exists():
        compiler = shutil.which("gcc") or shutil.which("cc")
        if compiler is None or not Path("/proc/self/fd").exists():
            pytest.skip("no compiler of C, or no Linux")
        source = library.with_suffix(".c")
        source.write_text(_NO_LOCKS, encoding="ascii")
        subprocess.run([compiler, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
    return {"LD_PRELOAD": str(library), "NO_LOCKS_BELOW": str(folder), "NO_LOCKS_ERROR": str(number)}
