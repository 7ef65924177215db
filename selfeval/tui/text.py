"""User text made safe for the screen: no markup, no control characters, widths in terminal cells, narrow marks.

Ambiguous-width characters (`…`, `·`, `█`, box drawing) are not used in what we print ourselves: in a Chinese console
they take two cells and push the columns out of line.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import islice, pairwise

from rich.cells import cell_len, get_character_cell_size, set_cell_size
from textual.content import Content

from selfeval import i18n
from selfeval.core.numbers import fixed, plain, round_half_up
from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, Severity, msg
from selfeval.textgrid import breaks, harmless, whole_until

CUT = ".."
"""Stands at the end of a text that did not fit."""

_BREAKS = lazy(r"[\t-\r\x1c-\x1e\x85\u2028\u2029]+")
_SIGN = lazy(r"([≥≤≧≦±])(?=[^\s])")
_TIER2_TAIL = lazy(r"(绩效)?指标$")

SEVERITY_MARKS = {Severity.ERROR: "x", Severity.WARNING: "!", Severity.INFO: "i"}
"""One narrow letter per severity, so that colour is never the only sign."""

SEVERITY_TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: "dim"}
"""The tone of a severity in lists."""

MET, MISSED, OPEN, ASK, GONE = "+", "-", "", "?", "/"
"""Marks of a row: full points; points lost; nothing entered; something to answer; does not apply."""


class Words:
    """Sentences in the reader's language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.translate = i18n.translator(language)

    def __call__(self, message: Message) -> str:
        """The sentence in this language."""
        return message.render(self.translate)

    def together(self, said: Iterable[str | Message]) -> str:
        """Sentences one after the other: a blank between them, but none behind a Chinese mark, which has its own."""
        whole = ""
        for text in filter(None, (one if isinstance(one, str) else self(one) for one in said)):
            parted = whole and cell_len(whole[-1]) <= 1
            whole += f" {text}" if parted else text
        return whole

    def severity(self, severity: Severity) -> str:
        """The name of a severity."""
        names = {Severity.ERROR: msg("errors"), Severity.WARNING: msg("warnings"), Severity.INFO: msg("notes")}
        return self(names[severity])


def one_line(text: str) -> str:
    """The text on one line: a space for breaks and tabs, a visible mark for what a terminal would obey or not show."""
    return harmless(_BREAKS.sub(" ", text)).strip()


def many_lines(text: str) -> str:
    """The text with its line breaks, each of them as `one_line` shows it."""
    return "\n".join(one_line(line) for line in text.splitlines())


def spaced(text: str) -> str:
    """A space after `≥`, `≤`, `±`: some consoles draw them over the next character."""
    return _SIGN.sub(r"\1 ", one_line(text))


def width(text: str) -> int:
    """Terminal cells that the text takes."""
    return cell_len(text)


def clip(text: str, cells: int) -> str:
    """The text cut to at most `cells` terminal cells, `..` at the end where something was cut; no figure is cut."""
    if cell_len(text) <= cells:
        return text
    if cells <= len(CUT):
        kept = set_cell_size(text, max(cells, 0))
        return CUT[: max(cells, 0)] if any(map(str.isdigit, kept)) else kept
    kept = set_cell_size(text, cells - len(CUT)).rstrip()
    return text[: whole_until(text, len(kept))].rstrip() + CUT


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """The text in exactly `cells` terminal cells, clipped or filled up with spaces."""
    text = clip(text, cells)
    fill = " " * max(cells - cell_len(text), 0)
    return fill + text if right else text + fill


def wrap(text: str, cells: int, lines: int) -> list[str]:
    """The text on at most `lines` lines of `cells` cells, each begins where the first does, the last is clipped."""
    if lines <= 1 or cell_len(text) <= cells or cells < 2:
        return [clip(text, cells)]
    bare = text.lstrip(" ")
    indent = len(text) - len(bare)
    if 0 < indent < cells // 2:
        return [" " * indent + line for line in wrap(bare, cells - indent, lines)]
    starts = [0, *islice(breaks(text, cells, get_character_cell_size), lines - 1)]
    taken = [text[first:last].rstrip() for first, last in pairwise(starts)]
    return [*taken, clip(text[starts[-1] :].rstrip(), cells)]


def tier2_bare(tier2: str) -> str:
    """`数量指标` → `数量`, `服务对象满意度指标` → `服务对象满意度`."""
    return _TIER2_TAIL.sub("", one_line(tier2)) or one_line(tier2)


def tier2_short(tier2: str) -> str:
    """`数量指标` → `数量`, `服务对象满意度指标` → `满意度`, `可持续影响指标` → `可持续`."""
    bare = tier2_bare(tier2)
    for long, short in (("服务对象满意度", "满意度"), ("可持续影响", "可持续"), ("社会公众满意度", "满意度")):
        bare = bare.replace(long, short)
    return bare.removesuffix("效益") or bare


def points(value: Decimal | None, places: int = 2) -> str:
    """A score with its decimals, `-` where there is none."""
    return "-" if value is None else (fixed(value, places) or "-")


MANIFOLD = 10
"""From so many times the whole on, a column of rates holds no figure: 元 was written for 万元."""


def percent(rate: Fraction | Decimal | None, *, column: bool = False) -> str:
    """A share of 1 as `97.39%`, `-` where there is none.

    `column`: with both decimals, so that they stand in line; of ten times and more only that it is so, since a figure
    that is cut is another one.
    """
    if rate is None:
        return "-"
    if column and rate >= MANIFOLD:
        return f">{MANIFOLD * 100 - 1}%"
    share = round_half_up(rate * 100, 2)
    return f"{share:.2f}%" if column else f"{plain(share)}%"


def facts(pairs: Iterable[tuple[str, str]]) -> Content:
    """Label and text pairs, one under the other, labels muted; nothing in them is read as markup."""
    lines = []
    for label, text in pairs:
        shown = many_lines(text)
        if shown:
            lines.append(Content.assemble((f"{label}  ", "$muted") if label else "", shown))
    return Content("\n").join(lines)
