"""What a person has to look at before last year's rules are used for another year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from selfeval.core.numbers import plain
from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, msg, verbatim
from selfeval.core.rules.choices import ExecutionMethod
from selfeval.core.rules.keys.words import choice_words
from selfeval.core.rules.pack import RulePack

# ruff: noqa: ANN401 - texts are looked for in fields of any type

_DATED = lazy(r"(?<![\d〔\[（(])(20\d\d)(?=\s*年|[-./]\d)")
_UNDATED = frozenset({"id", "version", "title", "sha256", "byte_hashes", "citations", "layers", "stated"})
"""Fields in which a year is no date of the budget year: a document is of the year in which it was issued."""


def checklist(
    old: RulePack,
    new: RulePack,
    year: int,
    *,
    full: bool,
    folded: Sequence[str] = (),
    left_out: Sequence[str] = (),
) -> Iterator[Message]:
    """One sentence for each thing to look at, the most important first.

    Args:
        old: the pack that the new one was made from.
        new: the new pack, as it loads.
        year: its budget year.
        full: whether it is a full copy, with all worked cases, or an overlay with one to start from.
        folded: ids of the packs whose content was put together in the new one.
        left_out: titles of worked cases that no longer come out and were not carried over.
    """
    if folded:
        yield msg(
            "What {packs} say stands in this one file now; it rests on {base} alone and no longer needs them.",
            packs=", ".join(folded),
            base=new.layers[0].id,
        )
    every = (part for item in new.citations.values() for part in item.text.split("；"))
    documents = tuple(verbatim(text) for text in dict.fromkeys(every))
    yield msg(
        "Are these still in force for {year}, or is there a newer document: {documents}", year=year, documents=documents
    )
    for citation in new.citations.values():
        if not citation.verified:
            held = msg("Hold citation “{id}” against the original: {source}", id=citation.id, source=citation.text)
            yield msg("{text} — {note}", text=held, note=citation.note) if citation.note else held
    for reading in new.readings:
        yield msg(
            "{names}: is “{target}” to be read as “{reading}” in {year} too? If so, write confirmed = true.",
            names="、".join(reading.names),
            target=reading.target,
            reading=reading.reading,
            year=year,
        )
    yield from _points(new)
    for link in new.links:
        yield msg(
            "{names}: the actual is taken from the budget ({what}). Do the indicators still have these names?",
            names="、".join(link.names),
            what=choice_words(link.budget),
        )
    for path, text in _texts(new, ""):
        found = sorted({match for match in _DATED.findall(text) if match != str(year)})
        if found:
            yield msg("{path} speaks of {years}: “{text}”", path=path, years="、".join(found), text=text)
    for title in left_out:
        yield msg(
            "The worked case “{title}” was left out, as it does not come out while the readings are open; copy it back "
            "once they are decided.",
            title=title,
        )
    if full or len(old.layers) > 1:
        yield msg("The worked cases were copied; correct those whose points the new rules change.")
    else:
        yield msg("Write a worked case for every rule that you change.")
    if old.first_year != year or old.last_year != year:
        was = msg("{first}–{last}", first=old.first_year or "…", last=old.last_year or "…")
        yield msg("The old pack was for {was}; the new one is for {year} only.", was=was, year=year)


def _points(pack: RulePack) -> Iterator[Message]:
    rule = pack.execution
    if rule.method is ExecutionMethod.NONE:
        yield msg("Budget execution is not scored. Is that still so?")
    else:
        yield msg(
            "Budget execution: {points} points, {method}?", points=plain(rule.weight), method=choice_words(rule.method)
        )
    for layout in pack.weights.layouts:
        parts = tuple(verbatim(f"{tier.value} {plain(points)}") for tier, points in layout.tiers.items())
        yield msg("Points of the first-level indicators: {parts}?", parts=parts)
    if rule.caps:
        caps = tuple(
            msg("rate below {rate}%: total at most {points}", rate=plain(cap.rate_below), points=plain(cap.total))
            for cap in rule.caps
        )
        yield msg("Caps on the total: {caps}?", caps=caps)
    if pack.grades:
        grades = tuple(verbatim(f"{grade.name} {plain(grade.at_least)}") for grade in pack.grades)
        yield msg("Grades: {grades}?", grades=grades)


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text of the rules with its path."""
    if isinstance(value, str):
        yield path, value
    elif is_dataclass(value):
        for item in fields(value):
            if not (isinstance(value, RulePack) and item.name in _UNDATED):
                yield from _texts(getattr(value, item.name), f"{path}.{item.name}".strip("."))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, f"{path}.{key}")
    elif isinstance(value, tuple):
        for number, inner in enumerate(value, start=1):
            yield from _texts(inner, f"{path}[{number}]" if is_dataclass(inner) else path)
