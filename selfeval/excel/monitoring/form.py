"""One 项目支出绩效运行监控表: names, money of the first months, goals, indicators, line to sign."""

from __future__ import annotations

from decimal import Decimal

from selfeval.core.fact_labels import FACT_LABELS, SOURCE_LABELS
from selfeval.core.model import CHECKPOINTS, SOURCES
from selfeval.core.monitoring.fields import FORM_LABELS, span
from selfeval.core.monitoring.results import Monitoring, MonthProject, MonthRow
from selfeval.core.numbers import round_half_up
from selfeval.core.rules.choices import Denominator
from selfeval.excel.monitoring import layout as at
from selfeval.excel.monitoring.validation import check_row
from selfeval.excel.paper.cells import absolute, as_number, cell_name
from selfeval.excel.paper.labels import NO_DATE, SIGN_LABELS, TOTAL_ROW
from selfeval.excel.paper.page import Page

_PERCENT = "0.00%"
_NOTES = (
    "1. 黄色格填写。“偏差原因分析”在相应格选“√”（可多选），并在“原因说明”中写明；“完成目标可能性”三选一。",
    "2. 备注：说明预计到年底不能完成目标的原因及拟采取的措施。",
)
_SIGN_PLACES = {
    "preparer": (0, at.TIER3),
    "leader": (at.TARGET, at.EXPECTED),
    "phone": (at.FIRST_CAUSE, at.REASON),
    "signed_on": (at.FIRST_LIKELIHOOD, at.LAST),
}
"""Columns of the line to sign, first and last."""


class FormWriter:
    """Fills one sheet; amounts that are written as bare numbers become numbers, all other texts stay texts."""

    def __init__(self, page: Page, watched: Monitoring, project: MonthProject) -> None:
        self._page, self._watched, self._month = page, watched, watched.month
        self._one, self._project = project, project.project
        initial = (
            watched.pack.monitoring.denominator is Denominator.INITIAL and project.budget.amount("initial") is not None
        )
        self._base_name = "initial" if initial else "adjusted"

    def write(self) -> None:
        """Everything, and how the sheet prints."""
        page, year = self._page, self._watched.year
        kind = "部门整体支出" if self._project.whole_department else "项目支出"
        when = f"{year}年度{span(self._month)}" if year else span(self._month)
        page.put(0, 0, f"{kind}{at.TITLE}（{when}）", "title", to=(0, at.LAST))
        page.fixed(0, 34)
        page.put(1, 0, f"金额单位：{self._project.money_unit}", "right", to=(1, at.LAST))
        self._names()
        self._funds()
        header = self._goals(self._plan(at.AFTER_FUNDS))
        last = self._indicators(header)
        self._foot(last + 1)
        page.print_landscape(header, (last + 1 + len(_NOTES) + 1, at.LAST))
        page.sheet.repeat_rows(header, header + 1)
        page.sheet.freeze_panes(header + 2, at.TARGET)
        page.sheet.hide_gridlines(2)

    def _names(self) -> None:
        department = self._project.department or self._watched.evaluation.department.name
        pairs = (
            (FACT_LABELS["name"], self._project.name or self._project.title, FACT_LABELS["code"], self._project.code),
            (FACT_LABELS["department"], department, FACT_LABELS["unit"], self._project.unit),
        )
        page = self._page
        for row, (left, first, right, second) in enumerate(pairs, start=at.NAMES):
            page.put(row, 0, left, "label", to=(row, at.TIER1))
            page.put(row, at.TIER2, first, to=(row, at.REACHED))
            page.put(row, at.EXPECTED, right, "label", to=(row, at.LAST_CAUSE))
            page.put(row, at.REASON, second, to=(row, at.LAST))
            widths = page.width(at.TIER2, at.REACHED), page.width(at.REASON, at.LAST)
            page.height(row, (first, widths[0]), (second, widths[1]), at_least=22)

    # -- money

    def _funds(self) -> None:
        page, top = self._page, at.FUNDS
        page.put(top, 0, "项目\n资金", "upright", to=(top + len(at.SOURCE_ROWS), 0))
        page.put(top, at.TIER1, "", "header", to=(top, at.TIER2))
        base = {"initial": FACT_LABELS["initial"], "adjusted": FACT_LABELS["adjusted"]}[self._base_name]
        for (first, last), label in at.head_labels(self._month, base):
            page.put(top, first, label, "header", to=(top, last))
        page.fixed(top, 22)
        for source, row in at.SOURCE_ROWS.items():
            word = SOURCE_LABELS[source] if source else TOTAL_ROW
            page.put(row, at.TIER1, f"其中：{word}" if source == SOURCES[0] else word, "label", to=(row, at.TIER2))
            page.fixed(row, 20)
            self._money_row(row, source)
        planned = self._one.planned
        shown = None if planned is None else round_half_up(planned / 100, 4)
        self._put(at.SOURCE_ROWS[""], at.PLANNED, shown, number=_PERCENT)
        rest = [row for source, row in at.SOURCE_ROWS.items() if source]
        page.put(rest[0], at.PLANNED[0], "", "center", to=(rest[-1], at.PLANNED[1]))

    def _money_row(self, row: int, source: str) -> None:
        part = f".{source}" if source else ""
        base = self._one.budget.amount(f"{self._base_name}{part}")
        self._put(row, at.BUDGET, base)
        for name, columns, rates, budget in (
            ("executed", at.EXECUTED, at.RATE, self._one.budget),
            ("forecast", at.FORECAST, at.FORECAST_RATE, self._one.expected),
        ):
            text, amount = self._one.texts[f"{name}{part}"].strip(), budget.amount(f"executed{part}")
            self._entered(row, columns, text, amount, derived=not text and amount is not None)
            self._rate(row, rates, base, amount, columns[0])

    def _entered(self, row: int, columns: tuple[int, int], text: str, amount: Decimal | None, *, derived: bool) -> None:
        """An amount as a number in the form's unit, or the live sum of its sources; a text that is none as written."""
        found = as_number(text)
        if derived:
            first, last = (cell_name(line, columns[0]) for line in (at.SOURCE_ROWS["fiscal"], at.SOURCE_ROWS["other"]))
            self._put(row, columns, amount, "entry", formula=f"SUM({first}:{last})")
        elif found is not None and not found.is_date and found.value == amount:
            self._put(row, columns, found.value, "entry", number=found.format)
        else:
            self._put(row, columns, text if amount is None else amount, "entry")

    def _rate(
        self, row: int, columns: tuple[int, int], base: Decimal | None, amount: Decimal | None, column: int
    ) -> None:
        """The rate, live where both amounts stand as numbers in their cells; nothing where one is unknown.

        With a base that the form does not show it is only a value.
        """
        whole = row == at.SOURCE_ROWS[""]
        real = self._one.base if whole else base
        budget, spent = absolute(row, at.BUDGET[0]), absolute(row, column)
        rate = round_half_up(Decimal(amount) / Decimal(real), 6) if real and amount is not None else None
        sure = f"N({budget})>0" if amount is not None else f"AND(ISNUMBER({spent}),N({budget})>0)"
        formula = f'IF({sure},{spent}/{budget},"")' if real == base else ""
        self._put(row, columns, "" if rate is None else rate, formula=formula, number=_PERCENT)

    def _put(
        self, row: int, columns: tuple[int, int], value: Decimal | str | None, style: str = "center", *,
        number: str = "", formula: str = "",
    ) -> None:  # fmt: skip
        self._page.put(row, columns[0], value, style, number=number, formula=formula, to=(row, columns[1]))

    def _plan(self, row: int) -> int:
        """The spending plan, where the targets state one; the next row."""
        budget, page = self._project.budget, self._page
        if not any(budget.get(f"plan.{month}", "").strip() for month in CHECKPOINTS):
            return row
        page.put(row, 0, "资金支出计划（%）", "label", to=(row + 1, at.TIER2))
        columns = ((at.TIER3, at.TIER3), (at.TARGET, at.EXPECTED), (at.FIRST_CAUSE, at.REASON), at.PLANNED)
        for month, place in zip(CHECKPOINTS, columns, strict=True):
            page.put(row, place[0], f"{month}月底", "label", to=(row, place[1]))
            text = budget.get(f"plan.{month}", "").strip()
            found = as_number(text)
            value, form = (found.value, found.format) if found and not found.is_date else (text, "")
            self._put(row + 1, place, value, number=form)
        page.fixed(row, 20)
        page.fixed(row + 1, 20)
        return row + 2

    # -- goals and indicators

    def _goals(self, row: int) -> int:
        goals = "\n".join(self._project.goals)
        page = self._page
        page.put(row, 0, "年度总体目标", "label", to=(row, at.TIER1))
        page.put(
            row, at.TIER2, goals, page.style_for(row, (at.TIER2, at.LAST), "年度总体目标", goals), to=(row, at.LAST)
        )
        page.height(row, (goals, page.width(at.TIER2, at.LAST)), at_least=40)
        return row + 1

    def _indicators(self, header: int) -> int:
        page, rows = self._page, self._one.rows
        first = header + 2
        last = max(first, first + len(rows) - 1)
        page.put(header, 0, "绩效\n指标", "upright", to=(last, 0))
        for column, label in at.column_labels(self._month).items():
            page.put(header, column, label, "header", to=(header + 1, column))
        page.put(header, at.FIRST_CAUSE, FORM_LABELS["causes"], "header", to=(header, at.LAST_CAUSE))
        page.put(header, at.FIRST_LIKELIHOOD, FORM_LABELS["likelihood"], "header", to=(header, at.LAST_LIKELIHOOD))
        for column, label in at.box_labels().items():
            page.put(header + 1, column, label, "header")
        page.fixed(header, 22)
        page.fixed(header + 1, 48)
        for place, row in enumerate(rows):
            self._row(first + place, row)
        tiers = [(row.indicator.tier1, row.indicator.tier2) for row in rows]
        page.tier(first, at.TIER1, [tier1 for tier1, _ in tiers], [tier1 for tier1, _ in tiers])
        page.tier(first, at.TIER2, ["\n".join(pair) for pair in tiers], [tier2 for _, tier2 in tiers])
        return last

    def _row(self, row: int, one: MonthRow) -> None:
        page, item, texts = self._page, one.indicator, one.texts
        shown = {at.TIER3: item.tier3, at.TARGET: item.target, at.REACHED: texts["actual"],
                 at.EXPECTED: texts["forecast"], at.REASON: self._reason(one),
                 at.MEASURES: texts["measures"]}  # fmt: skip
        styles = {at.TIER3: "text", at.TARGET: "center", at.REASON: "entry_text", at.MEASURES: "entry_text"}
        for column, text in shown.items():
            page.put(row, column, text, styles.get(column, "entry"))
        for cause, column in at.CAUSES.items():
            page.put(row, column, at.MARK if cause in one.causes else "", "entry")
        for kind, column in at.LIKELIHOODS.items():
            page.put(row, column, at.MARK if kind is one.likelihood else "", "entry")
        texts_of = [(text, page.widths[column]) for column, text in shown.items()]
        page.height(row, *texts_of, (item.tier2, page.widths[at.TIER2]), at_least=30)
        check_row(page, row, one, self._watched.pack)

    @staticmethod
    def _reason(one: MonthRow) -> str:
        """原因说明; words that name none of the boxes stand before it, so that none is lost."""
        rest, likely = "、".join(one.unknown_causes), one.texts["likelihood"].strip()
        said = "：".join(part for part in (rest, one.texts["reason"]) if part)
        other = f"{FORM_LABELS['likelihood']}：{likely}" if likely and one.likelihood is None else ""
        return "；".join(part for part in (other, said) if part)

    def _foot(self, row: int) -> None:
        page = self._page
        for name, (first, last) in _SIGN_PLACES.items():
            said = self._watched.evaluation.value(self._project, name) or (NO_DATE if name == "signed_on" else "")
            page.put(row, first, SIGN_LABELS[name] + said, "sign", to=(row, last))
        page.fixed(row, 26)
        for place, note in enumerate(_NOTES, start=row + 1):
            page.put(place, 0, note, "note", to=(place, at.LAST))
