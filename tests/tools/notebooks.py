"""`python -m tests.tools.notebooks` runs the notebooks of docs/notebooks/ over a county and stores what they give.

The code stands in the English notebook; the Chinese one takes it over with what it gives, so that only words differ.
"""

from __future__ import annotations

import ast
import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from selfeval.workspace.batch.batch import Batch, requested
from tests.places import ROOT
from tests.tools.county.forms import YEAR, Form, rounded
from tests.tools.county.layouts import LAYOUTS, by_openpyxl
from tests.tools.county.make import County

FOLDER = ROOT / "docs" / "notebooks"
ENGLISH, CHINESE = FOLDER / "bureau.ipynb", FOLDER / "bureau.zh-CN.ipynb"
HEAPERS = (("青山县档案馆", "青山县档案馆"), ("青山县统计局", "青山县普查中心"))
SPENDERS = ("青山县民政局", "青山县民政救助站")
COPIERS = ("青山县林业局", "青山县林场")
Notebook = dict[str, Any]


class Bureau(County):
    """A county in which two units claim 100, one spends and misses, one sets last year's targets again.

    Attributes:
        full: forms that claim all points, whatever was missed.
        spent: forms whose money is spent, and that reached a third of what is counted.
        again: forms of last year, each with that of this year.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "notebooks")
        self.full: list[Form] = []
        self.spent: list[Form] = []
        self.again: list[tuple[Form, Form]] = []
        self.make(40)
        for place in range(8):
            self._all_points(place, HEAPERS[place // 5])
        for place, adjusted in enumerate((2400, 1800, 1350)):
            self._little_achieved(place, Decimal(adjusted))
        for place in range(4):
            self._same_targets(place)

    def _written(self, form: Form, name: str) -> None:
        self._put(f"{form.unit}/{name}.xlsx", by_openpyxl([("自评表", LAYOUTS["national"](form))]))

    def _all_points(self, place: int, unit: tuple[str, str]) -> None:
        form = self._sound(unit)
        for line in form.lines:
            line.score, line.reason = line.weight, ""
        form.execution_score = form.execution_weight
        form.add_up()
        self.full.append(form)
        self._written(form, f"满分-{place}")

    def _little_achieved(self, place: int, adjusted: Decimal) -> None:
        form = self._sound(SPENDERS)
        form.initial = form.adjusted = adjusted
        form.executed = rounded(adjusted * Decimal("0.98"))
        form.carried, form.fiscal_executed, form.rate = Decimal(0), form.executed, "98%"
        form.execution_score = Decimal("9.8")
        for line in form.lines:
            if line.target.startswith("≥") and not line.target.endswith("%"):
                target = int("".join(char for char in line.target if char.isdigit()))
                line.actual = f"{target // 3}{line.target.lstrip('≥0123456789')}"
                line.score, line.reason = rounded(Decimal(target // 3) / target * line.weight), "进度滞后，明年补做"
        form.add_up()
        self.spent.append(form)
        self._written(form, f"进度-{place}")

    def _same_targets(self, place: int) -> None:
        """Last year's form of a project has another number in its first target, and the dates of its year."""
        this = self._sound(COPIERS)
        last = replace(deepcopy(this), year=YEAR - 1)
        for line in last.lines:
            line.target, line.actual = (text.replace(str(YEAR), str(YEAR - 1)) for text in (line.target, line.actual))
        first = last.lines[0]
        first.target = first.target.replace("≥", "≥1")
        self.again.append((last, this))
        self._written(this, f"本年-{place}")
        self._written(last, f"上年-{place}")


def batched(folder: Path) -> Bureau:
    """Make the county in a folder, and run a batch over it into `out` beside it."""
    bureau = Bureau(folder)
    out = folder / "out"
    Batch(requested((str(bureau.forms),), out), out, 1).run()
    return bureau


def loaded(path: Path) -> Notebook:
    """A notebook."""
    found: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return found


def code_cells(notebook: Notebook) -> list[dict[str, Any]]:
    """Its cells of code."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def source(cell: dict[str, Any]) -> str:
    """What stands in a cell."""
    return "".join(cell["source"])


def executed(notebook: Notebook, folder: Path) -> tuple[list[Any], dict[str, Any]]:
    """Run its cells in a folder: what the last expression of each gives, and all names at the end."""
    names: dict[str, Any] = {"__name__": "__main__"}
    given = []
    with _inside(folder):
        for cell in code_cells(notebook):
            tree = ast.parse(source(cell))
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, "cell", "exec"), names)
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last is not None else None
            given.append(value)
    return given, names


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def stored(value: Any, count: int) -> list[dict[str, Any]]:
    """The output of a cell as notebooks keep it; nothing of None."""
    if value is None:
        return []
    data = {"text/plain": repr(value).splitlines(keepends=True)}
    if (page := getattr(value, "_repr_html_", None)) is not None:
        data["text/html"] = page().splitlines(keepends=True)
    return [{"data": data, "execution_count": count, "metadata": {}, "output_type": "execute_result"}]


def main() -> None:
    """Run the code, store what it gives in both languages."""
    english, chinese = loaded(ENGLISH), loaded(CHINESE)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SELFEVAL_STATE_DIR"] = str(Path(folder) / "state")
        batched(Path(folder) / "county")
        values, _ = executed(english, Path(folder) / "county")
    for count, (cell, value) in enumerate(zip(code_cells(english), values, strict=True), start=1):
        cell["execution_count"], cell["outputs"] = count, stored(value, count)
    for own, cell in zip(code_cells(chinese), code_cells(english), strict=True):
        own.update({name: cell[name] for name in ("source", "outputs", "execution_count")})
    for path, notebook in ((ENGLISH, english), (CHINESE, chinese)):
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
