"""Formulas over the projects of 自评汇总: sums of their amounts, the mean of their totals."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.numbers import plain
from selfeval.core.rules.choices import DepartmentTotal
from selfeval.core.rules.formula import excel_rounded
from selfeval.core.scoring.results import Assessment
from selfeval.core.units import convert
from selfeval.excel.paper.cells import absolute
from selfeval.excel.scored import plan as at
from selfeval.excel.scored.plan import SUM, ProjectPlan


class Sums:
    """Formulas over the rows of these projects; `sheet` is 自评汇总 as references name it, "" on itself."""

    def __init__(self, projects: tuple[ProjectPlan, ...], assessment: Assessment, sheet: str = "") -> None:
        self.projects, self.assessment, self.sheet = projects, assessment, sheet

    def range_of(self, key: str) -> str:
        """The cells of a column."""
        first, last = at.SUMMARY_FIRST, at.SUMMARY_FIRST + len(self.projects) - 1
        return f"{self.sheet}{absolute(first, SUM[key])}:{absolute(last, SUM[key])}"

    def sum(self, key: str) -> str:
        """The sum of an amount in the department's money unit, "" without projects."""
        if not self.projects:
            return ""
        scales = self._scales()
        return f"SUMPRODUCT({self.range_of(key)},{scales})" if scales else f"SUM({self.range_of(key)})"

    def mean(self) -> str:
        """The mean of the totals as the pack forms it, or the total of the one form that it takes instead."""
        totals = self.range_of("total")
        pack = self.assessment.pack
        if pack.department_total is DepartmentTotal.OWN_FORM:
            own = next(plan for plan in self.projects if plan.result.project.whole_department)
            return f"{self.sheet}{absolute(own.summary_row, SUM['total'])}"
        simple = self._rounded(f"AVERAGE({totals})")
        if pack.department_total is not DepartmentTotal.WEIGHTED:
            return simple
        weights = ",".join(part for part in (self.range_of("adjusted"), self._scales()) if part)
        weighted = self._rounded(f"SUMPRODUCT({totals},{weights})/SUMPRODUCT({weights})")
        return f"IF(SUMPRODUCT({weights})=0,{simple},{weighted})"

    def _scales(self) -> str:
        """A constant column of factors into the department's money unit, "" where all projects use it."""
        unit = self.assessment.department.unit
        units = [plan.result.budget.unit for plan in self.projects]
        if set(units) <= {unit}:
            return ""
        return "{" + ";".join(plain(convert(Decimal(1), own, unit) or Decimal(1)) for own in units) + "}"

    def _rounded(self, formula: str) -> str:
        rounding = self.assessment.pack.rounding
        return excel_rounded(formula, rounding.places, rounding.mode)
