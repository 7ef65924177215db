"""Rows of actuals from JSON; the output of `selfeval score --json` is understood as well."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from selfeval.core.evaluation import PROJECT_FIELDS, PROJECT_TEXTS
from selfeval.core.model import AMOUNTS, CHECKPOINTS, SOURCES
from selfeval.core.monitoring.fields import MONEY, MONTHS, PROJECT_FACTS, ROW_FACTS
from selfeval.core.monitoring.fields import field as month_fact
from selfeval.core.problems import CellRef, Message, Problem, SelfEvalError, Severity, msg
from selfeval.core.report.month_plain import MONTH_SCHEMA
from selfeval.core.report.plain import SCHEMA
from selfeval.core.texts.surveys import PARTS, RATES, survey_text
from selfeval.workspace.incoming.row import FACTS, Row

_TEXTS = tuple(name for name in FACTS if name != "survey")
"""Facts that are texts; the survey is a table of its own."""
_PROJECT = frozenset({"code", "name", "budget", "indicators", "monitoring", "unit", *PROJECT_TEXTS})
_INDICATOR = frozenset({"id", "tier1", "tier2", "tier3", *FACTS, "monitoring"})
_BUDGET = frozenset({*AMOUNTS, *PROJECT_FIELDS, "unit", "checkpoints", "sources"})

Pairs = list[tuple[str, object]]


class _Twice(dict[str, object]):
    """A JSON object that remembers the keys it held more than once."""

    def __init__(self, pairs: Pairs) -> None:
        super().__init__()
        self.twice: list[tuple[str, object]] = []
        for name, value in pairs:
            if name in self:
                self.twice.append((name, value))
            else:
                self[name] = value


def rows_of_json(text: str, name: str) -> tuple[list[Row], tuple[Problem, ...]]:
    """The rows that hold something, and problems: F403 keys given twice, F404 keys and values that cannot be used.

    Raises:
        SelfEvalError: F407 with the line, where it is not JSON or has no list of projects.
    """
    try:
        # Numbers stay as they are written: a binary fraction never touches a score.
        data = json.loads(text, parse_float=str, parse_int=str, object_pairs_hook=_Twice)
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
        message = msg("{name} is not JSON from line {line}, column {column} on.", name=name, line=line, column=column)
        raise _broken(message, line) from error
    except RecursionError as error:
        raise _broken(msg("{name} is nested too deeply.", name=name)) from error
    if not isinstance(data, dict) or not isinstance(data.get("projects"), list):
        raise _broken(msg("{name} has no list of “projects”.", name=name))
    reader = _Reader(name, ours=data.get("schema") in (SCHEMA, MONTH_SCHEMA))
    reader.unknown(data, "", frozenset({"projects", "schema"}))
    rows: list[Row] = []
    for place, project in enumerate(data["projects"]):
        rows += reader.project(project, f"projects[{place}]")
    return rows, tuple(reader.problems)


class _Reader:
    """Walks through the values and collects what is wrong with them."""

    def __init__(self, name: str, *, ours: bool) -> None:
        self.name = name
        self.ours = ours
        self.problems: list[Problem] = []

    def project(self, value: object, path: str) -> Iterator[Row]:
        """The rows of one project: its budget, then its indicators."""
        if not isinstance(value, dict):
            self._bad(path, value, msg("A project must be an object in curly brackets."))
            return
        self.unknown(value, path, _PROJECT)
        code, name = self._text(value, "code", path), self._text(value, "name", path)
        facts = self._facts(value, PROJECT_TEXTS, path)
        unit = ""
        if isinstance(budget := value.get("budget"), dict):
            facts += self._budget(budget, f"{path}.budget")
            unit = self._text(budget, "unit", f"{path}.budget")
        elif budget is not None:
            self._bad(f"{path}.budget", budget, msg("The budget must be an object in curly brackets."))
        if facts:
            yield Row(self._where(f"{path}.budget"), tuple(facts), code, name, budget=True, money_unit=unit)
        if months := self._months(value, path, PROJECT_FACTS):
            unit = self._unit(value, path) or unit
            yield Row(self._where(f"{path}.monitoring"), tuple(months), code, name, budget=True, money_unit=unit)
        indicators = value.get("indicators")
        if indicators is not None and not isinstance(indicators, list):
            self._bad(f"{path}.indicators", indicators, msg("Indicators must be a list in square brackets."))
            return
        for place, item in enumerate(indicators or []):
            yield from self._indicator(item, f"{path}.indicators[{place}]", code, name)

    def _unit(self, value: Mapping[str, object], path: str) -> str:
        """The unit of the amounts of months: beside `monitoring`, in our own output also among the figures."""
        figures = value.get("figures")
        own = self._text(figures, "unit", f"{path}.figures") if self.ours and isinstance(figures, dict) else ""
        return self._text(value, "unit", path) or own

    def _indicator(self, value: object, path: str, code: str, name: str) -> Iterator[Row]:
        if not isinstance(value, dict):
            self._bad(path, value, msg("An indicator must be an object in curly brackets."))
            return
        self.unknown(value, path, _INDICATOR)
        facts = self._facts(value, _TEXTS, path) + self._months(value, path, ROW_FACTS)
        facts += self._survey(value.get("survey"), path)
        facts = [(field, "不适用" if field == "not_applicable" and text == "是" else text) for field, text in facts]
        facts = [(field, text) for field, text in facts if not (field == "not_applicable" and text == "否")]
        tier1, tier2, tier3, row_id = (self._text(value, tier, path) for tier in ("tier1", "tier2", "tier3", "id"))
        if facts:
            yield Row(self._where(path), tuple(facts), code, name, tier1, tier2, tier3, row_id)

    def _survey(self, value: object, path: str) -> list[tuple[str, str]]:
        """The survey: a text, or its counts by name; what else our own output says beside them is passed over."""
        if not isinstance(value, dict):
            text = self._text({"survey": value}, "survey", path)
        else:
            self.unknown(value, f"{path}.survey", frozenset({"text", *PARTS, *RATES, "assumptions"}))
            counts = dict(self._facts(value, PARTS, f"{path}.survey"))
            text = self._text(value, "text", f"{path}.survey") or survey_text(counts)
        return [("survey", text)] if text else []

    def _budget(self, value: Mapping[str, object], path: str) -> list[tuple[str, str]]:
        self.unknown(value, path, _BUDGET)
        facts = self._facts(value, PROJECT_FIELDS, path)
        facts += self._nested(value, "checkpoints", path, {str(month): f"checkpoint.{month}" for month in CHECKPOINTS})
        return facts + self._sources(value, path, {amount: amount for amount in AMOUNTS})

    def _sources(self, value: Mapping[str, object], path: str, amounts: Mapping[str, str]) -> list[tuple[str, str]]:
        """The amounts by source under `sources`, by the facts that the amounts are."""
        sources, facts = value.get("sources"), list[tuple[str, str]]()
        if isinstance(sources, dict):
            self.unknown(sources, f"{path}.sources", frozenset(amounts))
            for amount, fact in amounts.items():
                names = {source: f"{fact}.{source}" for source in SOURCES}
                facts += self._nested(sources, amount, f"{path}.sources", names)
        elif sources is not None:
            self._bad(f"{path}.sources", sources, msg("Sources must be an object in curly brackets."))
        return facts

    def _months(self, value: Mapping[str, object], path: str, names: tuple[str, ...]) -> list[tuple[str, str]]:
        """The facts of months under `monitoring`, by the number of the month: `{"6": {"executed": "84.6"}}`."""
        months = value.get("monitoring")
        if months is None:
            return []
        if not isinstance(months, dict):
            self._bad(f"{path}.monitoring", months, msg("This must be an object in curly brackets."))
            return []
        self.unknown(months, f"{path}.monitoring", frozenset(map(str, MONTHS)))
        facts: list[tuple[str, str]] = []
        for month in MONTHS:
            inner, where = months.get(str(month)), f"{path}.monitoring.{month}"
            if inner is None:
                continue
            if not isinstance(inner, dict):
                self._bad(where, inner, msg("This must be an object in curly brackets."))
                continue
            self.unknown(inner, where, frozenset({*names, "sources"}) if names is PROJECT_FACTS else frozenset(names))
            facts += [(month_fact(month, name), text) for name, text in self._facts(inner, names, where)]
            if names is PROJECT_FACTS:
                facts += self._sources(inner, where, {amount: month_fact(month, amount) for amount in MONEY})
        return facts

    def _nested(
        self, value: Mapping[str, object], field: str, path: str, names: Mapping[str, str]
    ) -> list[tuple[str, str]]:
        inner = value.get(field)
        if inner is None:
            return []
        if not isinstance(inner, dict):
            self._bad(f"{path}.{field}", inner, msg("This must be an object in curly brackets."))
            return []
        self.unknown(inner, f"{path}.{field}", frozenset(names))
        return [(names[name], text) for name, text in self._facts(inner, tuple(names), f"{path}.{field}")]

    def _facts(self, value: Mapping[str, object], names: tuple[str, ...], path: str) -> list[tuple[str, str]]:
        return [(name, text) for name in names if (text := self._text(value, name, path))]

    def _text(self, value: Mapping[str, object], name: str, path: str) -> str:
        """A value as text: as written for numbers, 是 and 否 for true and false, "" for null."""
        found = value.get(name)
        if found is None:
            return ""
        if isinstance(found, bool):
            return "是" if found else "否"
        if isinstance(found, str | float):
            return str(found).strip().encode("utf-8", "replace").decode("utf-8")
        self._bad(f"{path}.{name}", found, msg("A text, a number or null is needed here."))
        return ""

    def unknown(self, value: Mapping[str, object], path: str, known: frozenset[str]) -> None:
        """F403 for keys given twice, F404 for keys that mean nothing here."""
        for name, second in getattr(value, "twice", ()):
            message = msg("The key “{key}” is given twice; the first one is used.", key=name)
            self._add(
                "F403", Severity.ERROR, message, msg("Delete the wrong one."), f"{path}.{name}".strip("."), second
            )
        if self.ours:
            return
        for name in value:
            if name not in known:
                message = msg("The key “{key}” is not used.", key=name)
                hint = msg("Known here: {known}", known=", ".join(sorted(known)))
                self._add("F404", Severity.WARNING, message, hint, f"{path}.{name}".strip("."), value[name])

    def _bad(self, path: str, value: object, message: Message) -> None:
        self._add("F404", Severity.ERROR, message, msg("docs/readings.md shows the form of the file."), path, value)

    def _add(self, code: str, severity: Severity, message: Message, hint: Message, path: str, value: object) -> None:
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        self.problems.append(Problem(code, severity, message, hint, self._where(path), shown[:200]))

    def _where(self, path: str) -> CellRef:
        return CellRef(self.name, path)


def _broken(message: Message, line: int | None = None) -> SelfEvalError:
    return SelfEvalError(
        msg("Broken JSON"),
        message,
        msg("docs/readings.md shows the form of the file; check commas and brackets."),
        "F407",
        line=line,
    )
