"""The ways in which people get a line of TOML wrong, each with the line as it was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from selfeval.core.patterns import lazy
from selfeval.core.problems import msg
from selfeval.core.rules.keys.fields import NUMERIC
from selfeval.core.rules.keys.tables import TABLES
from selfeval.rulepacks.text.brackets import Repaired, headers, unclosed, wrong_kind
from selfeval.rulepacks.text.meant import number, truth
from selfeval.rulepacks.text.signs import split_comment

_KINDS: dict[str, set[bool]] = {}
_LABELS: dict[str, set[str]] = {}
for _fields in TABLES.values():
    for _field in _fields:
        _KINDS.setdefault(_field.key.rpartition(".")[2], set()).add(_field.kind in NUMERIC)
        _LABELS.setdefault(_field.label.partition("（")[0], set()).add(_field.key.rpartition(".")[2])
ONLY_NUMBERS = frozenset(key for key, kinds in _KINDS.items() if kinds == {True})
"""Keys that hold numbers wherever they stand."""

_ASSIGN = lazy(
    r"^(\s*(?:[{,]\s*)?)((?:\"[^\"]*\"|[^\s\"'=:：#\[\]{},.]+)(?:\s*\.\s*[^\s\"'=:#\[\]{},.]+)*)\s*=\s*(.*)$"
)
_UNITS = r"(?:%|‰|分|字|万元|元|年度|年|个百分点|位|位小数|起|以上|个|点)"
_IN_GROUPS = r"\d{1,3}(?:\s\d{3})++"
_WHOLE_PART = rf"(?:{_IN_GROUPS}|\d[\d.]*+)(?:,\d{{3}})*+"
_FIGURES = lazy(rf"[+\-]?{_WHOLE_PART}(?:\.\d*+)?\s*+{_UNITS}*|[+\-]?\.\d++{_UNITS}*")
"""A number as people write it: `1 000`, `1,000`, `5.`, `.5`, `130%`."""
_COMMA_DECIMAL = lazy(rf"(?P<whole>0(?=,)|\d++(?=,\d\d?\b)),(?P<decimals>\d++)\s*+{_UNITS}*")
"""`0,125` and `8,5`; three digits behind any other number are thousands."""

_KEY = lazy(r"((?:^|[{,])\s*+)([^\s\"'=\[\]{},#]++)(\s*+=)")
_CALLED = {
    "从": "from",
    "自": "from",
    "起": "from",
    "到": "to",
    "至": "to",
    "止": "to",
    "权重": "weight",
    "标题": "title",
}
"""What clerks call the two ends of the years, points and titles."""
_ENDS = ",;. \t\r\n\u00a0\u3000"


def _in_quotes(key: str) -> str:
    """A key with a character beyond ASCII in quotes, unless a colon stands before that, which ends a key of its own."""
    first = next((place for place, sign in enumerate(key) if not sign.isascii()), None)
    return key if first is None or ":" in key[:first] else f'"{key}"'


def _in_english(key: str) -> str:
    """The key that a Chinese heading stands for, where that is one only; else the key itself."""
    known = {name for name in _LABELS.get(key, ()) if name.isascii()}
    return known.pop() if len(known) == 1 else _CALLED.get(key, key)


def _parts(line: str) -> tuple[str, str, str, str] | None:
    """Indentation, key, value, comment of a line `key = value`."""
    body, comment = split_comment(line)
    found = _ASSIGN.match(body)
    return (found[1], found[2].rstrip(), found[3].strip(), comment) if found else None


def _assign(line: str, following: Sequence[str]) -> Repaired:
    """`key: value`, `key == value`, `key value`, `- key = value`."""
    body, comment = split_comment(line)
    if found := re.match(r"^(\s*+)[-*•·]\s++([A-Za-z_][\w.-]*+\s*+[=:].*)$", body):
        plain = re.sub(r"^([\w.-]++)\s*+:\s*+", r"\1 = ", found[2])
        yield msg("no dash stands before a key"), f"{found[1]}{plain}{comment}"
    if found := re.match(r"^(\s*)([^\s=:\[\]{},]+)\s*(?::=|==+|=>|=\s*=|->|:)\s*(.*)$", body):
        yield msg("between key and value stands one ="), f"{found[1]}{found[2]} = {found[3]}{comment}"
    found = re.match(r"^(\s*)([A-Za-z_][\w.-]*)\s+([^=\s].*)$", body)
    if found and "=" not in found[3].split('"')[0]:
        yield msg("the = between key and value is missing"), f"{found[1]}{found[2]} = {found[3]}{comment}"
    if re.search(r"[{,]\s*[^\s=:{}\[\],]+\s*:", body):
        fixed = re.sub(r"([{,]\s*(?:\"[^\"]*\"|[^\s=:{}\[\],\"]+)\s*):", r"\1 =", body)
        yield msg("between key and value stands one ="), fixed + comment


def _number(line: str, following: Sequence[str]) -> Repaired:
    """`130%`, `10分`, `1,000`, `05`, `.5`, `5.`, `1 000`."""
    if parts := _parts(line):
        indent, key, value, comment = parts
        bare = re.sub(r"^[≥≧>≤<]\s*=?\s*", "", value.rstrip())
        guess = number(bare.replace(" ", "")) if _FIGURES.fullmatch(bare) else None
        if found := _COMMA_DECIMAL.fullmatch(bare):
            point = f"{found['whole']}.{found['decimals']}"
            yield msg("a point stands before the decimals"), f"{indent}{key} = {point}{comment}"
        spoken = _spoken(bare)
        if spoken:
            yield msg("a number is written in figures"), f"{indent}{key} = {spoken}{comment}"
        if guess is not None and value.rstrip() != f"{guess:f}":
            unit = re.sub(r"[\d.,\s+\-]", "", value)
            if unit:
                sign = msg("a number stands alone, without {unit}; percents are numbers of 100", unit=unit)
            else:
                sign = msg("this is no number: no leading zero, no thousands sign, digits on both sides of the point")
            yield sign, f"{indent}{key} = {guess:f}{comment}"
    body, comment = split_comment(line)
    fixed = re.sub(rf"(=\s*)(\d+(?:\.\d+)?)\s*{_UNITS}(?=\s*[,}}\]]|\s*$)", r"\1\2", body)
    if fixed != body:
        named = re.search(_UNITS, body[body.index("=") :])
        yield msg("a number stands alone, without {unit}; percents are numbers of 100",
                  unit=named[0] if named else "%"), fixed + comment  # fmt: skip
    fixed = re.sub(
        r"(=\s*)0+(\d)",
        r"\1\2",
        re.sub(r"(=\s*)\.(\d)", r"\g<1>0.\2", re.sub(r"(\d)\.(?=\s*[,}\]]|\s*$)", r"\1", body)),
    )
    if fixed != body:
        sign = msg("this is no number: no leading zero, no thousands sign, digits on both sides of the point")
        yield sign, fixed + comment


def _spoken(text: str) -> str:
    """The figures of 十, 八十五, and of 1O or l0; "" for anything else."""
    if re.fullmatch(r"[\dOolI]+", text) and re.search(r"\d", text) and not text.isdigit():
        return text.translate(str.maketrans("OolI", "0011"))
    digits = "零一二三四五六七八九"
    found = re.fullmatch(rf"(?:([{digits}]?)(十))?([{digits}]?)(?:分|%)?|(一百)(?:分|%)?", text)
    if not found or not text:
        return ""
    if found[4]:
        return "100"
    tens = digits.index(found[1] or "一") if found[2] else 0
    return str(tens * 10 + (digits.index(found[3]) if found[3] else 0))


def _truth(line: str, following: Sequence[str]) -> Repaired:
    """`是`, `否`, `True`, `yes`."""
    if parts := _parts(line):
        indent, key, value, comment = parts
        value = value.rstrip(",;")
        bare = value.strip("\"'")
        answer = truth(bare)
        if answer is not None and not bare.isdigit() and bare == value:
            word = "true" if answer else "false"
            yield msg("{read} is written {word} here", read=value, word=word), f"{indent}{key} = {word}{comment}"


def _text(line: str, following: Sequence[str]) -> Repaired:
    """A text without quotes, with one quote, with quotes inside, with a lone backslash."""
    if not (parts := _parts(line)):
        return
    indent, key, value, comment = parts
    head = f"{indent}{key} = "
    bare = value.rstrip(",;，；。、")
    if bare and not re.match(r"[\"'\[{]", bare) and not re.search(r"[\"'=]", bare) and key not in ONLY_NUMBERS:
        yield msg("a text stands in quotes"), f'{head}"{bare}"{comment}'
    if (bare.startswith('"') and bare.endswith("'")) or (bare.startswith("'") and bare.endswith('"')):
        yield msg("a text begins and ends with the same quote"), f'{head}"{bare[1:-1]}"{comment}'
    if bare.count('"') % 2 == 1 and bare.startswith('"'):
        yield msg("the closing quote is missing"), f'{head}{bare.rstrip()}"{comment}'
    if bare.count('"') % 2 == 1 and bare.endswith('"') and not bare.startswith('"'):
        yield msg("the opening quote is missing"), f'{head}"{bare}{comment}'
    if found := re.fullmatch(r'""([^"]+)""', bare):
        yield msg("one quote stands on each side of a text"), f'{head}"{found[1]}"{comment}'
    if bare.startswith('"') and bare.endswith('"') and bare.count('"') > 2 and not bare.startswith('"""'):
        inner = re.sub(r'"([^"]*)"', r"“\1”", bare[1:-1]).replace('"', "”")
        yield msg("quotes inside a text are Chinese ones"), f'{head}"{inner}"{comment}'
    if found := re.search(r"\[(?=\s*[^\[\]\"'=\s])[^\[\]\"'=]*\]", bare):
        items = [item.strip() for item in found[0][1:-1].split(",")]
        listed = ", ".join(item if re.fullmatch(r"[\d.]+|true|false|", item) else f'"{item}"' for item in items)
        yield msg("a text stands in quotes"), f"{head}{bare[: found.start()]}[{listed}]{bare[found.end() :]}{comment}"
    if "\\" in bare and bare.startswith('"'):
        fixed = bare.replace("\\", "/")
        yield msg("a backslash inside a text is written as /"), f"{head}{fixed}{comment}"


def _quoted_key(line: str, following: Sequence[str]) -> Repaired:
    """Chinese keys without quotes, keys with a blank or a stop inside."""
    body, comment = split_comment(line)
    if (parts := _parts(line)) and len(keys := _LABELS.get(parts[1].strip('"'), set())) == 1:
        (key,) = keys
        yield msg("keys are written in English here: {key}", key=key), f"{parts[0]}{key} = {parts[2]}{parts[3]}"
    english = _KEY.sub(lambda found: f"{found[1]}{_in_english(found[2])}{found[3]}", body)
    if english != body and (named := next((key for key in _KEY.findall(body) if _in_english(key[1]) != key[1]), None)):
        yield msg("keys are written in English here: {key}", key=_in_english(named[1])), english + comment
    fixed = _KEY.sub(lambda found: f"{found[1]}{_in_quotes(found[2])}{found[3]}", body)
    if fixed != body:
        yield msg("Chinese keys stand in quotes"), fixed + comment
    if found := re.match(r"^(\s*)([A-Za-z]+(?:[ \t]+[A-Za-z]+)+)\s*=(.*)$", body):
        yield (
            msg("a key has no blanks inside; use _"),
            f"{found[1]}{re.sub(r'[ ]+', '_', found[2])} ={found[3]}{comment}",
        )


def _commas(line: str, following: Sequence[str]) -> Repaired:
    """A comma or a stop at the end, one before the closing brace, one that is missing."""
    body, comment = split_comment(line)
    if re.search(r"[}\]\"\d]\s*$", body):
        yield msg("a comma is missing between two entries"), f"{body.rstrip()},{comment}"
    if re.search(r"[,;.]\s*$", body):
        yield msg("nothing stands after the value"), body.rstrip(_ENDS) + comment
    fixed = re.sub(r",(\s*\})", r"\1", body)
    if fixed != body:
        yield msg("no comma stands before the closing brace"), fixed + comment
    fixed = re.sub(r'(["\d\]}])\s+(?=["{]|[A-Za-z_]+\s*=)', r"\1, ", body)
    if fixed != body and ("=" not in body or re.search(r"[\[{]", body)):
        yield msg("a comma is missing between two entries"), fixed + comment
    fixed = re.sub(r",\s*(?:,\s*)+", ", ", body)
    if fixed != body:
        yield msg("there is one comma too many"), fixed + comment
    fixed = body.replace(";", ",")
    if fixed != body and not body.rstrip().endswith(";"):
        yield msg("entries are parted by commas"), fixed + comment
    if found := re.match(
        r"^(\s*[\w.-]+\s*=\s*(?:\"[^\"]*\"|[\d.]+|true|false))[\s,;]+([A-Za-z_][A-Za-z0-9_.-]*\s*=.*)$", body
    ):
        yield msg("each key stands on a line of its own"), f"{found[1]}\n{found[2]}{comment}"


def _remarks(line: str, following: Sequence[str]) -> Repaired:
    """Remarks that begin with another sign than #, or with none."""
    text = line.strip()
    if found := re.match(r"^(//|--|/\*|;|\*|注|说明|备注|REM\b|<!--)\s*[:：]?\s*(.*)$", text):
        yield msg("remarks begin with #"), f"# {found[2]}"
    value = r"(?:\"[^\"]*\"|[\d.]+|true|false|\[[^\]]*\]|\{[^}]*\})"
    if found := re.match(rf"^([^=]*=\s*{value})\s*(//|--|/\*|;|\(|（|<!--|[^\x00-\x7f]).*$", text):
        rest = text[len(found[1]) :].strip()
        rest = re.sub(r"^(//|--|/\*|;)\s*", "", rest)
        yield msg("remarks begin with #"), f"{found[1]}  # {rest}"
    if text and not re.search(r"[=:＝：]", text) and not text.startswith("["):
        yield msg("remarks begin with #"), f"# {text}"


REPAIRS: tuple[Callable[[str, Sequence[str]], Repaired], ...] = (
    _assign, _number, _truth, headers, unclosed, wrong_kind, _commas, _quoted_key, _text, _remarks,
)  # fmt: skip
"""Each gives the lines that could have been meant, the likeliest first."""

OF_TEXTS = frozenset({_quoted_key, _remarks, _text})
"""Those that keep words as they are typed, full-width signs included."""
