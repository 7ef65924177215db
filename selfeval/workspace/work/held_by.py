"""The word on who else holds a work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.core.problems import Message, msg
from selfeval.workspace import clock

if TYPE_CHECKING:
    from selfeval.store.journal.lock import Holder


def read_only_sentence(holder: Holder | None) -> Message:
    """Says who holds the work."""
    if holder is None:
        return msg("This work is open in another window; here it can only be read.")
    return msg(
        "{user} on {host} has had this work open since {since}; here it can only be read.",
        user=holder.user,
        host=holder.host,
        since=clock.shown(holder.since),
    )
