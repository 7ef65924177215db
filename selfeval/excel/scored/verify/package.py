"""What a scored workbook carries besides its cells that changes what is seen, printed or worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from selfeval.core.patterns import lazy
from selfeval.core.problems import CellRef, Message, Problem, Severity, msg
from selfeval.excel.book.grid import Span, cell_address
from selfeval.excel.book.look import BookLook
from selfeval.excel.scored.verify.expected import Expected
from selfeval.excel.scored.verify.figures import RESTORE

_PRINT = {"_xlnm.Print_Area": msg("the print area"), "_xlnm.Print_Titles": msg("the repeated rows")}
_FUNCTION = lazy(r"\b([A-Z][A-Z0-9.]*)\(")
_CODE = lazy(r'&("[^"]*"|[0-9]+|[BIUSEXY]|K[0-9A-Fa-f+-]{6,8})')
_MOST_CELLS = 10_000


def carried_along(
    wanted: BookLook, look: BookLook, expectation: Expected, titles: Mapping[str, str]
) -> Iterator[Problem]:
    """S516 print, S518 names, links and settings, S520 validations and charts; `titles` by what the program says."""
    for name, title in titles.items():
        yield from _print(wanted, look, name, title)
    yield from _names(wanted, look, expectation)
    yield from _settings(wanted, look)
    for name, title in titles.items():
        yield from _validations(wanted, look, name, title)
    yield from _charts(wanted, look, titles)


def _print(wanted: BookLook, look: BookLook, name: str, title: str) -> Iterator[Problem]:
    where = CellRef(title, "")
    for defined, what in _PRINT.items():
        expected, found = (_area(one.names.get((defined, sheet), "")) for one, sheet in ((wanted, name), (look, title)))
        if expected != found:
            message = msg(
                "On the sheet {sheet}, {what} is {found}; the program wrote {expected}.",
                sheet=title,
                what=what,
                found=Message(found) if found else msg("(none)"),
                expected=Message(expected) if expected else msg("(none)"),
            )
            yield Problem("S516", Severity.WARNING, message, RESTORE, where, found)
    expected_lines, lines = (_lines(one.sheets[sheet].heading) for one, sheet in ((wanted, name), (look, title)))
    if expected_lines != lines:
        message = msg(
            "On the sheet {sheet}, the print says “{found}” above and below; the program wrote “{expected}”.",
            sheet=title,
            found="; ".join(sorted(lines)),
            expected="; ".join(sorted(expected_lines)),
        )
        yield Problem("S516", Severity.WARNING, message, RESTORE, where, "; ".join(sorted(lines)))


def _area(text: str) -> str:
    """`'表'!$A$1:$I$22` → `A1:I22`; the sheet is known."""
    return ",".join(sorted(part.rpartition("!")[2].replace("$", "") for part in text.split(",") if part))


def _lines(heading: Mapping[str, str]) -> frozenset[str]:
    """Header and footer without the codes of type, and without blank ones."""
    plain = ("".join(_CODE.sub("", text).split()) for text in heading.values())
    return frozenset(text for text in plain if re.sub(r"&[LCR]", "", text))


def _names(wanted: BookLook, look: BookLook, expectation: Expected) -> Iterator[Problem]:
    used = {word for formula in expectation.formulas.values() for word in _FUNCTION.findall(formula)}
    for (name, sheet), text in sorted(look.names.items()):
        if name in _PRINT or name.startswith("_xlnm.") or wanted.names.get((name, sheet)) == text:
            continue
        if name.upper() in used or "LAMBDA(" in text.upper():
            message = msg("The defined name {name} means something else than the function of this name.", name=name)
            yield Problem("S518", Severity.ERROR, message, RESTORE, input=text)
        elif "[" in text:
            message = msg("The defined name {name} refers to another workbook.", name=name)
            yield Problem("S518", Severity.WARNING, message, RESTORE, input=text)
        else:
            message = msg("The name {name} was defined in this workbook.", name=name)
            yield Problem("S518", Severity.INFO, message, input=text)
    if look.links and not wanted.links:
        message = msg("The workbook is linked to other workbooks.")
        yield Problem("S518", Severity.WARNING, message, RESTORE)


def _settings(wanted: BookLook, look: BookLook) -> Iterator[Problem]:
    words = {
        "manual": msg("The workbook is set not to work out its formulas by itself."),
        "asShown": msg("The workbook is set to calculate with figures as they are shown."),
        "date1904": msg("The workbook counts its days from 1904, so that dates read otherwise."),
        "window": msg("The window of the workbook is hidden."),
    }
    for setting in sorted(look.settings - wanted.settings):
        yield Problem("S518", Severity.WARNING, words[setting], RESTORE)


def _validations(wanted: BookLook, look: BookLook, name: str, title: str) -> Iterator[Problem]:
    expected, found = (_rules(one.sheets[sheet].validations) for one, sheet in ((wanted, name), (look, title)))
    holds = wanted.sheets[name].styles.keys()
    cells = sorted({place for place, _ in expected ^ found if place in holds})
    if cells:
        names = [cell_address(*cell) for cell in cells]
        message = msg(
            "What may be entered on the sheet {sheet} was changed: {cells}.", sheet=title, cells=", ".join(names[:10])
        )
        yield Problem("S520", Severity.WARNING, message, RESTORE, CellRef(title, names[0]))


def _rules(validations: list[tuple[str, str, str]]) -> set[tuple[tuple[int, int], str]]:
    rules = set()
    for ranges, kind, rule in validations:
        for text in ranges.split():
            try:
                span = Span.of(text)
            except ValueError:
                continue
            places = [(row, column) for row in range(span.top, min(span.bottom, span.top + _MOST_CELLS) + 1)
                      for column in range(span.left, min(span.right, span.left + 50) + 1)]  # fmt: skip
            said = f"{kind} " + re.sub(r"[\s$]", "", rule)
            rules |= {(place, said) for place in places[:_MOST_CELLS]}
    return rules


def _charts(wanted: BookLook, look: BookLook, titles: Mapping[str, str]) -> Iterator[Problem]:
    """Charts that are gone, or draw other cells, or say other words."""
    for name, title in titles.items():
        expected, found = wanted.drawn[name].charts, look.drawn[title].charts
        if len(found) < len(expected):
            message = msg("The sheet {sheet} has lost its charts.", sheet=title)
            yield Problem("S520", Severity.WARNING, message, RESTORE, CellRef(title, ""))
        elif {chart.cells for chart in found} != {chart.cells for chart in expected}:
            message = msg("A chart of the sheet {sheet} draws other cells than the program wrote.", sheet=title)
            yield Problem("S520", Severity.ERROR, message, RESTORE, CellRef(title, ""))
        elif {chart.words for chart in found} != {chart.words for chart in expected}:
            message = msg("A chart of the sheet {sheet} says other words than the program wrote.", sheet=title)
            yield Problem("S520", Severity.ERROR, message, RESTORE, CellRef(title, ""))
