"""A survey behind a satisfaction rate: how many questionnaires went out, came back, were valid, were content.

Read from a text as people write it — 发放问卷120份，回收118份，有效115份，满意110份 — or from four figures alone
(120/118/115/110). Counts are questionnaires or persons; rates that the text states are kept beside them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from selfeval.core.numbers import halfwidth, parse_number, plain, round_half_up
from selfeval.core.patterns import lazy
from selfeval.core.problems import Message, msg
from selfeval.core.records import dataclass
from selfeval.core.texts.kept import of_short_texts
from selfeval.core.texts.shapes.numerals import value_of

PARTS = ("sent", "returned", "valid", "satisfied")
"""发放, 回收, 有效, 满意, in the order in which each is at most the one before."""
PART_LABELS: Mapping[str, str] = {"sent": "发放", "returned": "回收", "valid": "有效", "satisfied": "满意"}
RATES = ("return_rate", "valid_rate", "satisfaction")
RATE_LABELS: Mapping[str, str] = {"return_rate": "回收率", "valid_rate": "有效率", "satisfaction": "满意率"}
PART_WORDS: Mapping[str, Message] = {
    "sent": msg("handed out"),
    "returned": msg("came back"),
    "valid": msg("valid"),
    "satisfied": msg("content"),
}
RATE_WORDS: Mapping[str, Message] = {
    "return_rate": msg("return rate"),
    "valid_rate": msg("share of valid ones"),
    "satisfaction": msg("satisfaction"),
}
_MOST = 2000
"""Signs that are read."""

_NUMERAL = "[零〇一二两三四五六七八九十百千]{1,8}+"
_FOUR = lazy(r"[0-9]{1,7}份?(?:[/、,，;；\s]{1,3}[0-9]{1,7}份?){1,3}")
_THOUSANDS = lazy(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3}){1,2}(?![0-9.,])")
_PARTING = lazy(r"[/、;\s]+")
_GROUPED = lazy(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_COUNT = lazy(
    r"(?<![0-9.])(?P<number>[0-9]{1,7}+(?:\.[0-9]{1,4}+)?+万?+|" + _NUMERAL + r")"
    r"(?P<unit>[%％‰]|个百分点|份|人次|人|户|名|张|件|位|家|条|个)?"
    # 2025年6月, 10题, 5个村 count neither questionnaires nor persons
    r"(?![0-9]|\.[0-9]|[年月日号天周时点分次题道项期轮场所村镇乡县市区校元]"
    r"|个(?:工作日|[年月日天周小村镇乡县市区校项社街行方]))"
)
_SENT = lazy(r"发放|发出|下发|派发|投放|发送|分发|共发|印发")
_ASKED = lazy(r"抽取|抽查|抽样|调查|访谈|走访|随访|测评|问卷")
_RETURNED = lazy(r"回收|收回|收到|返回|交回|反馈")
_VALID = lazy(r"有效")
_SATISFIED = lazy(r"(?<!不)(?<!不太)(?<!基本)满意(?!度)")
_VERY = lazy(r"(?:很|非常|十分|特别|比较|较为|较)满意")
_NOT_CONTENT = lazy(r"不(?:太|很|够)?满意|基本满意|一般|无效|作废|未(?:收回|回收)")
_BOTH = lazy(r"满意(?:和|及|、|与|以及)基本满意|满意及以上")
_RATE = {
    "return_rate": lazy(r"回收率|收回率"),
    "valid_rate": lazy(r"有效率|有效问卷率"),
    "satisfaction": lazy(r"满意(?:度|率)"),
}
_EVERY = {
    "returned": lazy(r"(?:全部|全数|均|都|已)(?:收回|回收)|(?:收回|回收)率?(?:为|达)?100"),
    "valid": lazy(r"(?:全部|均|都)(?:为|是)?有效"),
    "satisfied": lazy(r"(?:全部|均|都)(?:表示|为)?满意"),
}
_BREAK = lazy(r"[，,。；;！!\n、（）()]")
_BEHIND = lazy(r"[^0-9，,。；;！!\n、（）()]{2,16}(?![0-9])")
_NEAR = 16
"""Signs before a number in which its word is looked for."""


@dataclass(frozen=True, slots=True)
class Survey:
    """One survey; what the text does not say is None.

    Attributes:
        text: as written.
        sent, returned, valid, satisfied: questionnaires or persons.
        stated: rates that the text gives itself, in percent, by the keys of `RATES`.
    """

    text: str
    sent: Decimal | None = None
    returned: Decimal | None = None
    valid: Decimal | None = None
    satisfied: Decimal | None = None
    stated: tuple[tuple[str, Decimal], ...] = ()

    @property
    def counts(self) -> dict[str, Decimal]:
        """The counts that are known, by `PARTS`."""
        found = {"sent": self.sent, "returned": self.returned, "valid": self.valid, "satisfied": self.satisfied}
        return {name: count for name, count in found.items() if count is not None}

    @property
    def size(self) -> Decimal | None:
        """How many answers there are: valid ones, else those that came back, else those that were asked."""
        return next((count for count in (self.valid, self.returned, self.sent) if count is not None), None)

    def rate(self, name: str) -> Fraction | None:
        """回收率, 有效率 or 满意率 as a share of 1, None where its counts are not known."""
        part, whole = {
            "return_rate": (self.returned, self.sent),
            "valid_rate": (self.valid, self.returned),
            "satisfaction": (self.satisfied, self.valid if self.valid is not None else self.returned),
        }[name]
        return Fraction(part) / Fraction(whole) if part is not None and whole else None


@of_short_texts
def read_survey(text: str) -> Survey | None:
    """The survey that a text tells of; None where it gives no count."""
    said = "".join(halfwidth(_THOUSANDS.sub(_joined, text[:_MOST])).split(" "))
    if _FOUR.fullmatch(text_of_figures := _figures(text[:_MOST])):
        figures = [Decimal(figure) for figure in re.findall("[0-9]+", text_of_figures)]
        sent, returned, valid, satisfied = [*figures, None, None, None][:4]
        return Survey(text, sent, returned, valid, satisfied)
    counts: dict[str, Decimal] = {}
    stated: dict[str, Decimal] = {}
    by_degree = bool(_VERY.search(said))
    end = 0
    for found in _COUNT.finditer(said):
        head = _head(said, end, found)
        end = found.end()
        value = _value(found["number"])
        if value is None or not head:
            continue
        if found["unit"] in {"%", "％"}:
            _put_rate(stated, head, value)
        elif value == value.to_integral_value() and (name := _part(head)):
            _put(counts, name, value, by_degree=by_degree)
    if "asked" in counts:
        counts.setdefault("sent", counts.pop("asked"))
    _every(counts, said)
    sent, returned, valid, satisfied = (counts.get(name) for name in PARTS)
    return Survey(text, sent, returned, valid, satisfied, tuple(stated.items())) if counts else None


def tells_survey(text: str) -> bool:
    """Whether a text that is about something else, such as evidence, gives two counts of a survey or more."""
    found = read_survey(text)
    return found is not None and len(found.counts) > 1


def _figures(text: str) -> str:
    """The text in plain signs, thousands without their commas where another sign parts the figures: 1,200/1,180.

    Figures that fall from one to the next, 120,118/115, are counts as they stand.
    """
    said = halfwidth(text).strip()
    figures = [int(figure) for figure in re.findall("[0-9]+", said)]
    parts = _PARTING.split(said)
    if len(parts) == 1:  # 1,200，1,180: only a full-width comma is another sign than that of thousands
        parts = [halfwidth(part) for part in text.strip().split("，")]
    if len(parts) == 1 or figures == sorted(figures, reverse=True):
        return said
    return "/".join(_GROUPED.sub("", part) for part in parts)


def _joined(found: re.Match[str]) -> str:
    """1,180 without its comma."""
    return found[0].replace(",", "")


def _value(number: str) -> Decimal | None:
    """A count as written: 120, 1.2万, 一百二十."""
    plainly = parse_number(number.removesuffix("万"))
    if plainly is None:
        return value_of(number)
    return plainly * 10000 if number.endswith("万") else plainly


def _head(said: str, end: int, found: re.Match[str]) -> str:
    """The words that say what a number counts, in its own clause if it has any: before it, else behind it.

    118份收回 counts those that came back, whatever is said of the number before.
    """
    start = found.start()
    before = said[max(end, start - _NEAR) : start]
    clause = _BREAK.split(before)[-1]
    if clause.strip(" :：为共约计有其中"):
        return clause
    behind = _BEHIND.match(said, found.end())
    return behind[0] if behind and _part(behind[0]) else before


def _part(head: str) -> str:
    """Which count a number is, by the word nearest before it; "asked" where it only may be `sent`; "" for none."""
    if _NOT_CONTENT.search(head) and not _BOTH.search(head):
        return ""
    patterns = {"asked": _ASKED, "sent": _SENT, "returned": _RETURNED, "valid": _VALID, "satisfied": _SATISFIED}
    places = {name: [one.start() for one in pattern.finditer(head)] for name, pattern in patterns.items()}
    if _BOTH.search(head):
        return "satisfied"
    if places["valid"] and places["returned"]:  # 回收有效问卷98份: of those that came back nothing is said
        return "valid"
    last = max((found[-1], name) for name, found in places.items() if found) if any(places.values()) else (0, "")
    if last[1] in {"asked", "sent"} and any(places[name] for name in ("returned", "valid")):
        return "valid" if places["valid"] else "returned"  # 收回问卷118份
    return "sent" if places["sent"] and last[1] == "asked" else last[1]  # 发放问卷120份


def _put(counts: dict[str, Decimal], name: str, value: Decimal, *, by_degree: bool) -> None:
    """Enter a count; those who are content are added up where they are given by degree, of all others the first counts.

    非常满意30份，满意20份 are 50.
    """
    if name == "satisfied" and name in counts and by_degree:
        counts[name] += value
    else:
        counts.setdefault(name, value)


def _put_rate(stated: dict[str, Decimal], head: str, value: Decimal) -> None:
    name = next((name for name, pattern in _RATE.items() if pattern.search(head)), "")
    if name:
        stated.setdefault(name, value)


def _every(counts: dict[str, Decimal], said: str) -> None:
    """全部收回, 均有效: as many as went out, or came back."""
    for before, name in pairwise(PARTS):
        if name not in counts and before in counts and _EVERY[name].search(said):
            counts[name] = counts[before]


def survey_text(counts: Mapping[str, str]) -> str:
    """A survey as it is written, by the keys of `PARTS`: `发放120份，回收118份，有效115份，满意110份`; "" for none."""
    parts = ((name, counts.get(name, "").strip()) for name in PARTS)
    return "，".join(f"{PART_LABELS[name]}{count}{'份' if count.isdecimal() else ''}" for name, count in parts if count)


def with_rates(survey: Survey) -> str:
    """Counts and rates in one line, as a form prints them; "" where there is none."""
    counts = survey_text({name: plain(count) for name, count in survey.counts.items()})
    rates = [(name, survey.rate(name)) for name in RATES]
    said = (f"{RATE_LABELS[name]}{round_half_up(rate * 100, 2)}%" for name, rate in rates if rate is not None)
    return "；".join(part for part in (counts, "，".join(said)) if part)
