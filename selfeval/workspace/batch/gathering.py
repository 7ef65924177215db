"""From kept results to the tables: which version of a form counts, what is doubtful about files beside each other."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from selfeval.core.problems import Severity, msg
from selfeval.core.review.letter import IN_DOUBT
from selfeval.core.roundup.lists import Largest
from selfeval.core.roundup.sums import Difference, FileLine, FormLine
from selfeval.portfolio.batch.columns import FACT_PLACES, FINDING_PLACES
from selfeval.portfolio.batch.crosswise import Crosswise
from selfeval.portfolio.batch.gathered_forms import Form, Gathered
from selfeval.portfolio.batch.record import Doubt, InputKind, Record, Row, State, Value
from selfeval.store.batch.seen import Stamp
from selfeval.workspace.batch.ends import Ends
from selfeval.workspace.batch.inputs import Input
from selfeval.workspace.batch.run import Done, Run
from selfeval.workspace.batch.sentences import doubt
from selfeval.workspace.batch.units import Expectation

LARGEST = 20
"""Differences that 汇总 names."""


@dataclass
class Tally:
    """What the files came to, counted while they pass.

    Attributes:
        refusals, doubts: how many files have each code as their gravest one.
        found: projects read: `counted` those that 汇总 adds up, `superseded` older versions, `other_year` those of
            another year, `whole_departments` forms of whole departments, whose money is that of their projects.
    """

    states: Counter[State] = field(default_factory=Counter)
    kinds: Counter[InputKind] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    found: int = 0
    counted: int = 0
    superseded: int = 0
    other_year: int = 0
    whole_departments: int = 0
    largest: Largest[Difference] = field(default_factory=lambda: Largest(LARGEST))


@dataclass(frozen=True, slots=True)
class Passed:
    """One file on its way into the tables."""

    line: FileLine
    message_en: str
    doubts: int
    done: Done
    record: Record
    facts: Sequence[Sequence[Value]]
    findings: Sequence[Sequence[Value]]


class Gathering:
    """The files that are done, in their order; `year` is that of the round."""

    def __init__(self, run: Run, ended: Ends, gathered: Gathered, expectation: Expectation | None) -> None:
        self._run, self._ended, self._gathered, self._expectation = run, ended, gathered, expectation
        self.year = run.request.year or gathered.commonest_year
        gathered.decide(self.year)
        self.tally = Tally()
        before = None if self.year is None else self.year - 1
        self._before = before if before is not None and gathered.has_year(before) else None
        self.crosswise = Crosswise(self._where, last_year=self._before is not None)

    def close(self) -> None:
        """Give the room of the counts back."""
        self.crosswise.close()

    def _where(self, number: int) -> tuple[str, str]:
        one = self._run.inputs[number]
        return one.shown, self._link(one)

    @property
    def count(self) -> int:
        """How many files are done."""
        return len(self._ended)

    def files(self) -> Iterator[Passed]:
        """Every file with its rows; the tally is whole once all have passed."""
        for done in self._ended:
            yield self._passed(done)

    def _passed(self, done: Done) -> Passed:
        one, record = self._run.inputs[done.number], self._run.record(done)
        forms = self._gathered.of_file(done.number)
        doubts = [*record.doubts, *self._among_others(forms)]
        state = State.DOUBT if doubts and record.state is State.READ else record.state
        counts = {form.place: form.counts for form in forms}
        head = (one.shown, done.sha256)
        facts = [(*head, counts.get(place, False), *values) for place, values in record.facts]
        found = [*record.findings, *_told(record, state, doubts, forms)]
        findings = [(*head, counts.get(place, any(counts.values())), *values) for place, values in found]
        line = self._line(one, record, state, doubts, forms, found)
        self._count(line, record, state, doubts, forms)
        self.tally.codes.update(str(values[FINDING_PLACES["code"]]) for _, values in found)
        self._compare(done.number, line, record, forms, found)
        return Passed(line, doubts[0].en if doubts else "", len(doubts), done, record, facts, findings)

    def _among_others(self, forms: Sequence[Form]) -> Iterator[Doubt]:
        """What is doubtful about a file beside the others: older versions, other years, units of nobody."""
        for form in forms:
            name = form.line.title
            if form.winner >= 0:
                instead = self._run.inputs[form.winner].shown
                yield doubt("F708", msg("“{name}”: another version counts, {file}.", name=name, file=instead))
            elif self.year is not None and form.line.year not in {None, self.year}:
                years = {"year": str(form.line.year), "round": str(self.year)}
                yield doubt("F710", msg("“{name}” is of {year}; this round is that of {round}.", name=name, **years))
        for unit in self._strangers(forms):
            yield doubt("F711", msg("The unit “{unit}” is not on the list of units.", unit=unit))

    def _strangers(self, forms: Sequence[Form]) -> Sequence[str]:
        """Units that are not on the bureau's list, each once."""
        expectation = self._expectation
        if expectation is None:
            return ()
        lines = [form.line for form in forms if not expectation.knows(form.line)]
        return tuple(dict.fromkeys(line.unit or line.department for line in lines))

    def _line(
        self,
        one: Input,
        record: Record,
        state: State,
        doubts: Sequence[Doubt],
        forms: Sequence[Form],
        findings: Sequence[Row],
    ) -> FileLine:
        levels = Counter(values[FINDING_PLACES["severity"]] for _, values in findings)
        first = doubts[0] if doubts else Doubt("", "", "")
        counted = sum(form.adds_up for form in forms)
        levels_of = (levels[Severity.ERROR], levels[Severity.WARNING], levels[Severity.INFO])
        path = self._link(one)
        return FileLine(one.shown, path, state, record.kind, first.code, first.zh, len(forms), counted, *levels_of)

    def _link(self, one: Input) -> str:
        """The path from the folder of 汇总 to the file, "" into an archive, to a remote place or another drive."""
        if one.member or one.remote:
            return ""
        try:
            return os.path.relpath(one.path, self._run.out.path)
        except ValueError:
            return ""

    def _count(
        self,
        line: FileLine,
        record: Record,
        state: State,
        doubts: Sequence[Doubt],
        forms: Sequence[Form],
    ) -> None:
        tally = self.tally
        tally.states[state] += 1
        tally.kinds[record.kind] += 1
        if doubts:
            (tally.refusals if state is State.REFUSED else tally.doubts)[doubts[0].code] += 1
        for severity, count in (("error", line.errors), ("warning", line.warnings), ("info", line.notes)):
            tally.severities[severity] += count
        for form in forms:
            tally.found += 1
            tally.counted += form.adds_up
            tally.whole_departments += form.counts and not form.adds_up
            tally.superseded += form.winner >= 0
            tally.other_year += not form.counts and form.winner < 0
            if self._expectation is not None and form.counts:
                self._expectation.see(form.line)

    def _compare(
        self, number: int, line: FileLine, record: Record, forms: Sequence[Form], found: Sequence[Row]
    ) -> None:
        """Hold the forms of a file against those of others, and their scores against the recomputed ones."""
        self.crosswise.add(number, forms, record.facts, found)
        old = {form.place for form in forms if form.winner < 0 and form.line.year == self._before}
        if old and self._before is not None:
            self.crosswise.add_last_year(number, old, record.facts)
        counts = {form.place for form in forms if form.counts}
        doubts = {
            (place, values[FINDING_PLACES["indicator"]] or ""): str(values[FINDING_PLACES["code"]])
            for place, values in found
            if values[FINDING_PLACES["code"]] in IN_DOUBT
        }
        for place, values in record.facts:
            if place in counts:
                self._differ(values, line, doubts.get((place, values[FACT_PLACES["indicator"]] or ""), ""))

    def _differ(self, values: Sequence[Value], line: FileLine, doubt: str) -> None:
        """Keep a difference; `doubt` is the code of a finding that its figure may be in another unit."""
        text = values[FACT_PLACES["difference"]]
        if text is None or not (amount := Decimal(str(text))):
            return
        self.tally.largest.add(abs(amount), _difference(values, amount, line, doubt))

    def stamp(self, number: int) -> Stamp:
        """Length and time of the last change of a file, as it was listed."""
        return self._run.inputs[number].stamp

    def forms(self) -> Iterator[FormLine]:
        """The projects that count, by department, as 汇总 lists them."""
        for form in self._gathered.counted():
            one = self._run.inputs[form.file]
            yield _form_line(form, one.shown, self._link(one))


def _told(record: Record, state: State, doubts: Sequence[Doubt], forms: Sequence[Form]) -> Iterator[Row]:
    """What is said of a file and is no finding of the evaluation yet, as findings: a refusal, an older version."""
    whose = (forms[0].line.department, forms[0].line.unit) if forms else ("", "")
    known = {(values[FINDING_PLACES["code"]], values[FINDING_PLACES["message_zh"]]) for _, values in record.findings}
    severity = Severity.ERROR if state is State.REFUSED else Severity.WARNING
    severity = Severity.INFO if record.kind is InputKind.PASSED_OVER else severity
    for one in doubts:
        if (one.code, one.zh) not in known:
            head: list[Value] = [record.year, *whose, "", "", ""]
            yield -1, [*head, one.code, severity.value, "evaluation", "", "", "", one.zh, one.en, "", ""]


def _difference(values: Sequence[Value], amount: Decimal, line: FileLine, doubt: str) -> Difference:
    def text(name: str) -> str:
        return str(values[FACT_PLACES[name]] or "")

    indicator = text("tier3") or ("预算执行率" if text("row") == "budget" else text("indicator"))
    points = (Decimal(text("claimed_score") or 0), Decimal(text("score") or 0))
    names = (text("unit"), text("project"), indicator, text("target"), text("actual"))
    rule, why = text("rule") or text("method"), text("why_zh")
    why = f"可能写错单位，请先核对（{doubt}）；{why}" if doubt else why
    return Difference(amount, *points, *names, rule, why, line.file, line.path, text("sheet"), text("cell"))


def _form_line(form: Form, file: str, path: str) -> FormLine:
    line = form.line

    def number(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return FormLine(
        line.department,
        line.unit_code,
        line.unit,
        line.code,
        line.title,
        number(line.initial),
        number(line.adjusted),
        number(line.executed),
        line.slip,
        number(line.claimed_total),
        number(line.total),
        line.claimed_grade,
        line.grade,
        line.errors,
        line.warnings,
        line.notes,
        line.adjusted_targets,
        line.indicators,
        file,
        path,
        line.sheet,
        line.cell,
    )
