"""What may stand in a cell: safe texts, sheet names, and numbers that look exactly like the text they replace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from selfeval.core.free_names import FreeNames
from selfeval.core.numbers import plain
from selfeval.core.patterns import lazy
from selfeval.core.records import dataclass
from selfeval.core.texts.kept import of_short_texts
from selfeval.excel.book.grid import cell_address, column_letters
from selfeval.excel.book.numfmt import shown

MAX_TEXT = 32_767
"""Characters that one cell can hold (ECMA-376, as Excel enforces it)."""

CUT = "……（本格放不下，全文见“说明”）"
MAX_NAME = 31
MAX_LIST = 255
"""Characters of the list of a drop-down that stands in its rule (as Excel enforces it)."""
EPOCH_ORDINAL = date(1899, 12, 30).toordinal()

_FORBIDDEN_NAME = lazy(r"[\[\]:*?/\\\x00-\x1f]")
_ONE_NUMBER = lazy(
    r"(?P<before>(?:[^0-9-]|-(?![0-9])){0,200}+)(?P<sign>-?)(?P<whole>(?>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+))(?P<part>\.[0-9]+)?"
    r"(?P<percent> ?%)?(?P<after>[^0-9]{0,200})"
)
_DATES = (
    (lazy(r"(\d{4})-(\d{2})-(\d{2})"), "yyyy-mm-dd"),
    (lazy(r"(\d{4})-([1-9]\d?)-([1-9]\d?)"), "yyyy-m-d"),
    (lazy(r"(\d{4})/([1-9]\d?)/([1-9]\d?)"), "yyyy/m/d"),
    (lazy(r"(\d{4})\.([1-9]\d?)\.([1-9]\d?)"), "yyyy.m.d"),
    (lazy(r"(\d{4})年([1-9]\d?)月([1-9]\d?)日"), 'yyyy"年"m"月"d"日"'),
)
_LONGEST_WORDS, _LONGEST_FORMAT = 40, 250
_BARE = frozenset("#,0.")
_MARKED = lazy(r'(["\\])')
_NOT_XML = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class AsNumber:
    """A number and the number format under which it shows a given text: 0.95 with `0%` for `95%`."""

    value: Decimal
    format: str
    is_date: bool = False


@of_short_texts
def as_number(text: str) -> AsNumber | None:
    """The number that can stand for a text without changing what is seen; None where there is none.

    Only texts with exactly one number, of at most 15 digits, and real dates written out have one.
    """
    found = _ONE_NUMBER.fullmatch(text)
    if found is None:
        return _as_date(text)
    before, after = found["before"], found["after"]
    words = before + after
    if len(words) > _LONGEST_WORDS or any(not char.isprintable() or char.isdigit() for char in words):
        return None
    whole, part = found["whole"].replace(",", ""), found["part"] or ""
    if len(whole) + len(part) > 15 or (found["sign"] and (before or not whole.strip("0"))):
        return None
    code = ("#,##0" if "," in found["whole"] else "0") + ("." + "0" * (len(part) - 1) if part else "")
    code = _quoted(before) + code + (found["percent"] or "") + _quoted(after)
    value = Decimal(found["sign"] + whole + part)
    if found["percent"]:
        value /= 100
    seen, exact = shown(value, code)
    return AsNumber(value, code) if seen == text and exact else None


def _as_date(text: str) -> AsNumber | None:
    for pattern, code in _DATES:
        found = pattern.fullmatch(text)
        if found and text.isascii() == (code.isascii()):
            try:
                day = date(*(int(group) for group in found.groups()))
            except ValueError:
                return None
            serial = day.toordinal() - EPOCH_ORDINAL
            return AsNumber(Decimal(serial), code, is_date=True) if day.year >= 1901 else None
    return None


def _quoted(words: str) -> str:
    """Words as a number format takes them: in quotes, quotes and backslashes escaped outside of them."""
    pieces = _MARKED.split(words)
    return "".join(f"\\{piece}" if piece in {'"', "\\"} else f'"{piece}"' for piece in pieces if piece)


def with_unit(number: AsNumber, unit: str) -> AsNumber:
    """A bare number with its unit behind it, `98` → `98%`: only what is seen changes, never the number.

    The number as it was where it has words or a percent sign of its own, or no format can show the unit.
    """
    if not unit or len(unit) > _LONGEST_WORDS or not unit.isprintable() or not set(number.format) <= _BARE:
        return number
    code = number.format + _quoted(unit)
    return AsNumber(number.value, code) if len(code) <= _LONGEST_FORMAT else number


def unit_format(unit: str) -> str:
    """The number format that shows any number, with all its decimals, and a unit behind it; "" where none can."""
    code = "General" + _quoted(unit)
    usable = unit and len(unit) <= _LONGEST_WORDS and unit.isprintable() and len(code) <= _LONGEST_FORMAT
    return code if usable else ""


def scaled(reference: str, factor: Fraction) -> str | None:
    """The formula that turns a cell into a reading `factor` times as large; None for a factor that is no simple one.

    Rounded to ten places, because 0.07 × 100 is not 7 in a spreadsheet.
    """
    if factor == 1:
        return reference
    if factor.denominator == 1 and factor > 0:
        return f"ROUND({reference}*{factor.numerator},10)"
    if factor.numerator == 1 and factor > 0:
        return f"ROUND({reference}/{factor.denominator},10)"
    return None


def safe_text(text: str) -> str:
    """A text that a workbook can hold: plain line breaks; what XML cannot hold becomes visible as `�`."""
    if text.isprintable():
        return text  # as nearly all: nothing of what is looked for below is
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_XML.sub("\ufffd", text)


def file_url(path: str, anchor: str = "") -> str:
    """The address of a file, and of a cell in it, as XlsxWriter takes it; "" where nothing can be linked to.

    Behind a `#` a spreadsheet looks for a place in the file, also where the name of the file goes on.
    """
    url = f"external:{path}{anchor}"
    usable = path and path.isprintable() and "#" not in path and safe_text(url) == url
    return url if usable else ""


def utf16_length(text: str) -> int:
    """Length as spreadsheets count it: characters beyond the basic plane count two."""
    return len(text) + sum(1 for char in text if ord(char) > 0xFFFF)


def own_list(labels: Sequence[str]) -> list[str]:
    """The labels of a drop-down that its rule can hold itself; none where they are too long or have its own signs."""
    simple = not any("," in label or '"' in label for label in labels)
    return list(labels) if simple and utf16_length(",".join(labels)) <= MAX_LIST else []


def fitting(text: str) -> tuple[str, str]:
    """A text cut to what a cell holds, with a visible mark, and the rest that was cut off ("" if nothing)."""
    if 2 * len(text) <= MAX_TEXT or utf16_length(text) <= MAX_TEXT:
        return text, ""
    room = MAX_TEXT - len(CUT)
    cut = min(room, len(text))
    while utf16_length(text[:cut]) > room:
        cut -= max(1, (utf16_length(text[:cut]) - room) // 2)
    return text[:cut] + CUT, text[cut:]


def sheet_names(titles: list[str], taken: list[str]) -> list[str]:
    """One valid, unique sheet name per title, none of them (in any case) one of `taken`."""
    free = FreeNames([*taken, "history"], like=str.casefold)
    names = []
    for title in titles:
        base = _clamped(_FORBIDDEN_NAME.sub("", safe_text(title)).strip().strip("'").strip() or "项目", "")
        names.append(free.take(base, _numbered))
    return names


def _numbered(base: str, number: int) -> str:
    return _clamped(base, f"({number})")


def _clamped(base: str, suffix: str) -> str:
    room = MAX_NAME - len(suffix)
    base = base[:room]
    while utf16_length(base) > room:
        base = base[:-1]
    return (base.rstrip("' ") + suffix) or "项目"


def quoted_sheet(name: str) -> str:
    """The name as formulas write it: `'信访专项资金'!`."""
    return "'" + name.replace("'", "''") + "'!"


def number_text(value: Decimal | Fraction | int) -> str:
    """A number as a formula writes it."""
    return plain(value)


def cell_name(row: int, column: int) -> str:
    """(0, 0) → `A1`."""
    return cell_address(row + 1, column + 1)


def absolute(row: int, column: int) -> str:
    """(0, 0) → `$A$1`."""
    return f"${column_letters(column + 1)}${row + 1}"
