"""The rows of a named block: merged cells filled down, rows across the whole width passed over, budgets taken apart."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import field, replace

from selfeval.core.evaluation import Evaluation
from selfeval.core.keys import key, tier_key
from selfeval.core.model import AMOUNTS
from selfeval.core.problems import CellRef, Message, Problem, msg
from selfeval.core.records import dataclass
from selfeval.excel.tables.labels.labels import AMOUNT_PARTS, head_key, label_of, money_unit_in, normal
from selfeval.workspace.incoming.cells import Block
from selfeval.workspace.incoming.csv_rows import budget_field, rows_of
from selfeval.workspace.incoming.row import FACTS, Row

_GROUPS = (("code", "project"), ("tier1",), ("tier2",))
"""What merged cells say, from the outside in: a new text ends what stood further in."""
_TIERS = frozenset({"产出", "效益", "满意度", "成本"})


@dataclass(frozen=True, slots=True)
class Source:
    """One row of a block that holds a value: its number in the block, what it is called there, what it says."""

    number: int
    name: str
    row: Row
    notes: tuple[Message, ...] = ()


@dataclass(slots=True)
class _Reading:
    """What stands above the present row."""

    evaluation: Evaluation
    carried: dict[str, str] = field(default_factory=dict)
    blank: int = 0
    notes: list[Message] = field(default_factory=list)


def sources(blocks: Sequence[Block], evaluation: Evaluation) -> tuple[tuple[Source, ...], tuple[Message, ...]]:
    """The rows that hold something, and a sentence for what was passed over."""
    state = _Reading(evaluation)
    found: list[Source] = []
    for block in blocks:
        for offset, cells in enumerate(block.rows):
            found += _row(block, cells, block.first + offset, state)
    if state.blank:
        state.notes.append(msg("{count} rows hold no value and enter nothing.", count=state.blank))
    unused = [
        heading
        for block in blocks
        for heading, name in zip(block.headings, block.columns, strict=False)
        if heading and not name
    ]
    if unused:
        state.notes.append(msg("Columns that are not used: {columns}.", columns="、".join(dict.fromkeys(unused))))
    return tuple(found), tuple(state.notes)


def _row(block: Block, cells: tuple[str, ...], number: int, state: _Reading) -> Iterator[Source]:
    if not any(cells) or _project_named(cells, state):
        return
    texts = {name: cell for name, cell in zip(block.columns, cells, strict=False) if name}
    title = (
        sum(map(bool, cells)) == 1 and len(block.columns) != 1 and not set(FACTS) & {n for n, t in texts.items() if t}
    )
    if title and _across(cells, number, state):
        return
    if not block.columns or _total(texts):
        state.notes.append(_passed(number, cells))
        return
    texts = _filled_down(texts, state)
    if set(AMOUNTS) & set(block.columns):
        yield from _amounts(block, cells, texts, number)
    if set(FACTS) & set(block.columns) and not (yield from _facts(texts, number)):
        state.blank += 1


def _project_named(cells: tuple[str, ...], state: _Reading) -> bool:
    """Whether a row only names the project of the rows below it: `项目名称 | 修路资金`."""
    filled = [cell for cell in cells if cell]
    found = {
        {"code": "code", "name": "project"}[label]: filled[place + 1]
        for place, cell in enumerate(filled[:-1])
        if (label := head_key(cell)) in {"code", "name"}
    }
    if found:
        state.carried = found
    return bool(found)


def _across(cells: tuple[str, ...], number: int, state: _Reading) -> bool:
    """Whether a row's one cell is a title: a project's name, a tier, or a line that is passed over."""
    text = next(filter(None, cells))
    rows = (row for project in state.evaluation.department.projects for row in project.indicators)
    if any(key(text) == key(row.tier3) for row in rows):
        return False
    labelled = label_of(text)
    bare = labelled[1] if labelled and labelled[1] else text
    for project in state.evaluation.department.projects:
        if key(bare) in {key(one) for one in (project.code, project.name, project.title) if one}:
            state.carried = {"code": project.code} if project.code else {"project": project.title}
            return True
    tier = tier_key(normal(text)).removeprefix("绩效")
    if tier in _TIERS:
        state.carried = {**{name: state.carried.get(name, "") for name in ("code", "project")}, "tier1": tier}
        return True
    state.notes.append(_passed(number, cells))
    return True


def _passed(number: int, cells: tuple[str, ...]) -> Message:
    text = " ".join(filter(None, cells))
    return msg("Row {number} is no indicator and is passed over: {text}", number=number, text=text[:60])


def _total(texts: dict[str, str]) -> bool:
    """Whether this is a row of sums."""
    named = [texts.get(name, "") for name in ("tier3", "tier2", "tier1")]
    first = next(filter(None, (texts.get(name, "") for name in ("tier1", "tier2", "tier3"))), "")
    labels = {head_key(text) for text in (*named[:1], first) if text}
    return bool(labels & {"total", "subtotal"})


def _filled_down(texts: dict[str, str], state: _Reading) -> dict[str, str]:
    """The texts with those of merged cells, which are copied as one text and blanks below it."""
    for level, names in enumerate(_GROUPS):
        new = {name: texts[name] for name in names if texts.get(name)}
        if any(state.carried.get(name) != text for name, text in new.items()):
            for name in (lower for group in _GROUPS[level:] for lower in group):
                state.carried.pop(name, None)
            state.carried.update(new)
    return {**texts, **{name: text for name, text in state.carried.items() if text and not texts.get(name)}}


def _facts(texts: dict[str, str], number: int) -> Generator[Source, None, bool]:
    """The row's outcome, reason and the like; gives whether it holds any."""
    problems: list[Problem] = []
    name, tier1 = texts.get("tier3", ""), texts.get("tier1", "")
    amount = budget_field(texts.get("tier2", ""), name) if name and not tier1 else ""
    found = rows_of({**texts, "tier1": "预算"} if amount else texts, CellRef("", str(number)), problems)
    notes = tuple(problem.message for problem in problems)
    for row in found:
        bare = replace(row, tier1="") if amount else row
        yield Source(number, name or row.shown, bare, notes)
    return bool(found)


def _amounts(block: Block, cells: tuple[str, ...], texts: dict[str, str], number: int) -> Iterator[Source]:
    """The budget of a row whose columns are amounts: of one source of money, or of the whole project."""
    labels = [head_key(cell) for cell in cells]
    source = next((label for label in labels if label in AMOUNT_PARTS), "")
    values = tuple((f"{name}.{source}" if source else name, texts[name]) for name in AMOUNTS if texts.get(name))
    if not values:
        return
    units = {unit for heading in block.headings if (unit := money_unit_in(heading))}
    unit = units.pop() if len(units) == 1 else ""
    where = CellRef("", str(number))
    row = Row(where, values, texts.get("code", ""), texts.get("project", ""), budget=True, money_unit=unit)
    shown = texts.get("project") or texts.get("code") or " ".join(cell for cell in cells[:1] if cell)
    yield Source(number, shown, row)
