"""Wine with a prefix of its own, in which the unpacked kit is started; what was run and said is kept in a log."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.tools.kit.bytecode import wine_program

CHINESE, WESTERN = "zh_CN.UTF-8", "C.UTF-8"
"""Locales under which Wine has the code page 936 and 1252."""
CODE_PAGES = {CHINESE: "gbk", WESTERN: "cp1252"}
_TOOLS = ("wineserver", "x86_64-w64-mingw32-gcc", "localedef")
_SHIM = """
#include <windows.h>
#include <ntsecapi.h>
/* Windows 10 has this in bcryptprimitives.dll, the Wine of Debian 12 has no such file. */
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) { return RtlGenRandom(data, (ULONG)length); }
"""
_PATIENCE = 180


@dataclass(frozen=True)
class Done:
    """What a run left behind: exit code, bytes of both streams, seconds."""

    code: int
    out: bytes
    err: bytes
    seconds: float


@dataclass
class Wine:
    """One Wine, with its own registry and drives, and the kit in it.

    Attributes:
        kit: the unpacked kit.
        home: where Wine keeps its things.
        log: what was run and said is added to it.
    """

    kit: Path
    home: Path
    log: Path
    program: str = field(default_factory=lambda: wine_program() or "")

    @property
    def system(self) -> Path:
        """The folder of its own libraries."""
        return self.home / "prefix" / "drive_c" / "windows" / "system32"

    def environment(self, locale: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """As Wine and the program see it; nothing of the tests' own settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SELFEVAL_", "PYTHON"))}
        own = {
            "LC_ALL": locale,
            "LOCPATH": str(self.home / "locales"),
            "WINEPREFIX": str(self.home / "prefix"),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
        }
        return kept | own | dict(more or {})

    def command(self, *words: str) -> list[str]:
        """The command line of the kit's Python; `selfeval` stands for the program."""
        python = str(self.kit / "python" / "python.exe")
        return [self.program, python, *(("-m", *words) if words[:1] == ("selfeval",) else words)]

    def run(
        self,
        *words: str,
        cwd: Path,
        locale: str = CHINESE,
        given: bytes = b"",
        more: Mapping[str, str] | None = None,
        program: list[str] | None = None,
    ) -> Done:
        """Run to the end, with pipes for the three streams."""
        start = time.monotonic()
        done = subprocess.run(
            program or self.command(*words),
            cwd=cwd, env=self.environment(locale, more), input=given,
            capture_output=True, timeout=_PATIENCE, check=False,
        )  # fmt: skip
        found = Done(done.returncode, done.stdout, done.stderr, time.monotonic() - start)
        self.note(
            f"$ [{locale}] {' '.join(words or map(str, program or ()))}\n{found.code} in {found.seconds:.2f} s\n", found
        )
        return found

    def note(self, text: str, done: Done | None = None) -> None:
        """Add to the log."""
        with self.log.open("a", encoding="utf-8") as stream:
            stream.write(text)
            for data in (done.out, done.err) if done else ():
                stream.write("".join(f"  {line}\n" for line in readable(data).splitlines()[:60]))

    @contextlib.contextmanager
    def running(self, *words: str, cwd: Path, locale: str = CHINESE) -> Iterator[subprocess.Popen[bytes]]:
        """A process that goes on until the caller is done with it."""
        process = subprocess.Popen(
            self.command(*words), cwd=cwd, env=self.environment(locale),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            yield process
        finally:
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError, ValueError):
                    stream.close()
            process.kill()
            process.wait()

    def stop(self) -> None:
        """End everything that runs in this Wine, and nothing else."""
        subprocess.run([_server(), "-k"], env=self.environment(WESTERN), check=False)


def readable(data: bytes) -> str:
    """Bytes of a stream for the log, in whatever encoding they are."""
    for encoding in ("utf-8", "gbk"):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return data.decode("utf-8", "replace")


def started(archive: Path, folder: Path, log: Path) -> Wine:
    """Unpack the kit into a folder with spaces and Chinese signs, and make Wine ready: its registry, locales, shim."""
    home = folder / "wine"
    (home / "locales").mkdir(parents=True)
    for locale in (CHINESE,):
        name, _, charset = locale.partition(".")
        subprocess.run(["localedef", "--no-archive", "-i", name, "-f", charset, home / "locales" / locale], check=True)
    place = folder / "绩效 自评 工具"
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(place)
    wine = Wine(next(place.iterdir()), home, log)
    ready = wine.environment(WESTERN)
    # Services that stay must not hold the pipes of the tests open.
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([wine.program, "wineboot", "-i"], env=ready, timeout=_PATIENCE, check=True, **quiet)
    for word in ("-w", "-p"):  # that of the first start has to end before one that stays can begin
        subprocess.run([_server(), word], env=ready, timeout=_PATIENCE, check=False, **quiet)
    subprocess.run([wine.program, "cmd", "/c", "ver"], env=ready, timeout=_PATIENCE, check=True, **quiet)
    library = wine.system / "bcryptprimitives.dll"
    if not library.exists():
        source = home / "shim.c"
        source.write_text(_SHIM, encoding="ascii")
        compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-s", "-o", library, source, "-ladvapi32"]
        subprocess.run(compiler, check=True)
    return wine


def _server() -> str:
    """The server itself: Debian's command of that name starts it so that it ends with the last program."""
    return next((place for place in ("/usr/lib/wine/wineserver64",) if Path(place).exists()), "wineserver")


def lacking() -> str:
    """Why the kit cannot be tried here; "" if it can."""
    missing = [tool for tool in _TOOLS if not shutil.which(tool)]
    if not wine_program():
        missing.append("wine64")
    return f"not here: {', '.join(missing)}" if missing else ""
