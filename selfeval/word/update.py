"""Brings a report that stands up to date: texts still as written follow the evaluation, people's words stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from selfeval.core.report.document import Bound, BoundTable, Chart, Passage, Report
from selfeval.core.report.happened import Kind
from selfeval.word import controls
from selfeval.word.charts import chart_workbook, drawn_figures, figures, redraw
from selfeval.word.elements import GAP_SHADE, gap_text, passage_content
from selfeval.word.insertion import put_in
from selfeval.word.names import digest, q, safe, tag_of
from selfeval.word.outcome import Updated
from selfeval.word.package import parse, relations
from selfeval.word.record import Entry, entries_of
from selfeval.word.rows import clear, reconcile
from selfeval.word.standing_document import Standing, stand
from selfeval.word.trees import unparse

if TYPE_CHECKING:
    from selfeval.word.trees import Element


def update_report(data: bytes, report: Report, about: Mapping[str, str], name: str) -> Updated:
    """The document with the figures of this report.

    Args:
        report: what it should say.
        data: the document, whoever saved it last.
        about: what the record says of where the figures came from: see `Record`.
        name: of its file, for sentences.

    Raises:
        SelfEvalError: F651 … F653, the document cannot be used.
    """
    standing = stand(data, name)
    texts = {tag_of(bound.key): bound for bound in report.bound()}
    passages = {tag_of(piece.bound.key): piece.bound for piece in report.pieces if isinstance(piece, Passage)}
    tables = {tag_of(piece.key): piece for piece in report.pieces if isinstance(piece, BoundTable)}
    charts = {tag_of(piece.key): piece for piece in report.pieces if isinstance(piece, Chart)}
    fresh = entries_of(report)
    away: set[str] = set()
    seen: set[str] = set()
    for control in standing.standing_controls():
        if (tag := controls.tag(control)) in tables:
            away |= reconcile(standing, control, tables[tag])
        elif (entry := standing.record.entries.get(tag)) is not None and not entry.digest and not entry.row:
            clear(standing, control)
    for control in standing.standing_controls():
        tag = controls.tag(control)
        seen.add(tag)
        if tag in charts:
            _chart(standing, control, charts[tag], fresh[tag])
        elif tag in tables:
            standing.entries[tag] = fresh[tag]
        elif tag in texts:
            _text(standing, control, passages.get(tag) or texts[tag], fresh[tag], whole=tag in passages)
        elif tag not in standing.entries:
            _stale(standing, control)
    _gone(standing, fresh, seen, away)
    put_in(standing, report)
    return standing.closed(data, about)


def _text(standing: Standing, control: Element, bound: Bound, fresh: Entry, *, whole: bool) -> None:
    """One text: written anew where it is as we wrote it, left and told where a person changed it."""
    tag, holder = controls.tag(control), controls.content(control)
    entry = standing.record.entries.get(tag)
    found, now = controls.text_of(holder), safe(bound.text)
    empty = controls.shows_placeholder(control)
    if whole and bound.gap and _waits(found, empty, bound, entry):
        if now:
            _write(standing, control, bound, whole)
            standing.tell(Kind.CHANGED, tag, bound.label, "", now)
        else:
            standing.gaps += 1
        standing.entries[tag] = fresh
        return
    found = "" if empty else found
    if found == now and not bound.open:
        standing.entries[tag] = fresh
    elif entry is not None and digest(found) == entry.digest and not empty:
        _write(standing, control, bound, whole)
        standing.tell(Kind.CHANGED, tag, bound.label, found, now)
        standing.gaps += bound.open
        standing.entries[tag] = fresh
    else:
        standing.entries.setdefault(tag, entry or Entry("", fresh.label, fresh.row, fresh.table))
        if not bound.open:
            standing.tell(Kind.KEPT, tag, fresh.label, found, now)


def _waits(found: str, empty: bool, bound: Bound, entry: Entry | None) -> bool:
    """Whether a gap is still one: its words stand there, or a person took them away and wrote none."""
    words = gap_text(bound.gap)
    if found == words or (entry is not None and not empty and entry.digest == digest(found) and _is_gap(found)):
        return True
    return empty and (entry is None or entry.digest == digest(words))


def _is_gap(text: str) -> bool:
    head, _, _ = gap_text("\0").partition("\0")
    return text.startswith(head)


def _write(standing: Standing, control: Element, bound: Bound, whole: bool) -> None:
    holder = controls.content(control)
    standing.touch(control)
    if not whole:
        controls.set_text(holder, bound.text)
        controls.set_placeholder(control, False)
        return
    content = list(passage_content(bound))
    lines = [gap_text(bound.gap)] if bound.open else safe(bound.text).split("\n")
    controls.set_paragraphs(holder, lines, content)
    controls.set_placeholder(control, bound.open)
    if bound.open:
        controls.shade_runs(holder, GAP_SHADE)
    else:
        controls.plain_runs(holder)


def _chart(standing: Standing, control: Element, chart: Chart, fresh: Entry) -> None:
    """A chart: new figures in its own looks, unless a person changed the figures."""
    tag, entry = controls.tag(control), standing.record.entries.get(controls.tag(control))
    links = relations(standing.parts, standing.main, standing.name)
    drawn = next((one.get(q("r:id"), "") for one in control.iter(q("c:chart"))), "")
    part = links.get(drawn, ("", ""))[1]
    if part not in standing.parts:
        standing.entries[tag] = entry or fresh
        standing.tell(Kind.GONE, tag, chart.label)
        return
    root = parse(standing.parts[part], standing.name)
    found, now = drawn_figures(root), figures(chart)
    if found == now:
        standing.entries[tag] = fresh
    elif entry is not None and entry.digest == digest(found) and redraw(root, chart):
        standing.parts[part] = unparse(root)
        for kind, book in relations(standing.parts, part, standing.name).values():
            if kind == "package" and book in standing.parts:
                standing.parts[book] = chart_workbook(chart)
        standing.rewritten = True
        standing.entries[tag] = fresh
        standing.tell(Kind.CHANGED, tag, chart.label, found, now)
    else:
        standing.entries[tag] = entry or Entry("", fresh.label)
        standing.tell(Kind.KEPT, tag, chart.label, found, now)


def _stale(standing: Standing, control: Element) -> None:
    """A text of something that the evaluation no longer has; a gap of another outline is none."""
    tag = controls.tag(control)
    entry = standing.record.entries.get(tag)
    if entry is not None:
        standing.entries[tag] = entry
    if controls.shows_placeholder(control):
        standing.gaps += 1
        return
    if entry is not None and not entry.digest:
        return
    text = controls.text_of(controls.content(control))
    standing.tell(Kind.STALE, tag, entry.label if entry else tag, text)


def _gone(standing: Standing, fresh: Mapping[str, Entry], seen: set[str], away: set[str]) -> None:
    """What was written once and is no longer there: told, a table once for all of its cells, and not brought back."""
    recorded = standing.record.entries
    lost = [tag for tag in fresh if tag in recorded and tag not in seen and tag not in standing.entries]
    for tag in lost:
        standing.entries[tag] = recorded[tag]
        entry = fresh[tag]
        if tag in away or (entry.table and entry.table not in seen):
            continue
        standing.tell(Kind.GONE, tag, entry.label)
