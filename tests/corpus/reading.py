"""How a workbook of the corpus is read, as lines that a person can check against the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from selfeval.core.model import Department, Indicator, Project
from selfeval.core.problems import Problem, SelfEvalError
from selfeval.excel.read import read_workbook

_CELLS = ("tier1", "tier2", "tier3", "target", "initial_target", "actual", "weight", "score", "reason")


def as_text(path: Path, about: str) -> str:
    """The whole expectation of one workbook."""
    try:
        result = read_workbook(path)
    except SelfEvalError as error:
        name = "the workbook"
        return f"# {about}\nrefused {error.code}: {error.message.render().replace(path.name, name)}\n"
    lines = [f"# {about}", *_department(result.department)]
    for project in result.department.projects:
        lines += ["", *_project(project)]
    lines += ["", *_layout(result), "", *(_problem(problem) for problem in result.problems)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _department(department: Department) -> Iterator[str]:
    facts = (("name", department.name), ("code", department.code), ("year", department.year))
    yield "department " + " ".join(f"{name}={value}" for name, value in facts if value)


def _project(project: Project) -> Iterator[str]:
    yield f"project {project.id} | sheet {project.sheet} | title {project.title}"
    for name in ("code", "name", "unit", "department", "purpose", "goal_actual"):
        if text := getattr(project, name):
            yield f"  {name} {_at(project.cells, name)} {text}"
    yield f"  money in {project.money_unit}"
    for key, text in project.budget.items():
        yield f"  budget {key} {_at(project.cells, key)} {text}"
    for key, text in project.kept.items():
        lines = " / ".join(text.split("\n"))
        yield f"  kept {key} {_at(project.cells, key)} {lines}"
    for goal in project.goals:
        yield f"  goal {goal}"
    claimed = project.claimed
    for name in ("total", "grade", "rate", "execution_score", "execution_weight"):
        if (value := getattr(claimed, name)) not in {None, ""}:
            yield f"  claimed {name} {_at(project.cells, name)} {value}"
    for item in project.indicators:
        yield from _indicator(item)


def _indicator(item: Indicator) -> Iterator[str]:
    yield f"  indicator {item.tier1} / {item.tier2} / {item.tier3}"
    values = {
        "target": item.target,
        "was": item.initial_target,
        "actual": item.actual,
        "weight": item.weight,
        "score": item.claimed_score,
        "reason": item.reason,
        "description": item.description,
        "basis": item.basis,
    }
    yield "    " + " | ".join(f"{name} {value}" for name, value in values.items() if value not in {None, ""})
    yield "    cells " + " ".join(f"{name}={item.cells[name].cell}" for name in _CELLS if name in item.cells)


def _layout(result: object) -> Iterator[str]:
    layout = getattr(result, "recognised", None)
    for table in layout.tables if layout else ():
        columns = " ".join(f"{column.field}={column.where.cell}" for column in table.columns)
        yield f"table {table.sheet}!{table.range} | {columns}"
        for column in table.unknown:
            yield f"  unknown {column.where.cell} {column.text}"
        for row in table.skipped:
            yield f"  skipped {row.where.cell} {row.why.render()}: {row.text}"


def _problem(problem: Problem) -> str:
    return f"problem {problem.code} {problem.where}: {problem.message.render()}"


def _at(cells: object, name: str) -> str:
    found = cells.get(name) if hasattr(cells, "get") else None
    return f"[{found.cell}]" if found else "[-]"
