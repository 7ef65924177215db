"""Brings a work file back that was lost while its work is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.core.problems import SelfEvalError

if TYPE_CHECKING:
    from selfeval.store.journal.journal import Journal


def put_back(journal: Journal) -> SelfEvalError | None:
    """Write the work file again from what this window holds, what lies there being kept aside; why it could not be."""
    try:
        journal.put_back()
    except SelfEvalError as error:
        return error
    return None
