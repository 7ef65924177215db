"""Why a file is doubtful or refused, in both languages, as its record keeps it."""

from __future__ import annotations

from typing import Final

from selfeval.core.problems import Message, SelfEvalError
from selfeval.i18n import translator
from selfeval.portfolio.batch.record import Doubt
from selfeval.portfolio.batch.rows import Languages

LANGUAGES: Final = Languages(translator("zh"), translator("en"))


def doubt(code: str, message: Message) -> Doubt:
    """A sentence with its code."""
    return Doubt(code, *LANGUAGES.both(message))


def said(error: SelfEvalError) -> Doubt:
    """The sentence of a refusal."""
    return doubt(error.code, error.message)
