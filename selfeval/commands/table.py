"""Which commands there are, in the order of the work: where each is written, and what it is for.

All that help, completion and “did you mean” need, so that a command's own module is read only when it runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from selfeval.core.problems import Message, msg


class Entry(NamedTuple):
    """One command.

    Attributes:
        place: `module:function` inside this room.
        about: what it does, as help shows it.
    """

    place: str
    about: Message


COMMANDS: Mapping[str, Entry] = {
    "open": Entry(
        "work:open_", msg("Open a workbook on the screen: enter actuals, see scores, write the scored workbook.")
    ),
    "demo": Entry(
        "work:demo",
        msg("Try the program on the 2025 example, in a scratch folder; without a terminal, score the example."),
    ),
    "import": Entry(
        "document:import_",
        msg(
            "Make a workbook of targets from a published document (Word, PDF, text, web page); says what was read from "
            "which page and line, what is doubtful, and what could not be placed."
        ),
    ),
    "check": Entry("check:check", msg("Check workbooks of targets or filled forms; every finding with its cell.")),
    "changes": Entry(
        "changes:changes",
        msg("List what changed in a workbook since it was last open here, with the entries that it concerns."),
    ),
    "sheet": Entry(
        "output.sheet:sheet",
        msg(
            "Write a fill-in workbook for colleagues who do not use this program; what comes back is read by "
            "“score --actuals”."
        ),
    ),
    "monitor": Entry(
        "monitor:monitor",
        msg(
            "Watch the year: spending, outcomes and what is expected by the end of a month, with red and yellow "
            "lights; writes the form of monitoring."
        ),
    ),
    "score": Entry("score:score", msg("Score a workbook and write the scored workbook beside it.")),
    "explain": Entry(
        "score:explain", msg("Say why each score is what it is: clause, facts as read, formula, rounding.")
    ),
    "verify": Entry(
        "score:verify", msg("Recompute a scored workbook from its own facts and name every cell that differs.")
    ),
    "batch": Entry(
        "bureau.batch:batch",
        msg(
            "Read, check and score everything of folders and archives in one run: tables in Parquet and a roundup "
            "workbook by department; what was done before is not done again."
        ),
    ),
    "review": Entry(
        "bureau.review:review",
        msg(
            "Look through a batch on the screen: departments, forms, rows, each difference with its reason and its "
            "cell; marks, a list and the letters to units come of it."
        ),
    ),
    "publish": Entry(
        "output.publish:publish",
        msg(
            "Write the copy of a scored workbook for publication: the summary and the forms, values only, without "
            "hidden content, comments, names and metadata; says what was left out. Only a workbook that verifies "
            "clean is published."
        ),
    ),
    "due": Entry(
        "output.due:due",
        msg("Say which forms are handed in or published by when, by the rule pack, and how many days are left."),
    ),
    "report": Entry(
        "output.report:report",
        msg(
            "Write the self-evaluation report as a Word document whose figures follow the evaluation, or bring one up "
            "to date: what people wrote in it stays."
        ),
    ),
    "recheck": Entry(
        "bureau.recheck:recheck",
        msg(
            "Review a form that a unit handed in: the reviewer's outcomes, scores and deductions beside the unit's. "
            "The form is never changed; entries are kept in a journal of their own."
        ),
    ),
    "sample": Entry(
        "bureau.sample:sample",
        msg(
            "Draw the forms to be reviewed: by amount, by grade, a share of a grade, every unit once; with its seed, "
            "everybody draws the same again."
        ),
    ),
    "aggregate": Entry(
        "bureau.aggregate:aggregate_",
        msg(
            "Put the forms of several units that carry out one project together: amounts and counts added up, rates "
            "weighed by money, then scored; with what each unit brought."
        ),
    ),
    "next": Entry(
        "next_year:next_",
        msg(
            "Make next year's workbook of targets from this year's evaluation, with its rule pack and a list of what "
            "has to be decided anew."
        ),
    ),
    "history": Entry(
        "history:history", msg("Show who entered what and when about a workbook, what was undone included.")
    ),
    "target": Entry("target:target", msg("Show how target texts are understood, and what has to be assumed.")),
    "rules": Entry("rules.packs:rules", msg("Rule packs: weights, methods, bands and grades, with their sources.")),
    "doctor": Entry("doctor:doctor", msg("Look at terminal, fonts, code page, write access and versions.")),
    "rules list": Entry("rules.packs:list_", msg("List the rule packs that can be used.")),
    "rules show": Entry("rules.packs:show", msg("Show what a rule pack says, with the source of each rule.")),
    "rules check": Entry(
        "rules.packs:check", msg("Check rule packs and run their worked cases; all packs if none is named.")
    ),
    "rules schema": Entry("rules.packs:schema", msg("Print the JSON Schema of rule packs, for editors.")),
    "rules replay": Entry(
        "rules.replay:replay",
        msg(
            "Score saved evaluations again under another rule pack: which projects change, by how much, by which rule. "
            "Nothing is written to them."
        ),
    ),
    "rules export": Entry(
        "rules.edit:export", msg("Write a rule pack as a workbook that can be edited in Excel or WPS.")
    ),
    "rules import": Entry(
        "rules.edit:import_",
        msg("Turn an edited workbook of a rule pack into its files; nothing is written while anything is wrong."),
    ),
    "rules diff": Entry(
        "rules.years:diff", msg("Say what changed between two rule packs, with old and new value and both sources.")
    ),
    "rules new": Entry(
        "rules.years:new", msg("Make next year's rule pack from this year's, with a list of what to look at.")
    ),
}
"""By the words after `selfeval`."""


def below(path: str) -> dict[str, Entry]:
    """The commands of a group, by their last word; those of the program itself for ""."""
    head = f"{path} " if path else ""
    return {
        name.removeprefix(head): entry
        for name, entry in COMMANDS.items()
        if name.startswith(head) and " " not in name.removeprefix(head)
    }
