"""How long the event loop does not answer while 1 and 1,000 projects are opened, entered into and exported."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path
from unittest.mock import patch

from tests.benchmarks.scale import make
from tests.tui.test_lag import measured
from tests.tui.watchdog import LIMIT, baseline


def run() -> None:
    """Print the table; the first line is what the machine does to an empty loop beside one busy thread."""
    print(f"{'event loop':<24} longest wait   waits over {LIMIT * 1000:.0f} ms")
    bare = baseline()
    print(f"{'empty, busy thread':<24} {bare.worst * 1000:>9.0f} ms   {len(bare.stalls()):>4}")
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, SELFEVAL_STATE_DIR=folder):
        for count in (1, 1000):
            path = Path(folder) / str(count) / "a.xlsx"
            path.parent.mkdir()
            make(count, path)
            for what, lags in asyncio.run(measured(path)).items():
                print(f"{f'{what}, {count} projects':<24} {lags.worst * 1000:>9.0f} ms   {len(lags.stalls()):>4}")
