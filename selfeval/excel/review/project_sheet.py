"""复核表 of one project: the unit's outcome and score beside the reviewer's, with live formulas."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.numbers import HUNDRED, plain, round_half_up
from selfeval.core.problems import Translate
from selfeval.core.readings import Kind
from selfeval.core.records import dataclass
from selfeval.core.review.plain import FormReview
from selfeval.core.review.rows import RowReview, deviation
from selfeval.core.review.totals import ProjectReview
from selfeval.core.rules.choices import DeviationOf, DiscountOf, TotalRounding
from selfeval.core.rules.formula import Expr, excel, excel_rounded
from selfeval.core.rules.parts.deductions import deduction_words
from selfeval.excel.paper.cells import absolute
from selfeval.excel.paper.formulas import grade_formula, literal
from selfeval.excel.paper.labels import UNDECIDED
from selfeval.excel.paper.page import Page
from selfeval.excel.paper.style import places_format

COLUMNS = (
    (FACT_LABELS["tier1"], 9.0),
    (FACT_LABELS["tier2"], 11.0),
    (FACT_LABELS["tier3"], 20.0),
    ("性质", 6.5),
    ("指标值", 11.0),
    ("单位", 6.5),
    ("权重", 6.5),
    ("自评完成值", 12.0),
    ("自评得分", 8.0),
    ("复核完成值", 12.0),
    ("复核得分", 8.0),
    ("偏离度", 8.5),
    ("备注", 38.0),
)
HELP_COLUMNS = (("复核读数", 10.0), ("指标读数", 10.0), ("上限", 9.0), ("档内比例", 9.0), ("扣分", 8.0), ("扣减%", 8.0))
"""What the formulas look at, outside the printed part."""
ALL_WIDTHS = tuple(width for _, width in (*COLUMNS, *HELP_COLUMNS))

_AT = {name: place for place, (name, _) in enumerate((*COLUMNS, *HELP_COLUMNS))}
_VARIABLES: Mapping[str, str] = {
    "a": "复核读数",
    "t": "指标读数",
    "u": "上限",
    "s": "档内比例",
    "m": "扣分",
    "r": "扣减%",
    "w": "权重",
    "e": "复核读数",
    "b": "指标读数",
}
_KINDS = {
    Kind.QUANTITY: "定量",
    Kind.RANGE: "范围",
    Kind.DATE: "日期",
    Kind.BOOLEAN: "是否",
    Kind.QUALITATIVE: "定性",
    Kind.UNREADABLE: "读不懂",
}
_PLACES = 10
_HEAD = 4


@dataclass(frozen=True, slots=True)
class Totals:
    """Addresses of the figures of a project that the summary looks at."""

    self_total: str
    self_grade: str
    total: str
    grade: str
    deviation: str
    final: str
    final_grade: str


class ProjectSheet:
    """Writes the sheet of one project."""

    def __init__(self, page: Page, one: ProjectReview, review: FormReview, translate: Translate) -> None:
        self._page, self._one, self._pack, self._translate = page, one, review.pack, translate
        self._year = review.year
        self._score = places_format(review.pack.rounding.places)

    def write(self) -> Totals:
        """The head, a row for each indicator, the execution rate, the totals."""
        page, one = self._page, self._one
        last = len(COLUMNS) - 1
        year = f"（{self._year}年度）" if self._year else ""
        page.put(0, 0, f"项目支出绩效自评复核表{year}", "title", to=(0, last))
        page.fixed(0, 30)
        project = one.project
        head = f"项目：{project.title}    编码：{project.code or '—'}    实施单位：{project.unit or '—'}"
        page.put(1, 0, head, "plain", to=(1, last))
        rule = {DeviationOf.WEIGHT: "分值", DeviationOf.SELF: "自评得分", DeviationOf.REVIEWED: "复核得分"}
        base = rule[self._pack.recheck.deviation_of]
        note = f"偏离度 =（自评得分 − 复核得分）÷ {base}；复核得分照规则包 {self._pack.id} 计。"
        page.put(2, 0, note, "note", to=(2, last))
        for column, (label, _) in enumerate((*COLUMNS, *HELP_COLUMNS)):
            page.put(3, column, label, "header")
        page.fixed(3, 30)
        for number, row in enumerate(one.rows):
            self._row(_HEAD + number, row)
        bottom = _HEAD + len(one.rows)
        if one.found.execution.weight:
            self._execution(bottom)
            bottom += 1
        totals = self._totals(bottom)
        page.print_landscape(3, (bottom + 5, last))
        page.sheet.freeze_panes(_HEAD, 3)
        page.sheet.hide_gridlines(2)
        return totals

    # -- rows

    def _row(self, line: int, row: RowReview) -> None:
        item, found = row.own.indicator, row.found
        weight = found.weight.effective
        texts = (item.tier1, item.tier2, item.tier3, _KINDS[found.target.kind], item.target, found.target.unit)
        for column, text in enumerate(texts):
            self._page.put(line, column, text, "center" if column > 2 else "text")
        self._put(line, "权重", weight, "center")
        self._put(line, "自评完成值", row.own.actual.text, "center")
        self._put(line, "自评得分", row.self_score, "center", number=self._score)
        self._put(line, "复核完成值", row.actual, "warning" if row.other_actual else "center")
        live = self._live(line, found.formula, found.values or {})
        self._put(line, "复核得分", row.score, "total", number=self._score, formula=live)
        self._deviation(line, row.deviation)
        remark = self._remark(row)
        self._put(line, "备注", remark, "text")
        widths = self._page.widths
        shown = [(text, widths[column]) for column, text in enumerate(texts)]
        shown += [(row.own.actual.text, widths[7]), (row.actual, widths[9]), (remark, widths[12])]
        self._page.height(line, *shown)

    def _remark(self, row: RowReview) -> str:
        said = [deduction_words(one).render(self._translate) for one in row.deductions]
        said += [row.remark] if row.remark else []
        said += [note.render(self._translate) for note in row.notes]
        return "\n".join(said)

    def _execution(self, line: int) -> None:
        execution = self._one.found.execution
        self._page.put(line, 0, "预算执行率", "label", to=(line, 5))
        self._put(line, "权重", execution.weight, "center")
        self._put(line, "自评完成值", self._one.project.claimed.rate, "center")
        self._put(line, "自评得分", self._one.execution_self, "center", number=self._score)
        rate = "" if execution.rate is None else f"{round_half_up(execution.rate * 100, 2)}%"
        self._put(line, "复核完成值", rate, "center")
        live = self._live(line, execution.formula, execution.values)
        self._put(line, "复核得分", self._one.execution_score, "total", number=self._score, formula=live)
        of = self._pack.recheck.deviation_of
        share = deviation(self._one.execution_self, self._one.execution_score, execution.weight, of)
        self._deviation(line, share)
        self._put(line, "备注", execution.why.render(self._translate), "text")
        self._page.height(line, (execution.why.render(self._translate), self._page.widths[12]))

    def _live(self, line: int, formula: Expr | None, values: Mapping[str, Fraction]) -> str:
        """The formula of a score over this line's cells, whose figures it writes; "" where nothing was computed."""
        if formula is None:
            return ""
        for name, value in values.items():
            if name != "w":
                self._put(line, _VARIABLES[name], _decimal(value), "measure")
        return excel(formula, lambda name: absolute(line, _AT[_VARIABLES[name]]))

    def _deviation(self, line: int, share: Fraction | None) -> None:
        base = {DeviationOf.WEIGHT: "权重", DeviationOf.SELF: "自评得分", DeviationOf.REVIEWED: "复核得分"}
        own, found = (absolute(line, _AT[name]) for name in ("自评得分", "复核得分"))
        under = absolute(line, _AT[base[self._pack.recheck.deviation_of]])
        value = None if share is None else round_half_up(share, 6)
        formula = f"ROUND(({own}-{found})/{under},6)" if share is not None else ""
        self._put(line, "偏离度", value, "center", number="0.00%", formula=formula)

    # -- below

    def _totals(self, line: int) -> Totals:
        one, pack = self._one, self._pack
        self._page.put(line, 0, "总分", "total", to=(line, 5))
        for name, value, formula in (
            ("权重", HUNDRED, ""),
            ("自评得分", one.self_total, ""),
            ("复核得分", UNDECIDED if one.total is None else one.total, self._sum(line)),
        ):
            self._put(line, name, value, "total", number=self._score if name != "权重" else "", formula=formula)
        for name in ("自评完成值", "复核完成值"):
            self._put(line, name, "", "total")
        self._deviation(line, one.deviation)
        self._put(line, "备注", one.note.render(self._translate) if one.note else "", "text")
        own, found = absolute(line, _AT["自评得分"]), absolute(line, _AT["复核得分"])
        grades = [
            ("自评等级", one.self_grade, ""),
            (FACT_LABELS["review_grade"], one.grade, grade_formula(pack, found)),
        ]
        for number, (label, grade, formula) in enumerate(grades, start=1):
            self._line(line + number, label, grade, formula if grade else "")
        cells = [absolute(line + number, _AT["复核得分"]) for number in range(1, 6)]
        self._discount(line, cells, (own, found))
        self._line(
            line + 5, "最终等级", one.final_grade, grade_formula(pack, cells[3]) if one.final is not None else ""
        )
        at = self._page.at
        column, deviation = _AT["复核得分"], _AT["偏离度"]
        return Totals(
            at(line, _AT["自评得分"]),
            at(line + 1, column),
            at(line, column),
            at(line + 2, column),
            at(line, deviation),
            at(line + 4, column),
            at(line + 5, column),
        )

    def _discount(self, line: int, cells: list[str], totals: tuple[str, str]) -> None:
        """What a lower grade leaves, and what the review comes to."""
        one, pack = self._one, self._pack
        names = [grade.name for grade in pack.grades]
        lower = f"({_rank(names, cells[1])}-{_rank(names, cells[0])})"
        left = "100"
        for step in pack.review:
            left = f"IF({lower}>={step.lower_by},{plain(step.percent)},{left})"
        known = one.self_grade in names and one.grade in names
        percent = one.discount.percent if one.discount else Decimal(100)
        self._line(
            line + 3, "等级低于自评的，总分按（%）", percent if known else None, left if known and pack.review else ""
        )
        base = totals[0] if pack.recheck.discount_of is DiscountOf.SELF else totals[1]
        left = excel_rounded(f"{base}*{cells[2]}/100", pack.rounding.places, pack.rounding.mode)
        formula = f"IF({cells[2]}<100,MIN({left},{totals[1]}),{totals[1]})"
        final = UNDECIDED if one.final is None else one.final
        self._line(line + 4, "最终得分", final, formula if known and one.final is not None else "", number=self._score)

    def _line(self, line: int, label: str, value: Decimal | str | None, formula: str, *, number: str = "") -> None:
        self._page.put(line, 0, label, "label", to=(line, _AT["复核完成值"]))
        self._put(line, "复核得分", value, "total", number=number, formula=formula)

    def _sum(self, line: int) -> str:
        """The total over the rows; "" where it is no sum of what stands there."""
        one, pack = self._one, self._pack
        if one.total is None or pack.rounding.total is not TotalRounding.SUM_OF_ROUNDED:
            return ""
        column = _AT["复核得分"]
        cells = f"SUM({absolute(_HEAD, column)}:{absolute(line - 1, column)})"
        added = excel_rounded(cells, pack.rounding.places, pack.rounding.mode)
        cap = one.found.execution.cap
        return f"MIN({added},{plain(cap)})" if cap is not None else added

    def _put(
        self,
        line: int,
        name: str,
        value: Decimal | str | None,
        style: str,
        *,
        number: str = "",
        formula: str = "",
    ) -> None:
        self._page.put(line, _AT[name], value, style, number=number, formula=formula)


def _decimal(value: Fraction) -> Decimal:
    return round_half_up(value, _PLACES).normalize() if value.denominator != 1 else Decimal(value.numerator)


def _rank(names: list[str], cell: str) -> str:
    formula = "0"
    for place, name in enumerate(names):
        formula = f"IF({cell}={literal(name)},{place},{formula})"
    return formula
