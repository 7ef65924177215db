"""`python -m tests.excel.bounded` runs the program on files, each in a process of its own with a limit on its memory.

A line of its input is a list in JSON: the limit in bytes, the file that takes what is written to stdout and stderr, and
the words of the command line; a line of its output is how the process ended. What the program wrote is verified in the
same process; how many megabytes it took is said at the end. Starting the program is dearer than most of the files, so
its libraries are read once and each process begins as a copy of this one.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import tempfile
import traceback
from collections.abc import Iterable
from pathlib import Path

from selfeval.cli import run
from tests.excel.scored_books import ROOT


def main() -> None:
    """Each line of the input in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:  # for what is imported by it
        out = str(Path(folder, "y.xlsx"))
        run(["score", str(ROOT / "workbooks" / "leting-2025-targets.xlsx"), "-o", out])
        run(["verify", out])
    gc.freeze()
    print("ready", flush=True)
    # `sys.stdin` stays unread: the program says how its streams are to be read, which only new ones can be told.
    with open(os.dup(0), encoding="utf-8") as asked:  # noqa: PTH123 - a descriptor has no path
        _serve(asked)


def _serve(asked: Iterable[str]) -> None:
    for line in asked:
        limit, said, *words = json.loads(line)
        child = os.fork()
        if not child:
            _child(limit, said, words)
        _, status = os.waitpid(child, 0)
        print(f"ended {os.waitstatus_to_exitcode(status)}", flush=True)


def _child(limit: int, said: str, words: list[str]) -> None:
    """Never returns: what the parent has still to do is none of it."""
    code = 70
    try:
        file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, 1)
        os.dup2(file, 2)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        code = _bounded(words)
    except BaseException:  # noqa: BLE001 - told, like whatever else the program could not cope with
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _bounded(words: list[str]) -> int:
    """Run the program, then `verify` on what it wrote."""
    code = run(words)
    if "-o" in words and (out := Path(words[words.index("-o") + 1])).exists():
        print(f"verified: {run(['verify', str(out)])}", file=sys.stderr)
    print(f"MB: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}", file=sys.stderr)
    return code


if __name__ == "__main__":
    main()
