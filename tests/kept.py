"""Packs that processes started by tests have read are kept for those of the other tests too.

Each test has a state folder of its own, so each process would read its packs anew and try all of their worked cases:
more than half of what it takes to look at a form. What is kept there, and when it is taken, is the matter of
tests/store/test_kept_packs.py and tests/cli/test_lazy_commands.py.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from selfeval.store.kept_packs import FOLDER


def share_packs() -> None:
    """From now on, in the state folder of this test; where links cannot be made, nothing happens."""
    state = Path(os.environ["SELFEVAL_STATE_DIR"])
    if (state / FOLDER).exists():
        return
    shared = state.with_name("kept packs")
    shared.mkdir(parents=True, exist_ok=True)
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(OSError):
        (state / FOLDER).symlink_to(shared, target_is_directory=True)
