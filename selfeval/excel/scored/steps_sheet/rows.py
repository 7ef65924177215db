"""Rows of 计分过程 by column key, and the facts of its second table: amounts and spending as written and as read."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.problems import Translate
from selfeval.core.scoring.results import Assessment
from selfeval.excel.paper.cells import absolute, cell_name, unit_format
from selfeval.excel.paper.labels import FIELD_WORDS, LAST_PRINTED, ROW_FACT, STEP, STEP_COLUMNS
from selfeval.excel.paper.page import About, Page, Value
from selfeval.excel.paper.style import places_format
from selfeval.excel.scored import plan as at
from selfeval.excel.scored.entries import amount_entry, fact_reading, fact_text
from selfeval.excel.scored.live_readings import amount_formula
from selfeval.excel.scored.plan import Plan, ProjectPlan

_LEFT = {"tier3", "target", "actual", "method", "citation", "formula", "numbers", "evidence", "description", "basis"}
_LEFT |= {"survey"}

DIFFERENCE = "0.00;[Red]-0.00;0"
"""The number format of the differences: nothing but 0 where all is well."""


class StepRows:
    """Writes rows of 计分过程; holds what every row needs."""

    def __init__(self, page: Page, plan: Plan, assessment: Assessment, translate: Translate) -> None:
        self.page, self.plan, self.assessment, self.translate = page, plan, assessment, translate
        self.places = assessment.pack.rounding.places
        self.score_format = places_format(self.places)

    def header(self, row: int) -> None:
        """The labels of all columns."""
        for column, (_, label, _) in enumerate(STEP_COLUMNS):
            self.page.put(row, column, label, "header")
        self.page.fixed(row, 32)

    def put(
        self, row: int, key: str, value: Value, *, number: str = "", formula: str = "", about: About | None = None
    ) -> None:
        """Write one cell by its column key."""
        style = "text" if key in _LEFT else "measure" if '"' in number else "center"
        self.page.put(row, STEP[key], value, style, number=number, formula=formula, about=about)

    def row(self, row: int, texts: dict[str, str], *, at_least: float = 24.0, framed: bool = True) -> None:
        """Write the texts of a row, framed blanks where it is printed, and make it high enough for what is printed."""
        for key, column in STEP.items():
            if texts.get(key):
                self.put(row, key, texts[key])
            elif framed and column <= LAST_PRINTED:
                self.put(row, key, None)
        printed = [(text, self.page.widths[STEP[key]]) for key, text in texts.items() if STEP[key] <= LAST_PRINTED]
        self.page.height(row, *printed, at_least=at_least)

    def difference(self, row: int, value: Decimal | None, column: str, number: str, about: tuple[str, str]) -> None:
        """The program's own figure, and how far the live one in `column` is from it: must read 0."""
        self.put(row, "program", value, number=number, about=About("program", *about))
        difference = None if value is None else Decimal(0)
        live, fixed = absolute(row, STEP[column]), absolute(row, STEP["program"])
        formula = f"ROUND({live}-{fixed},6)"
        self.put(
            row,
            "difference",
            difference,
            number=DIFFERENCE,
            formula=formula,
            about=About("difference", *about),
        )


def write_facts(rows: StepRows, plan: ProjectPlan) -> None:
    """The facts of one project, one row each."""
    for name in FIELD_WORDS:
        _fact(rows, plan, name)


def _fact(rows: StepRows, plan: ProjectPlan, name: str) -> None:
    """One amount or percent, as written and as read; `program` is what the program read."""
    row, project, budget = plan.fact_rows[name], plan.result.project, plan.result.budget
    text = fact_text(rows.assessment.evaluation, plan, name)
    reading = fact_reading(budget, name)
    month = name.startswith(("plan.", "checkpoint."))
    texts = {
        "project": project.title,
        "tier1": "支出进度" if month else "资金",
        "tier3": FIELD_WORDS[name],
        "actual": text,
        "project_id": project.id,
        "indicator_id": name,
        "row": ROW_FACT,
    }
    money = name.partition(".")[0] in at.AMOUNT_COLUMNS
    unit = budget.unit if money else "%"
    number = unit_format(unit)
    if reading is not None:
        texts["unit"] = unit
    if money:
        texts["edit"] = f"自评表 {plan.form}!{cell_name(*plan.amount_on_form(name))}"
    rows.row(row, texts, at_least=18, framed=False)
    formula = _amount_formula(plan, name, text, reading, absolute(row, STEP["actual"])) if money else ""
    about = (project.id, name)
    rows.put(row, "reading", reading, number=number, formula=formula, about=About("fact", *about))
    if reading is not None:
        rows.difference(row, reading, "reading", number, about)


def _amount_formula(plan: ProjectPlan, name: str, text: str, reading: Decimal | None, written: str) -> str:
    """The amount as the form has it; `written` is the cell with its text as it was scored."""
    reference = plan.on_form(*plan.amount_on_form(name))
    if not text and reading is not None:
        return f"IF(ISNUMBER({reference}),{reference},NA())"
    followed = amount_entry(text, reading).formula(reference)
    return followed or (amount_formula((reference, written), reading) if reading is not None else "")
