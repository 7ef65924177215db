"""Rows of the rule-pack screens: packs to choose from, what one says, what another one would change."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from textual.content import Content

from selfeval.core.problems import Message, msg
from selfeval.core.replay.replay import ProjectReplay, Replay
from selfeval.core.replay.words import LABELS, reasons, rule_words, signed
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.scored import Scored
from selfeval.tui.row_texts.scores import BETWEEN
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import Words, facts, one_line, points, spaced
from selfeval.workspace.packs.switch import Offer, Switch
from selfeval.workspace.work.questions.required import UNDECIDED

if TYPE_CHECKING:
    from selfeval.workspace.packs.switch import PackRow

DEPARTMENT = "department"


_NARROW = str.maketrans({"→": "->", "–": "-", "…": ".."})


def narrow(text: str) -> str:
    """The text without the signs that some Chinese consoles draw two cells wide: they would shift the columns."""
    return spaced(text).translate(_NARROW)


def years(pack: RulePack) -> str:
    """`2025`, `2020-`: the budget years that a pack is meant for."""
    first, last = str(pack.first_year or ""), str(pack.last_year or "")
    return first if first == last else f"{first}-{last}"


def offer_columns(words: Words) -> tuple[Column, ...]:
    """Columns of the list of packs."""
    return (
        Column(words(msg("Rule pack")), 22),
        Column(words(msg("Title")), 16, 1, names=True),
        Column(words(msg("Years")), 9),
        Column(words(msg("State")), 14),
    )


def offer_row(words: Words, number: int, offer: Offer) -> Row:
    """One pack; the key is its place in the list."""
    pack = offer.pack
    usable = words(msg("for this unit") if offer.meant else msg("fits the tiers")) if offer.meant or offer.fits else ""
    state = words(msg("in use")) if offer.used else usable if pack else words(msg("not usable"))
    cells = (one_line(offer.name), one_line(pack.title) if pack else "-", years(pack) if pack else "-", state)
    return Row(
        str(number), cells, {3: "good" if offer.used or offer.fits or offer.meant else "bad"}, "" if pack else "dim"
    )


def said_columns(words: Words, *, layered: bool) -> tuple[Column, ...]:
    """Columns of what a pack says; the layer only where there are several."""
    columns = (
        Column(words(msg("Rule")), 14, 1),
        Column(words(msg("What it says")), 20, 3),
        Column(words(msg("Source")), 16, 1),
        Column(words(msg("Verified")), 8),
    )
    return (*columns, Column(words(msg("Layer")), 10, 1)) if layered else columns


def said_rows(words: Words, rows: list[PackRow]) -> list[Row]:
    """What a pack says, under a heading per section; keys are places in `rows`."""
    found: list[Row] = []
    section = None
    for number, row in enumerate(rows):
        if row.section != section:
            section = row.section
            found.append(Row(f"head-{number}", (one_line(words(section)),), fixed=True))
        source = one_line(row.citation.text) if row.citation else ""
        layer = row.layer.id if row.layer else ""
        cells = (narrow(words(row.key)), narrow(words(row.value)), source, verified(words, row), layer)
        found.append(
            Row(
                str(number),
                cells,
                {2: "dim", 3: "good" if row.citation and row.citation.verified else "warn", 4: "dim"},
            )
        )
    return found


def verified(words: Words, row: PackRow) -> str:
    """Whether somebody held the source against the rule; "" where no source is named."""
    if row.citation is None:
        return ""
    return words(msg("yes")) if row.citation.verified else words(msg("no"))


def said_detail(words: Words, row: PackRow) -> Content:
    """One rule in full: what it says, its source with title and note, whether that is verified, its layer."""
    cited, pairs = row.citation, [(one_line(words(row.key)), spaced(words(row.value)))]
    if cited is not None:
        state = words(cited.state)
        source = " ".join(part for part in (cited.text, cited.title) if part)
        pairs += [(words(msg("Source")), f"{source} ({state})"), ("", cited.note)]
    if row.layer is not None:
        layer = msg("{id}, version {version} ({title})", **row.layer.words)
        pairs.append((words(msg("Layer")), words(layer)))
    return facts(pairs)


def refusal(words: Words, offer: Offer) -> Content:
    """Why a pack cannot be used, and what to do."""
    error = offer.error
    if error is None:
        return Content("")
    return facts((("x", words(error.message)), (words(msg("What to do")), words(error.hint))))


# -- what another pack would change


def effect_columns(words: Words) -> tuple[Column, ...]:
    """Columns of the totals and scores under both packs."""
    return (
        Column(words(msg("Project")), 20, 1, names=True),
        Column(words(msg("Now")), 10, right=True),
        Column(words(msg("Then")), 10, right=True),
        Column(words(msg("Change")), 8, right=True),
    )


def effect_rows(words: Words, found: Replay) -> list[Row]:
    """Department, then projects whose total or grade would move with their rows, the largest change first."""
    old, new = found.before.department, found.after.department
    rows = []
    if (old.total, old.grade) != (new.total, new.grade):
        pairs = _pair(found, old.total, old.grade, new.total, new.grade)
        rows.append(_effect(DEPARTMENT, words(msg("Whole department")), pairs, _less(old.total, new.total), "title"))
    shown = {item.before.project.id for item in found.changes}
    moved = [item for item in found.projects if item.before.project.id not in shown and any(item.rows())]
    for item in (*found.changes, *moved):
        rows += _project_effects(words, found, item)
    return rows


def _project_effects(words: Words, found: Replay, item: ProjectReplay) -> Iterator[Row]:
    before, after = item.before, item.after
    key = before.project.id
    yield _effect(key, one_line(before.project.title), _totals(words, found, item),
                  item.difference if item.measured else None, "title")  # fmt: skip
    lines = []
    for old, new in item.rows():
        name = f"  {one_line(old.indicator.tier3)}"
        lines.append((_won(old.score, new.score), f"{key}{BETWEEN}{old.indicator.id}", name, (old.score, new.score)))
    first, second = before.execution, after.execution
    if (first.score, first.weight) != (second.score, second.weight):
        name = f"  {words(msg('Budget execution rate'))}"
        lines.append((_won(first.score, second.score), f"{key}{BETWEEN}", name, (first.score, second.score)))
    for change, row_key, name, (a, b) in sorted(lines, key=lambda line: -abs(line[0] or Decimal(0))):
        yield _effect(row_key, name, _pair(found, a, "", b, ""), change, "")
    for part in item.of_total:  # so that the lines add up to the project's
        yield _effect(f"{key}{BETWEEN}{part.by.value}", f"  {words(LABELS[part.by])}", ("", ""), part.points, "")


def _totals(words: Words, found: Replay, item: ProjectReplay) -> tuple[str, str]:
    """Total and grade before and after; a word where the weights do not make full marks."""
    sides = zip(item.figures, (item.before, item.after), (found.before.pack, found.after.pack), strict=True)
    old, new = (
        words(UNDECIDED) if result.undecided else f"{points(figure, pack.rounding.places)} {result.grade}".strip()
        for figure, result, pack in sides
    )
    return old, new


def _won(old: Decimal | None, new: Decimal | None) -> Decimal | None:
    """Points won or lost in a row; one that only one pack scores has none under the other."""
    return None if old is None and new is None else (new or Decimal(0)) - (old or Decimal(0))


def _pair(found: Replay, old: Decimal | None, old_grade: str, new: Decimal | None, new_grade: str) -> tuple[str, str]:
    left = points(old, found.before.pack.rounding.places)
    return f"{left} {old_grade}".strip(), f"{points(new, found.after.pack.rounding.places)} {new_grade}".strip()


def _less(old: Decimal | None, new: Decimal | None) -> Decimal | None:
    return None if old is None or new is None else new - old


def _effect(key: str, name: str, pair: tuple[str, str], change: Decimal | None, tone: str) -> Row:
    text = "-" if change is None else signed(change)
    own = "bad" if change is not None and change < 0 else "good" if change else "dim"
    return Row(key, (name, *pair, text), {3: own}, tone)


def effect_detail(words: Words, found: Replay, key: str) -> Content:
    """Why a project or a row would move: the rules of both packs."""
    project, _, indicator = key.partition(BETWEEN)
    item = next((one for one in found.projects if one.before.project.id == project), None)
    if item is None:
        return Content(words(msg("The total of the department follows from those of its projects.")))
    if BETWEEN not in key:
        return Content("\n").join(Content(spaced(words(one.sentence))) for one in reasons(found, item))
    totals = {part.by.value: part for part in item.of_total}
    if indicator in totals:
        pair = rule_words(found, item, totals[indicator])
    elif not indicator:
        pair = (item.before.execution.why, item.after.execution.why)
    else:
        pair = (_why(item.before.scored(indicator)), _why(item.after.scored(indicator)))
    return facts(((words(msg("Now")), spaced(words(pair[0]))), (words(msg("Then")), spaced(words(pair[1])))))


def _why(scored: Scored) -> Message:
    return scored.why


def difference_rows(words: Words, switch: Switch) -> list[Row]:
    """What the new pack says otherwise, topic by topic; what only follows from it is left out."""
    shown = [change for change in switch.changes if not change.minor] or list(switch.changes)
    found: list[Row] = []
    topic = None
    for number, change in enumerate(shown):
        if change.topic != topic:
            topic = change.topic
            found.append(Row(f"head-{number}", (one_line(words(topic)),), fixed=True))
        found.append(Row(f"{number}", (narrow(words(change.sentence)),)))
    if switch.proposed:
        found.append(Row("head-proposed", (one_line(words(msg("Proposals that nobody has confirmed"))),), fixed=True))
    found += (Row(f"proposed-{number}", (narrow(words(one.sentence)),)) for number, one in enumerate(switch.proposed))
    return found
