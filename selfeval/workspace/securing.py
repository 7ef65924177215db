"""Brings a work file back that was lost while its work is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selfeval.core.problems import SelfEvalError

if TYPE_CHECKING:
    from selfeval.store.journal import Journal


def put_back(journal: Journal) -> bool:
    """Write the work file again from what this window holds, what lies there being kept aside; whether it could be."""
    try:
        journal.put_back()
    except SelfEvalError:
        return False
    return True
