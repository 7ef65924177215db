"""Actions on rule packs: looked at, tried, changed. Part of the one registry."""

from __future__ import annotations

from selfeval.core.problems import msg
from selfeval.tui.actions.action import CHANGE, RESULT, RULES, WHAT_IF, WORK, Action
from selfeval.tui.actions.meanings import DO_IT, ENTER, LIST, OUTCOME, RULES_HERE, TRY

PACKS: tuple[Action, ...] = (
    Action(
        "rules",
        RULES_HERE,
        msg("Rules"),
        msg("Shows the rule pack with its sources, and what another one would change."),
        (WORK, RESULT, WHAT_IF),
        10,
        not_in=(WORK, RESULT),
    ),
    Action(
        "what_if",
        TRY,
        msg("What-if"),
        msg("Tries other figures or another rule pack; nothing of it is kept."),
        (WORK, RESULT),
    ),
    Action(
        "tried",
        OUTCOME,
        msg("Effects"),
        msg("Lists what was tried and what each of it does to the totals."),
        (WHAT_IF,),
        8,
    ),
    Action(
        "change_pack",
        ENTER,
        msg("Change to it"),
        msg("Shows what the rule pack under the cursor would change in this work, before anything is changed."),
        (RULES,),
        2,
    ),
    Action(
        "take_pack",
        DO_IT,
        msg("Change the pack"),
        msg("Scores this work by the new rule pack from now on; one undo takes it back."),
        (CHANGE,),
        2,
    ),
    Action(
        "other_list",
        LIST,
        msg("Other list"),
        msg("Goes to the other list of this screen; Tab does the same."),
        (RULES, CHANGE),
        3,
    ),
)
