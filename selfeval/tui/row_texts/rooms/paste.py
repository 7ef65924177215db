"""The rows of a paste or a file before they are entered: what each would change, in a word and in full. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from textual.content import Content

from selfeval.core.keys import key
from selfeval.core.problems import Message, msg
from selfeval.core.readings import ActualKind
from selfeval.tui.row_texts.places import reading_line
from selfeval.tui.row_texts.table import Column, Row
from selfeval.tui.text import Words, facts, many_lines, one_line, points, spaced
from selfeval.workspace.incoming.paste import How, Pasted
from selfeval.workspace.incoming.preview import Fact, Seen, State, meant
from selfeval.workspace.looking.fact_names import field_name
from selfeval.workspace.work.places import Place
from selfeval.workspace.work.workspace import Workspace

TAKEN, LEFT_OUT, IMPOSSIBLE = "[x]", "[ ]", " - "

_HOW = {
    How.CODE: msg("by code, tiers and name"),
    How.PATH: msg("by tiers and name"),
    How.NAME: msg("by name alone"),
    How.POSITION: msg("by position"),
    How.HAND: msg("given by you"),
    How.FILE: msg("by code, tiers and name"),
    How.FILL: msg("filled down"),
    How.NONE: msg("no row found"),
}
_HOW_SHORT = {
    How.CODE: msg("code"),
    How.PATH: msg("tiers"),
    How.NAME: msg("name"),
    How.POSITION: msg("position"),
    How.HAND: msg("by you"),
    How.FILE: msg("file"),
    How.FILL: msg("filled"),
    How.NONE: msg("none"),
}
_STATES = {
    State.FITS: msg("fits"),
    State.SAME: msg("as it is"),
    State.LOOK: msg("check"),
    State.BAD: msg("unusable"),
}
_TONES = {State.FITS: "good", State.SAME: "dim", State.LOOK: "warn", State.BAD: "bad"}


def paste_columns(words: Words, *, projects: bool = False) -> tuple[Column, ...]:
    """Columns of the preview, one for the project where names stand in several."""
    return (
        Column("", 3),
        Column(words(msg("Goes to")), 12, 5, names=True),
        *([Column(words(msg("Project")), 8, 2)] if projects else []),
        Column(words(msg("Matched")), 9),
        Column(words(msg("Old")), 7, 1),
        Column(words(msg("New")), 7, 1),
        Column(words(msg("Score")), 6, right=True),
        Column(words(msg("State")), 14, 5),
    )


def names_repeat(workspace: Workspace, seen: Sequence[Seen]) -> bool:
    """Whether a row goes to an indicator whose name stands in another project as well."""
    names: dict[str, set[str]] = {}
    for result in workspace.assessment.projects:
        for item in result.indicators:
            names.setdefault(key(item.indicator.tier3), set()).add(result.project.id)
    places = [one.line.place for one in seen if one.line.place is not None and one.line.place.indicator]
    rows = (workspace.scored(place.project, place.indicator).indicator for place in places)
    return any(len(names[key(row.tier3)]) > 1 for row in rows)


def paste_row(
    words: Words, workspace: Workspace, number: int, one: Seen, *, taken: bool, projects: bool = False
) -> Row:
    """Tick, row (and project), how it was matched, old and new text, score, and a word on it; keyed by `number`."""
    main = _main(one)
    fields = dict(one.line.values)
    new = main.new if main else next(iter(fields.values()), "")
    score = points(one.scored.score, workspace.pack.rounding.places) if one.scored and "actual" in fields else ""
    tick = TAKEN if taken else LEFT_OUT if can_take(one) else IMPOSSIBLE
    place = one.line.place
    project = one_line(workspace.result(place.project).project.title) if place is not None else ""
    cells = (
        tick,
        name_of(words, workspace, one),
        *([project] if projects else []),
        _how_short(words, one),
        spaced(main.old) if main else "",
        spaced(new),
        score,
        word_of(words, workspace, one),
    )
    tone, how = _TONES[one.state], 3 if projects else 2
    sure = one.line.how in {How.CODE, How.PATH, How.FILE}
    tones = {0: tone, how: "dim" if sure else "warn", how + 1: "dim", how + 4: tone}
    return Row(str(number), cells, tones, "" if taken else "dim")


def can_take(one: Seen) -> bool:
    """Whether a person may have it entered."""
    return one.line.place is not None and one.state is not State.SAME


def name_of(words: Words, workspace: Workspace, one: Seen) -> str:
    """The row of the work that it goes to, else what the block calls it."""
    if one.line.place is None:
        return one_line(one.line.shown) or words(msg("row {number}", number=one.line.number))
    return place_name(words, workspace, one.line.place)


def place_name(words: Words, workspace: Workspace, place: Place) -> str:
    """An indicator's name, or whose budget it is."""
    result = workspace.result(place.project)
    if place.indicator:
        return one_line(result.scored(place.indicator).indicator.tier3)
    return words(msg("Budget: {project}", project=one_line(result.project.title)))


def _how_short(words: Words, one: Seen) -> str:
    if one.line.how is How.ALIKE:
        return words(msg("{likeness}% alike", likeness=one.line.likeness))
    return words(_HOW_SHORT[one.line.how])


def _main(one: Seen) -> Fact | None:
    """The fact that the list shows: the outcome, else the first that changes anything."""
    changing = [fact for fact in one.facts if fact.old != fact.new]
    outcome = [fact for fact in one.facts if fact.key.field == "actual"]
    return next(iter(outcome or changing or one.facts), None)


def word_of(words: Words, workspace: Workspace, one: Seen) -> str:
    """The state with its first cause: `check: replaces what is there`."""
    if one.line.place is None:
        return words(msg("no place: {why}", why=one.notes[0])) if one.notes else words(msg("no place"))
    why = _why(workspace, one)
    state = words(_STATES[one.state])
    return spaced(words(msg("{state}: {why}", state=state, why=why))) if why else state


def _why(workspace: Workspace, one: Seen) -> Message | None:
    if one.state in {State.FITS, State.SAME}:
        return None
    if one.notes:
        return one.notes[0]
    if one.scored is not None and (offers := offered(workspace, one)):  # the budget's are looked for in full only
        return msg("perhaps {text}", text=offers)
    if one.scored is not None and one.scored.actual.kind is ActualKind.UNREADABLE:
        return one.scored.why
    if one.problems:
        return one.problems[0].message
    if one.scored is not None and one.scored.score is None and "actual" in dict(one.line.values):
        return one.scored.why
    if any(fact.old.strip() and fact.old != fact.new for fact in one.facts):
        return msg("replaces what is there")
    return None


def offered(workspace: Workspace, one: Seen) -> str:
    """The texts that are probably meant in place of those of a row, "" for none."""
    other = meant(workspace, one)
    if other is None:
        return ""
    pairs = zip(one.line.values, other.values, strict=True)
    return "、".join(one_line(text) for (_, old), (_, text) in pairs if old != text)


def paste_detail(words: Words, workspace: Workspace, one: Seen) -> Content:
    """Everything about one row: where from and to, each text old and new, how it is read, what is doubtful."""
    line = one.line
    how = msg("{likeness}% alike", likeness=line.likeness) if line.how is How.ALIKE else _HOW[line.how]
    from_, to = one_line(line.shown), name_of(words, workspace, one)
    if line.place is not None:
        from_ = "" if key(from_) == key(to) else from_
        project = workspace.result(line.place.project).project.title
        place = msg("{name} ({project})", name=to, project=one_line(project)) if line.place.indicator else Message(to)
        to = words(msg("{place}, {how}", place=place, how=how))
    pairs = [
        (words(msg("Row {number}", number=line.number)), " -> ".join(dict.fromkeys(filter(None, (from_, to))))),
        *((words(field_name(fact.key.field)), _change(words, fact)) for fact in one.facts),
    ]
    if not one.facts:
        pairs += [(words(field_name(name)), one_line(text)) for name, text in line.values]
    pairs += [(words(field_name(gone.field)), words(msg("is cleared"))) for gone in one.cleared]
    pairs += [(words(msg("Note")), spaced(words(note))) for note in one.notes if note]
    if one.scored is not None and "actual" in dict(line.values):
        pairs.append((words(msg("Read as")), reading_line(words, one.scored, workspace.pack.rounding.places)))
    if texts := offered(workspace, one):
        pairs.append((words(msg("Meant?")), spaced(words(msg("{text}: F7 takes it.", text=texts)))))
    pairs += [(problem.code, spaced(words.together((problem.message, problem.hint)))) for problem in one.problems]
    return facts(pairs)


def _change(words: Words, fact: Fact) -> str:
    old, new = (one_line(text) or words(msg("empty")) for text in (fact.old, fact.new))
    return words(msg("{text} (as it is)", text=new)) if fact.old == fact.new else f"{spaced(old)} -> {spaced(new)}"


def paste_state(words: Words, pasted: Pasted, seen: Sequence[Seen], taken: Collection[int]) -> str:
    """How many rows there are of each state and how many are taken; then how the columns were understood."""
    states = [one.state for one in seen]
    lost = sum(one.line.place is None for one in seen)
    counts = msg(
        "{count} rows: {fits} fit, {look} to check, {bad} unusable, {lost} without a place, {same} as they are. "
        "Ticked: {taken}.",
        count=len(seen),
        fits=states.count(State.FITS),
        look=states.count(State.LOOK),
        bad=states.count(State.BAD) - lost,
        lost=lost,
        same=states.count(State.SAME),
        taken=len(taken),
    )
    lines = [words(counts)]
    if pasted.supposed and pasted.columns:
        names = "、".join(words(column_name(name)) for _, name in pasted.columns)
        lines.append(words(msg("No heading; the columns are taken for: {columns}.", columns=names)))
    if pasted.notes:
        lines += [many_lines(words(pasted.notes[0]))]
        if len(pasted.notes) > 1:
            lines[-1] += words(msg(" (+{count} more, at the end of the list)", count=len(pasted.notes) - 1))
    return "\n".join(lines)


_COLUMNS = {
    "code": msg("project code"), "project": msg("project"), "tier1": msg("tier 1"), "tier2": msg("tier 2"),
    "tier3": msg("indicator"), "target": msg("target"), "weight": msg("points"), "score": msg("score"),
}  # fmt: skip


def column_name(name: str) -> Message:
    """What a column holds."""
    return _COLUMNS.get(name) or field_name(name)


def after_rows(words: Words, workspace: Workspace, pasted: Pasted) -> Iterator[Row]:
    """Under the rows: what the block lacks, and what was passed over."""
    if pasted.missing:
        heading = words(msg("Not in the block: {count} rows stay as they are", count=len(pasted.missing)))
        yield Row("head-missing", (heading,), fixed=True)
        for number, place in enumerate(pasted.missing):
            yield Row(f"missing-{number}", (f"    {place_name(words, workspace, place)}",), tone="dim", fixed=True)
    if pasted.notes:
        yield Row("head-notes", (words(msg("About the block")),), fixed=True)
        for number, note in enumerate(pasted.notes):
            yield Row(f"note-{number}", (f"    {one_line(words(note))}",), tone="dim", fixed=True)
