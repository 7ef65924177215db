"""What a pack says of texts around the table, surveys and deadlines, as rows for people."""

from __future__ import annotations

from collections.abc import Iterator

from selfeval.core.problems import Message, msg
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.parts.deadlines import DEEDS
from selfeval.core.texts.lengths import LIMITED
from selfeval.rulepacks.rows import Row


def around_rows(pack: RulePack) -> Iterator[Row]:
    """Lengths and texts that must be there, the size of surveys, then each deadline."""
    source, section = pack.citation(pack.lengths_citation), msg("Limits of texts")
    for key in (key for key in LIMITED if key in pack.lengths):
        text = msg("at most {count} characters", count=pack.lengths[key])
        yield Row(section, LIMITED[key], text, source, f"lengths.{key}")
    for key in (key for key in LIMITED if key in pack.lengths_least):
        text = msg("at least {count} characters", count=pack.lengths_least[key])
        yield Row(section, LIMITED[key], text, source, f"lengths_least.{key}")
    if pack.required_texts:
        names = msg("{parts}", parts=tuple(LIMITED[key] for key in LIMITED if key in pack.required_texts))
        yield Row(section, msg("texts that must be written"), names, source, "required_texts")
    if pack.survey_least is not None:
        text = msg("at least {count} valid questionnaires", count=pack.survey_least)
        yield Row(msg("Surveys"), msg("size"), text, pack.citation(pack.survey_citation), "survey_least")
    for number, one in enumerate(pack.deadlines, start=1):
        text = msg("{deed}: {who}, {day}", deed=DEEDS[one.deed], who=one.who, day=one.day_words)
        source = pack.citation(one.citation)
        yield Row(msg("Handing in and publication"), Message(one.what), text, source, f"deadlines[{number}]")
