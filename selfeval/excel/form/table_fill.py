"""Decides, for one table of a bureau's form and one project, which cells are written and what must be said about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from selfeval.core.model import SIGNED
from selfeval.core.problems import NOTHING, CellRef, Message, Problem, Severity, msg
from selfeval.core.scoring.department_form import is_beside
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.excel.book.grid import Cell, Place
from selfeval.excel.book.numfmt import shown
from selfeval.excel.form.blanks import signature_places, title_places
from selfeval.excel.form.department import form_values, row_values, unit_of
from selfeval.excel.form.entries import Entry, Formats, TableFill
from selfeval.excel.form.guard import (
    agrees,
    behind_label,
    holds_labels,
    is_half,
    is_label_of,
    printed_label,
    says,
    unapproved_points,
)
from selfeval.excel.form.places import FormTable, Slot, execution_places, head_of, is_unfilled, is_unfilled_name
from selfeval.excel.form.seating import Seating, seat
from selfeval.excel.form.table_problems import Told, amounts_told, parted_money, reasons_told, rows_told
from selfeval.excel.form.values import Wanted, indicator_values
from selfeval.excel.form.words import LONG, TOTALS, WORDS
from selfeval.excel.tables.labels.labels import SECOND_PART
from selfeval.excel.tables.taking import number_in

_NEEDED = frozenset({"adjusted", "executed", "execution_score", "total"})


class TableFiller:
    """Fills one table; use `fill` once. `formats` has the number format of each of its cells that may be written."""

    def __init__(
        self,
        table: FormTable,
        assessment: Assessment,
        result: ProjectResult,
        formats: Formats,
        *,
        force: bool,
        date1904: bool,
    ) -> None:
        self._table, self._assessment, self._result = table, assessment, result
        self._formats, self._force, self._date1904 = formats, force, date1904
        self._fill = TableFill()
        self._points_differ = False
        places = [place for slot in table.slots for place in set(slot.places.values())]
        self._shared = {place for place, count in Counter(places).items() if count > 1}

    def fill(self) -> TableFill:
        """All of it; nothing is written where an indicator has no row."""
        seating = seat(self._table, self._result.indicators)
        self._all(rows_told(self._table, seating))
        if seating.missing:
            return self._fill
        if seating.execution is not None:
            places = {**execution_places(seating.execution), **self._table.places}
            self._table = replace(self._table, places=places)
        self._unit()
        self._tell_columns()
        self._tell_moved()
        wanted = form_values(self._assessment, self._result, self._table.money_unit)
        for name, unit in self._table.units.items():
            own = form_values(self._assessment, self._result, unit)
            wanted |= {name: own[name]} if name in own else {}
        if is_beside(self._result.project):
            self._all(parted_money(self._table, wanted))
        later = {name: wanted.pop(name) for name in TOTALS if name in wanted}
        weight = wanted.get("execution_weight")
        if weight is not None and self._other_points("execution_weight", weight):
            wanted.pop("execution_weight")
            wanted.pop("execution_score", None)
        for name, value in wanted.items():
            self._head(name, value)
        self._lines()
        for scored, slot in seating.seats:
            self._row(scored, slot, seating)
        self._all(amounts_told(seating.amounts))
        for name, value in later.items():
            if self._points_differ and name != "weight_sum":
                continue
            self._head(name, value)
        return self._fill

    # -- what stands above and below

    def _unit(self) -> None:
        ours, theirs = unit_of(self._assessment, self._result), self._table.money_unit
        if ours and ours != theirs:
            message = msg("The form counts in {theirs}, the evaluation in {ours}; amounts were converted.",
                          theirs=theirs, ours=ours)  # fmt: skip
            hint = NOTHING if self._table.unit_stated else msg("The form does not say its unit; 万元 was supposed.")
            self._tell("F529", Severity.INFO, message, hint)

    def _tell_columns(self) -> None:
        """What every form should have a column for."""
        for name in ("actual", "score"):
            if name not in self._table.header.columns and self._result.indicators:
                message = msg("The form has no column for {field}; it was not written.", field=WORDS[name])
                hint = msg("Check that this is the form for the self-evaluation, not the one for the targets.")
                place = self._table.header.top, self._table.header.column("tier3") or 1
                self._tell("F528", Severity.WARNING, message, hint, place)
        self._all(reasons_told(self._table, self._assessment.evaluation, self._result))

    def _tell_moved(self) -> None:
        """Points that went from indicators that do not apply to others: a bureau's form shows the approved ones."""
        if message := unapproved_points(self._result):
            self._tell("F538", Severity.WARNING, message, msg("Ask the bureau whether the form may show them."))

    def _head(self, name: str, wanted: Wanted) -> None:
        if not wanted.text:
            return
        place = self._table.places.get(name)
        if place is not None and f"{name}.{SECOND_PART}" in self._table.places:
            self._tell_parts(name, place, wanted)
        elif place is not None:
            self._put(name, place, wanted)
        elif name in LONG or name in _NEEDED:
            message = msg("The form has no cell for {field}: {text}", field=WORDS[name], text=wanted.text)
            self._tell("F528", Severity.INFO, message, NOTHING)

    def _tell_parts(self, name: str, place: Place, wanted: Wanted) -> None:
        """A source of money that the form parts by level: the sum stands in none of its cells."""
        cells = (self._table.grid.cell(*at) for at in (place, self._table.places[f"{name}.{SECOND_PART}"]))
        if all(cell is None or is_unfilled(cell.text) for cell in cells):
            message = msg("The form parts {field}; only the sum is known: {text}", field=WORDS[name], text=wanted.text)
            self._tell("F528", Severity.WARNING, message, msg("Enter the amount of each line by hand."), place)

    def _lines(self) -> None:
        """The year in the title, the names in the signature line."""
        table, evaluation = self._table, self._assessment.evaluation
        if self._assessment.year:
            for place, text in title_places(table.grid, table.above, self._assessment.year).items():
                self._write("year", place, Wanted(text))
        names = {name: evaluation.value(self._result.project, name).strip() for name in SIGNED}
        rows = {row for row in (*table.above, *table.below) if row in table.grid.by_row}
        for place, text, fields in signature_places(table.grid, rows, names, table.used, table.last_column):
            if place not in self._fill.values:
                self._write(fields[0], place, Wanted(text))

    def _other_points(self, name: str, wanted: Wanted) -> bool:
        """Whether the form gives other points than the evaluation; then no score of ours fits."""
        place = self._table.places.get(name)
        return place is not None and self._differs(place, wanted)

    def _differs(self, place: Place, wanted: Wanted) -> bool:
        cell = self._table.grid.cell(*place)
        if cell is None or is_unfilled(cell.text) or self._force or agrees(cell, wanted) or not wanted.text:
            return False
        if number_in(cell.text) is None:
            return False
        self._points_differ = True
        message = msg(
            "The form gives {theirs} points here, the evaluation {ours}; score and total were not written.",
            theirs=cell.text, ours=wanted.text,
        )  # fmt: skip
        hint = msg("Enter the form's points in the evaluation and score again, or use --force.")
        # The printed points are those approved: nobody changes them unasked.
        self._tell("F535", Severity.ERROR, message, hint, place, cell.text)
        return True

    # -- the indicators

    def _row(self, scored: Scored, slot: Slot, seating: Seating) -> None:
        columns = frozenset(slot.places)
        wanted = row_values(scored, indicator_values(self._assessment, self._result, scored, columns), columns)
        if slot.hidden:
            message = msg("This row, or a column of it, is hidden; it was filled all the same.")
            self._tell("F528", Severity.WARNING, message, msg("Show it and check it."), slot.places["tier3"], slot.name)
        if "reason" not in columns and "remark" in columns:
            wanted["remark"] = wanted.pop("reason")
        if slot.name:
            for name in ("tier1", "tier2", "tier3", "description", "basis"):
                wanted.pop(name)
            if "standard" in slot.places and not is_unfilled(self._table.grid.text(*slot.places["standard"])):
                wanted.pop("standard")  # the bureau's own words count
        place = slot.places.get("weight", (0, 0))
        if place[0] == slot.row and "weight" in wanted and self._differs(place, wanted["weight"]):
            wanted.pop("weight")
            wanted.pop("score")
        for name, value in wanted.items():
            if name in slot.places and value.text:
                self._field(name, slot, value, scored, seating)

    def _field(self, name: str, slot: Slot, wanted: Wanted, scored: Scored, seating: Seating) -> None:
        place, identifier = slot.places[name], scored.indicator.id
        if name in {"tier1", "tier2"}:
            if getattr(slot, name) or place in self._fill.values:
                return
            wanted = Wanted(seating.tiers.get(place, wanted.text))
        elif place[0] != slot.row and name in LONG and place in self._fill.values:
            before = self._fill.values[place]
            self._write(name, place, Wanted(f"{before}\n{wanted.text}"), identifier)
            return
        elif place in self._shared and name not in LONG and self._table.grid.cell(*place) is None:
            message = msg("This cell is merged over several indicators; {field} was not written.", field=WORDS[name])
            hint = msg("Split the cell up, so that each indicator has one of its own.")
            self._tell("F528", Severity.WARNING, message, hint, place, wanted.text, identifier)
            return
        self._put(name, place, wanted, identifier)

    # -- one cell

    def _put(self, name: str, place: Place, wanted: Wanted, indicator: str = "") -> None:
        cell = self._table.grid.cell(*place)
        label = printed_label(cell.text) if cell is not None and not (indicator or cell.formula) else None
        if cell is not None and label is not None and not agrees(cell, wanted):
            self._behind(name, place, wanted, label)
            return
        if cell is not None and cell.formula:
            self._fill.kept[place] = wanted, indicator
        elif cell is None or (is_unfilled_name if name == "tier3" else is_unfilled)(cell.text):
            self._write(name, place, wanted, indicator)
        elif not agrees(cell, wanted) and not is_half(name, cell.text, wanted):
            self._other_value(name, place, wanted, cell, indicator)

    def _behind(self, name: str, place: Place, wanted: Wanted, label: tuple[str, str]) -> None:
        """A cell with a label of the form: the value goes behind it, or nowhere."""
        prefix, rest = label
        if not is_label_of(prefix + rest, name):  # the next label stands where the value would: behind the own one then
            grid, (row, column) = self._table.grid, place
            own = head_of(grid, row, column - 1) if column > 1 else place
            prefix, rest = printed_label(grid.text(*own)) or ("", prefix + rest)
            if not prefix or own == place or not is_label_of(prefix, name):
                prefix, rest = "", "".join(label)
            else:
                place = own
        new = behind_label(prefix, rest, wanted.text) if prefix else None
        if new is not None:
            self._write(name, place, Wanted(new))
        elif not prefix or (holds_labels(rest) and not says(rest, wanted)):
            message = msg("The form's own label “{label}” stands here and was kept; {field} was not written: {text}",
                          label=prefix or rest, field=WORDS[name], text=wanted.text)  # fmt: skip
            self._tell("F528", Severity.WARNING, message, msg("Enter it by hand."), place, prefix + rest)
        elif not says(rest, wanted):
            self._other_value(name, place, Wanted(prefix + wanted.text), Cell(prefix + rest), "")

    def _other_value(self, name: str, place: Place, wanted: Wanted, cell: Cell, indicator: str) -> None:
        if self._force:
            message = msg("{field}: “{old}” was replaced by “{new}”.", field=WORDS[name], old=cell.text,
                          new=wanted.text)  # fmt: skip
            self._tell("F525", Severity.INFO, message, NOTHING, place, cell.text, indicator)
            self._write(name, place, wanted, indicator)
            return
        message = msg("{field}: the form says “{old}”, the evaluation “{new}”; the form was left as it is.",
                      field=WORDS[name], old=cell.text, new=wanted.text)  # fmt: skip
        hint = msg("Correct one of the two, or replace the form's with --force.")
        self._tell("F525", Severity.WARNING, message, hint, place, cell.text, indicator)

    def _write(self, name: str, place: Place, wanted: Wanted, indicator: str = "") -> None:
        code = self._formats.get(place, "General")
        value = wanted.value(code, date1904=self._date1904)
        if wanted.takes_format(code):
            code = self._fill.formats[place] = wanted.format
        if isinstance(value, Decimal) and wanted.kind != "date":
            seen, exact = shown(value, code, date1904=self._date1904)
            if not exact:
                message = msg("The number format of the cell shows {seen} for {number}.", seen=seen, number=wanted.text)
                hint = msg("Show more decimal places in the form.")
                self._tell("F533", Severity.WARNING, message, hint, place, wanted.text, indicator)
        self._fill.values[place] = value
        where = self._table.grid.ref(*place)
        self._fill.written[place] = Entry(where, WORDS[name], wanted.text, self._result.project.id, indicator)

    def _all(self, told: Iterable[Told]) -> None:
        for one in told:
            self._tell(*one)

    def _tell(
        self,
        code: str,
        severity: Severity,
        message: Message,
        hint: Message,
        place: Place | None = None,
        text: str = "",
        indicator: str = "",
    ) -> None:
        where = self._table.grid.ref(*place) if place else CellRef(self._table.grid.title, "")
        self._fill.problems.append(
            Problem(code, severity, message, hint, where, text, self._result.project.id, indicator)
        )
