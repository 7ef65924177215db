"""The seed of a run: the one asked for, else that of the day."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def seed_of_the_run() -> str:
    """The same for everybody on one day, so that a failure is seen again at once; another one every day.

    `SELFEVAL_DIFFERENTIAL_SEED=random` draws one, any other text is one.
    """
    wanted = os.environ.get("SELFEVAL_DIFFERENTIAL_SEED", "")
    if wanted == "random":
        return os.urandom(4).hex()
    return wanted or datetime.now(UTC).date().isoformat()
