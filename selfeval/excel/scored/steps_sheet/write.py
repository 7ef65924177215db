"""计分过程: one row per score with everything that gave it, the score itself as a live formula with its value stored.

Below it, the amounts and the spending of every project as written and as read.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from selfeval.core.model import AMOUNT
from selfeval.core.numbers import round_half_up
from selfeval.core.readings import ActualKind, Kind
from selfeval.core.report.explain import formula_words
from selfeval.core.rules.choices import Denominator, ExecutionMethod
from selfeval.core.rules.formula import excel, unrounded
from selfeval.core.rules.weights.goal_weights import goal_words
from selfeval.core.scoring.scored import Scored
from selfeval.excel.paper.cells import absolute, cell_name, number_text, unit_format
from selfeval.excel.paper.labels import (
    COMPARATORS,
    EXECUTION,
    EXECUTION_METHODS,
    LAST_PRINTED,
    NOT_APPLICABLE,
    READING_ORIGINS,
    ROW_EXECUTION,
    ROW_INDICATOR,
    ROW_TOTAL,
    STEP,
    STEP_COLUMNS,
    TOTAL,
    WEIGHT_ORIGINS,
)
from selfeval.excel.paper.page import A3, About
from selfeval.excel.scored import applicability as applies
from selfeval.excel.scored import plan as at
from selfeval.excel.scored.entries import (
    Entry,
    actual_entry,
    behind,
    carried_texts,
    serial,
    share_origin,
    target_entry,
    where_to_edit,
)
from selfeval.excel.scored.live_readings import Pair, execution_formula, reading_formula, share_formula, target_formula
from selfeval.excel.scored.plan import ProjectPlan
from selfeval.excel.scored.steps_sheet.deduction_columns import write_deducted
from selfeval.excel.scored.steps_sheet.derived_figures import derived_formula, is_derived
from selfeval.excel.scored.steps_sheet.methods import method_texts, numbers_text
from selfeval.excel.scored.steps_sheet.rows import DIFFERENCE, StepRows, write_facts
from selfeval.excel.scored.validation import check_reading, check_share

_DATE, _SHARE = "yyyy-mm-dd", 'General"%"'
_VARIABLES = {"a": "reading", "t": "value", "u": "upper", "w": "weight", "s": "share", "e": "reading", "b": "value",
              "m": "points_off", "r": "share_off"}  # fmt: skip
_EXACT_PLACES = 10
_NOTE = (
    "得分是公式：在自评表中修改数字，得分随之变化；“是”“否”、日期和带比例的完成档次（如“达成年度指标 95%”）也随之变化，"
    "改成其他文字的显示 #N/A，在本行“实际读数”或“档内比例”填新的数即可；改为“不适用”或恢复适用的，分值要重新分配，"
    "各行都显示 #N/A。“差异”列应全为 0；不为 0 或为 #N/A "
    "说明数据在程序计分之后改过，请用程序打开重新计分。"
    "右侧各列和下面的资金数据是继续填报所需的资料，不打印。"
)


class StepsWriter(StepRows):
    """Writes 计分过程, the facts below the scores included."""

    def write(self) -> None:
        """Both tables and the print set-up."""
        page = self.page
        page.put(0, 0, "计分过程", "title", to=(0, LAST_PRINTED))
        page.fixed(0, 30)
        page.put(1, 0, _NOTE, "note", to=(1, LAST_PRINTED))
        page.fixed(1, 46)
        self.header(at.STEPS_HEADER)
        for plan in self.plan.projects:
            for scored in plan.result.indicators:
                self._indicator(plan, scored)
            self._execution(plan)
            self._total(plan)
        page.put(
            self.plan.facts_title, 0, "资金与支出进度（填报数据）", "section", to=(self.plan.facts_title, LAST_PRINTED)
        )
        self.header(self.plan.facts_title + 1)
        for plan in self.plan.projects:
            write_facts(self, plan)
        self._print_setup()

    def _indicator(self, plan: ProjectPlan, scored: Scored) -> None:
        row, item, evaluation = plan.indicator_rows[scored.indicator.id], scored.indicator, self.assessment.evaluation
        project = plan.result.project
        derived = is_derived(scored, evaluation.indicator_value(project, item, "actual"))
        actual = evaluation.indicator_value(project, item, "actual") or scored.actual.text
        entry = actual_entry(scored, actual)
        form_row = at.FORM_FIRST + row - min(plan.indicator_rows.values())
        texts = {
            "project": project.title,
            "tier1": item.tier1,
            "tier2": item.tier2,
            "tier3": item.tier3,
            "target": item.target,
            "comparator": COMPARATORS[scored.target.comparator.value] if scored.target.comparator else "",
            "unit": scored.target.unit,
            "actual": "" if derived else actual,
            "project_id": project.id,
            "indicator_id": item.id,
            "row": ROW_INDICATOR,
            "weight_origin": WEIGHT_ORIGINS[scored.weight.origin],
            "share_origin": share_origin(scored, evaluation.indicator_value(project, item, "share")),
            "origin": READING_ORIGINS[scored.target.origin],
            "weight_why": goal_words(scored.weight.goal).render(self.translate) if scored.weight.goal else "",
            **carried_texts(evaluation, project, item),
            "edit": where_to_edit(plan, form_row, scored, live=entry.factor is not None),
            **method_texts(scored, self.translate),
        }
        self.row(row, texts)
        about = (project.id, item.id)
        cells = {
            key: (plan.on_form(form_row, column), absolute(row, STEP[key]))
            for key, column in (("actual", at.ACTUAL), ("target", at.TARGET))
        }
        self._target(row, scored, cells["target"], about)
        reading, dated = entry.reading, scored.actual.kind is ActualKind.DATE
        formula = (
            derived_formula(plan, self.plan, self.assessment, scored)
            if derived
            else reading_formula(entry, scored, cells["actual"], cells["target"])
        )
        number = _DATE if dated else unit_format(scored.target.unit) if scored.actual.value is not None else ""
        self.put(row, "reading", reading, number=number, formula=formula, about=About("reading", *about))
        if number and not dated and not scored.not_applicable:
            check_reading(self.page, row, STEP["reading"], scored.target.unit)
        formula = share_formula(scored, self.assessment.pack, cells["actual"], cells["target"])
        self.put(row, "share", scored.share, number=_SHARE, formula=formula, about=About("share", *about))
        if scored.share is not None and not scored.not_applicable:
            check_share(self.page, row, STEP["share"], self.assessment.pack)
        self._weight(row, plan, scored.weight.effective, About("weight", *about))
        self.put(row, "base_weight", scored.weight.base, about=About("base_weight", *about))
        write_deducted(self, row, scored, texts["deduction"], project.id)
        self._row_score(row, scored, entry, cells["actual"], about)
        if not derived and item.kind != AMOUNT:
            self._mark(row, applies.row_mark(entry, scored, cells["actual"]), about)
        formula = applies.edit_formula(plan, self.assessment.pack, row, scored, texts["edit"])
        self.put(row, "edit", texts["edit"], formula=formula, about=About("edit", *about))

    def _weight(self, row: int, plan: ProjectPlan, points: Decimal, about: About) -> None:
        formula = applies.points_formula(number_text(points), plan, self.assessment.pack)
        self.put(row, "weight", points, formula=formula, about=about)

    def _mark(self, row: int, formula: str, about: tuple[str, str]) -> None:
        """0 while a row applies as it did when it was scored; only where points would move."""
        if formula and applies.points_move(self.assessment.pack):
            self.put(row, "moved", 0, formula=formula, about=About("moved", *about))

    def _row_score(self, row: int, scored: Scored, entry: Entry, actual: Pair, about: tuple[str, str]) -> None:
        if scored.indicator.kind == AMOUNT:
            return
        if scored.formula is not None:
            cell = self._cells(row)
            formulas = excel(scored.formula, cell), excel(unrounded(scored.formula), cell)
            self._score(row, scored.score, scored.exact, formulas, about)
        elif scored.score is not None:
            formula = applies.zero_score(actual)
            self._score(row, scored.score, scored.exact, (formula, formula), about)
        else:
            self._left_out(row, applies.left_out(entry, scored, actual), about)

    def _left_out(self, row: int, formula: str, about: tuple[str, str]) -> None:
        """Nothing in the place of a score that there is none of, and in the difference whether that is still so."""
        for key in ("score", "exact"):
            self.put(row, key, "", formula=formula, about=About(key, *about))
        formula = f"IF(ISERROR({absolute(row, STEP['score'])}),NA(),0)" if formula else ""
        self.put(row, "difference", Decimal(0), number=DIFFERENCE, formula=formula, about=About("difference", *about))

    def _target(self, row: int, scored: Scored, cells: Pair, about: tuple[str, str]) -> None:
        target = scored.target
        value, upper = target.value, target.upper
        number = unit_format(target.unit)
        if target.kind is Kind.DATE and target.day is not None:
            value, number = serial(target.day), _DATE
            upper = serial(target.last_day) if target.last_day else None
        entry = target_entry(scored)
        for key, figure in (("value", value), ("upper", upper)):
            formula = target_formula(entry, scored, figure, cells)
            self.put(row, key, figure, number=number, formula=formula, about=About("target_value", *about))

    def _score(
        self, row: int, score: Decimal | None, exact: Fraction | None, formulas: tuple[str, str], about: tuple[str, str]
    ) -> None:
        """Score, exact score (with their `formulas`), the program's own figure, the difference that must read 0."""
        live, inner = formulas
        stored = None if exact is None else round_half_up(exact, _EXACT_PLACES)
        self.put(row, "score", score, number=self.score_format, formula=live, about=About("score", *about))
        self.put(row, "exact", stored, number="0.000000", formula=inner, about=About("exact", *about))
        self.difference(row, score, "score", self.score_format, about)

    def _execution(self, plan: ProjectPlan) -> None:
        execution, row = plan.result.execution, plan.execution_row
        pid, rule = plan.result.project.id, self.assessment.pack.execution
        texts = {
            "project": plan.result.project.title,
            "tier1": EXECUTION,
            "tier3": EXECUTION,
            "unit": plan.result.budget.unit,
            "method": EXECUTION_METHODS[rule.method],
            "project_id": pid,
            "row": ROW_EXECUTION,
            "weight_origin": WEIGHT_ORIGINS[execution.weight_origin],
            "edit": f"自评表 {plan.form}!{cell_name(at.SOURCE_ROWS[''], at.AMOUNT_COLUMNS['executed'])}",
            **behind(execution.citation, execution.layer),
        }
        if execution.formula is not None:
            texts["formula"] = formula_words(execution.formula, self.translate)
            texts["numbers"] = numbers_text(execution.formula, execution.values, execution.step, self.translate)
        elif not execution.applies:
            texts["method"] = NOT_APPLICABLE
            texts["numbers"] = execution.why.render(self.translate)
        self.row(row, texts)
        about = (pid, "")
        base = self._base_formula(plan)
        number = unit_format(plan.result.budget.unit)
        self.put(row, "value", execution.base, number=number, formula=base, about=About("base", *about))
        executed = plan.result.budget.amount("executed")
        formula = self._fact_cell(plan, "executed")
        self.put(row, "reading", executed, number=number, formula=formula, about=About("reading", *about))
        self._weight(row, plan, execution.weight, About("execution_weight", *about))
        pack = self.assessment.pack
        self._mark(row, applies.execution_mark(pack, plan.result, absolute(row, STEP["value"])), about)
        origin = plan.result.weighing.execution_base
        self.put(row, "base_weight", origin, about=About("base_weight", *about))
        cell = self._cells(row)
        if execution.formula is not None:
            formulas = execution_formula(plan, pack, cell), execution_formula(plan, pack, cell, exact=True)
            self._score(row, execution.score, execution.exact, formulas, about)
        elif execution.applies:
            self._left_out(row, applies.execution_left_out(plan), about)
        else:
            follows = execution.base == 0 and rule.method is not ExecutionMethod.NONE
            self._score(row, None, execution.exact, ("", f"IF({cell('b')}=0,0,NA())" if follows else ""), about)

    def _cells(self, row: int) -> Callable[[str], str]:
        """The address of a variable in a row."""
        return lambda name: absolute(row, STEP[_VARIABLES[name]])

    def _fact_cell(self, plan: ProjectPlan, name: str) -> str:
        return absolute(plan.fact_rows[name], STEP["reading"])

    def _base_formula(self, plan: ProjectPlan) -> str:
        """The denominator of the execution rate under the pack, from the readings below."""
        denominator, budget = self.assessment.pack.execution.denominator, plan.result.budget
        if denominator is Denominator.INITIAL:
            return self._fact_cell(plan, "initial")
        if denominator is Denominator.ADJUSTED:
            return self._fact_cell(plan, "adjusted")
        carried = "adjusted.carry_over" if budget.amount("adjusted.carry_over") else "initial.carry_over"
        return f"{self._fact_cell(plan, 'adjusted')}+N({self._fact_cell(plan, carried)})"

    def _total(self, plan: ProjectPlan) -> None:
        row, result, pid = plan.total_row, plan.result, plan.result.project.id
        self.row(
            row, {"project": result.project.title, "tier1": TOTAL, "tier3": TOTAL, "project_id": pid, "row": ROW_TOTAL}
        )
        weights = sum((scored.weight.effective for scored in result.indicators), result.execution.weight)
        first = min((*plan.indicator_rows.values(), plan.execution_row))
        column = f"{absolute(first, STEP['weight'])}:{absolute(row - 1, STEP['weight'])}"
        self.put(row, "weight", weights, formula=f"ROUND(SUM({column}),10)", about=About("weight_sum", pid))
        marks = f"{absolute(first, STEP['moved'])}:{absolute(row - 1, STEP['moved'])}"
        self._mark(row, f"SUM({marks})", (pid, ""))
        total = plan.on_form(plan.form_total, at.SCORE)
        self.put(row, "score", result.total, number=self.score_format, formula=total, about=About("total", pid))
        self.difference(row, result.total, "score", self.score_format, (pid, ""))

    def _print_setup(self) -> None:
        last = max((row for plan in self.plan.projects for row in plan.fact_rows.values()), default=at.STEPS_FIRST)
        area = max(self.plan.facts_title - 2, at.STEPS_FIRST), LAST_PRINTED
        self.page.print_landscape(at.STEPS_HEADER, area, paper=A3)
        self.page.mark_internal()
        self.page.sheet.freeze_panes(at.STEPS_FIRST, STEP["target"])
        cells = f"A1:{cell_name(last, len(STEP_COLUMNS) - 1)}"
        self.page.sheet.ignore_errors({"number_stored_as_text": cells})
