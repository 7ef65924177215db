"""Targets from a published document: the actions, and what the help says of the preview."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.tui.actions.action import DOCUMENT, HOME, Action
from selfeval.tui.actions.meanings import COPY, DO_IT, FILTER, FROM_DOCUMENT, OUTCOME

DOCUMENTS: tuple[Action, ...] = (
    Action(
        "from_document",
        FROM_DOCUMENT,
        msg("Document"),
        msg("Reads targets from a Word document, PDF, text or web page, and shows them before anything is written."),
        (HOME,),
        5,
    ),
    Action(
        "write_targets",
        OUTCOME,
        msg("Write and open"),
        msg("Writes the workbook of targets beside the document, under a name that is free, and opens it."),
        (DOCUMENT,),
        2,
        also=DO_IT,
    ),
    Action(
        "only_doubts",
        FILTER,
        msg("Doubts only"),
        msg("Shows only what is doubtful or has no place, or everything again."),
        (DOCUMENT,),
        3,
    ),
    Action("copy_document", COPY, msg("Copy"), msg("Copies the list as text."), (DOCUMENT,)),
)

DOCUMENT_HELP = (
    msg("What was read from the document, each with its page and line; what is doubtful stands first."),
    msg("Below the list the line under the cursor in full. Nothing is written yet."),
    msg("What could not be placed is listed too; nothing of the document is left out in silence."),
    msg("F9 writes the workbook beside the document and opens it. Esc leaves everything as it was."),
)
