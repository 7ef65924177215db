"""Marks that stand for words: ticked boxes, ticks and crosses, TRUE and FALSE."""

from __future__ import annotations

from selfeval.core.patterns import lazy

_TICKED, _EMPTY = "☑■√✓✔☒▣●◉⊙", "□☐○◯〇◻×✗✘"
_WORD = (
    "(?P<{0}>是|否|有|无|对|错|合格|不合格|达标|不达标|未达标|通过|不通过|未通过|建成|未建成"
    "|达到|未达到|完成|未完成|符合|不符合)"
)
_BEFORE = lazy(
    rf"(?P<first>[{_TICKED}{_EMPTY}R£])\s?(?:{_WORD.format('one')})[\s/、,，;；]{{0,3}}(?P<second>[{_TICKED}{_EMPTY}R£])\s?(?:{_WORD.format('two')})"
)
_BEHIND = lazy(
    rf"(?:{_WORD.format('one')})\s?(?P<first>[{_TICKED}{_EMPTY}R£])[\s/、,，;；]{{0,3}}(?:{_WORD.format('two')})\s?(?P<second>[{_TICKED}{_EMPTY}R£])"
)
_BRACKETS = lazy(
    rf"(?:{_WORD.format('one')})?\s?[(（\[【]\s?(?P<first>[{_TICKED}]?)\s?[)）\]】]\s?(?:{_WORD.format('between')})\s?[(（\[【]\s?(?P<second>[{_TICKED}]?)\s?[)）\]】]\s?(?:{_WORD.format('two')})?"
)
_ONE = lazy(rf"[{_TICKED}R]\s?(?:{_WORD.format('one')})|(?:{_WORD.format('two')})\s?[{_TICKED}]")
_HALF_TICKED = lazy(rf"(?:{_WORD.format('one')})\s?[√✓✔☑]?[\s/、]{{1,3}}(?:{_WORD.format('two')})\s?[√✓✔☑]?")
YES = frozenset({"true", "t", "yes", "y", "√", "✓", "✔", "☑", "■", "对", "是"})
NO = frozenset({"false", "f", "no", "n", "×", "✗", "✘", "☒", "x", "错", "否"})
"""A bare yes or no, in small letters; every reader of answers starts from these."""
_PAIR = lazy(
    r"(?:是|有|对|合格|达标|符合|达到|完成|y|yes|true|√|✓)[/／、或](?:否|无|错|不合格|不达标|不符合|未达到|未完成|n|no|false|×|✗)"
)
_LONGEST = 40


def ticked(text: str) -> str | None:
    """The words whose box is ticked: 是 for `☑是 □否`, `是√ 否` or `是（√）否（ ）`; "" where none or both are.

    `R` and `£` are the boxes of Word's symbol font, ticked and empty, as they arrive in plain text. None where the text
    is no pair of boxes.
    """
    bare = " ".join(text.split())
    if len(bare) > _LONGEST:
        return None
    for form in (_BEFORE, _BEHIND):
        if found := form.fullmatch(bare):
            marks = [found["first"] in f"{_TICKED}R", found["second"] in f"{_TICKED}R"]
            return _only([found["one"], found["two"]], marks)
    if found := _BRACKETS.fullmatch(bare):
        names = [found["one"] or found["between"], found["between"] if found["one"] else found["two"]]
        return _only([name or "" for name in names], [bool(found["first"]), bool(found["second"])])
    if found := _ONE.fullmatch(bare):
        return found["one"] or found["two"]
    if (found := _HALF_TICKED.fullmatch(bare)) and any(mark in bare for mark in "√✓✔☑"):
        cut = found.start("two")
        marks = [any(mark in bare[:cut] for mark in "√✓✔☑"), any(mark in bare[cut:] for mark in "√✓✔☑")]
        return _only([found["one"], found["two"]], marks)
    return None


def _only(names: list[str], marks: list[bool]) -> str:
    chosen = [name for name, mark in zip(names, marks, strict=True) if mark]
    return chosen[0] if len(chosen) == 1 else ""


def as_word(text: str) -> str:
    """是 or 否 for a mark that stands for it (TRUE, √, Y, ×), the word of a ticked box, else the text unchanged."""
    chosen = ticked(text)
    if chosen:
        return chosen
    bare = text.strip().casefold()
    if bare in YES:
        return "是"
    return "否" if bare in NO else text


def yes_or_no(text: str, *, figures: bool = False) -> bool | None:
    """The bare yes or no that the text is, a ticked box included; None for others. With `figures` also 1 and 0."""
    word = as_word(text)
    if figures and word.strip() in {"1", "0"}:
        return word.strip() == "1"
    return {"是": True, "否": False}.get(word)


def is_pair(text: str) -> bool:
    """Whether the text only names two answers to choose from: 是/否, Y/N, 有或无, 达标/不达标, □是 □否."""
    return ticked(text) == "" or _PAIR.fullmatch("".join(text.split()).casefold()) is not None
