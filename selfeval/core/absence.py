"""Why an indicator does not apply this year: the states to choose from, and how they stand with a document number."""

from __future__ import annotations

from selfeval.core.problems import msg

STATES = (
    ("未开展", msg("Not carried out")),
    ("指标调整", msg("Indicator changed")),
    ("项目取消", msg("Project cancelled")),
    ("数据未出", msg("Figures not yet published")),
)
"""Why an indicator does not apply, as the forms say it, with its English."""


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
