"""Why an indicator does not apply this year: the states to choose from, and how they stand with a document number."""

from __future__ import annotations

import re

from selfeval.core.problems import msg

STATES = (
    ("未开展", msg("Not carried out")),
    ("指标调整", msg("Indicator changed")),
    ("项目取消", msg("Project cancelled")),
    ("数据未出", msg("Figures not yet published")),
)
"""Why an indicator does not apply, as the forms say it, with its English."""

_SEPARATOR = r"[\s,，、;；:：。]"
_DOCUMENT = re.compile(
    rf"(?:(?P<state>.*?)(?:{_SEPARATOR}+|(?=[（(])))?"
    r"(?P<document>[（(]?[一-鿿]{1,12}\s*[〔\[【（(]\s*\d{4}\s*[〕\]】）)]\s*第?\s*\d+\s*号[）)]?)。?",
    re.DOTALL,
)
"""A reason and the number of a document at its end: `乐财预〔2025〕3号`."""


def split(text: str) -> tuple[str, str]:
    """State and document of an entered fact; a text of another form is all state."""
    bare = text.strip()
    for state, _label in STATES:
        if bare.startswith(state):
            return state, bare.removeprefix(state).strip(" （()）,，:：")
    return bare, ""


def joined(state: str, document: str) -> str:
    """The fact of a state and a document number: `指标调整 乐财预〔2025〕3号`."""
    return f"{state} {document}".strip()


def punctuated(text: str) -> str:
    """The fact as forms print it: reason and document number parted by a comma, `指标调整，乐财预〔2025〕3号`."""
    bare = text.strip()
    found = _DOCUMENT.fullmatch(bare)
    if found:
        state, document = found["state"] or "", found["document"]
        if document[0] in "（(" and document[-1] in "）)":
            document = document[1:-1]
    else:
        state, document = split(bare)
        if document and re.match(_SEPARATOR, bare.removeprefix(state)) is None:
            state, document = bare, ""
    return "，".join(part for part in (state.rstrip(" \u3000，,、；;。：:"), document) if part)
