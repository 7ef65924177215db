"""`python -m tests.excel.bounded LIMIT FILE COMMAND…` runs the program on a file inside a limit on memory.

What it writes is verified in the same process; how many megabytes it took is said on stderr.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from selfeval.cli import run


def main(limit: int, path: Path, *words: str) -> int:
    """Run the program, then `verify` on what it wrote."""
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    code = run([words[0], str(path), *words[1:]])
    if "-o" in words and (out := Path(words[words.index("-o") + 1])).exists():
        print(f"verified: {run(['verify', str(out)])}", file=sys.stderr)
    print(f"MB: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]))
