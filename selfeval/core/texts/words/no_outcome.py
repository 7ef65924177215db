"""Words that make of a number or a day something else than what was achieved: planned, missing, or by how much.

`超额完成50人`, `还差50人`, `延期10天` and `计划3次` hold a number, but not the one that a target asks for;
`预计12月底完成` and `12月20日未完成` hold a day on which nothing was done.
"""

from __future__ import annotations

from enum import StrEnum

from selfeval.core.patterns import lazy


class NoOutcome(StrEnum):
    """What a number is in the place of an outcome: `MORE` and `LESS` than something by so much, `LEFT` undone."""

    PLANNED = "planned"
    LEFT = "left"
    MORE = "more"
    LESS = "less"


_DEEDS = (
    "(?:达到?|达标|完成|完工|竣工|开展|开工|发放|拨付|支付|建成|建设|实施|解决|整改|办结|培训|验收|兑现|安排|执行|使用"
    "|到位|收回|交付|参加|覆盖|落实|结束)"
)
_NOT = "(?:未能?|没有?|尚待|(?<![接招等对看善优款])待|无法)"
_HOW = "(?:按时|按期|及时|如期|全部|完全|全面|按计划|得到|予以?){0,2}"
_ABOUT = "(?:了|的|有|为|共|约|近|资金|金额){0,3}"
_AIM = "(?:目标|计划|任务|指标|预期|预算|概算|合同|控制数)"
_ITS = "(?:年初|年度|全年|预期|既定|设定|绩效|原定|原|本年|总|批复|值|数|量|额|要求){0,3}"
_LEFT = lazy(
    rf"(?:(?<![淹沉出覆]){_NOT}(?:{_HOW}{_DEEDS}(?:{_ITS}{_AIM}{_ITS})?)?"
    rf"|剩下?|剩余|(?<!业)余下?|结余|节余|缺口|短缺|缺少|欠缺?|(?<![残补空欠])缺|(?<![至最不减缺很])少|差距|相差"
    rf"|(?<![误偏温价级时落反利逆公])差){_ABOUT}\Z"
)
_LEFT_BEHIND = lazy(rf"[^0-9\s,，。;；:：、(（]{{0,6}}?(?:尚|还|仍|均|都|暂)?{_NOT}{_HOW}{_DEEDS}(?!的?(?:原因|情况))")
_MORE = lazy(
    rf"(?:超额(?:完成|实现)?|超(?:出|支|额|期|时|标)|超{_ITS}{_AIM}{_ITS}|延期|延后|延迟|推迟|逾期|滞后|拖延|误期|拖期"
    rf"|(?:比|较|高于|高出|多于|超过){_ITS}{_AIM}{_ITS}(?:高|多|增加|提高|超|增|延后?|推迟)?出?"
    rf"|(?<![至最不很许众增])多(?:完成|出)?){_ABOUT}\Z"
)
_LESS = lazy(
    rf"(?:提前(?:完成)?|缩短|压缩|压减|节约|节省|节支|(?:比|较|低于|少于){_ITS}{_AIM}{_ITS}(?:低|少|减少|降低|减|提前|节约)?出?){_ABOUT}\Z"
)
_PLANNED = lazy(
    rf"(?:\A|[^按照依据比较成到现入列批招引培新旧同生与及])(?:预计|计划(?![内外]|生育|单列)|(?<![模虚])拟(?![定合人])|力争|原定|应{_DEEDS})[^0-9]{{0,10}}\Z"
    rf"|\A{_ITS}(?:目标|任务){_ITS}为?\Z"
)
_SETTLED = lazy(rf"已|实际|完成了|实有|(?:完成|达到|实现){_ITS}{_AIM}")
_CLAUSE = lazy(r"[,，。;；:：、(（!！?？\n]")
_SPEAKS = lazy(
    r"剩|余|缺|差(?!旅)|未|超|提前|延|推迟|逾|滞后|滞纳|拖|误|节约|节省|节支|压减|压降|少|多|计划|预计|拟|欠|差额"
)
_NOT_DONE = lazy(
    rf"{_NOT}{_HOW}{_DEEDS}(?!的?(?:原因|情况|任务))|未竣?完?工|(?<![大一])部分(?:已?于|已?在|完成|项目|工程)"
)
_TO_COME = lazy(r"(?<![按照依据比较])(?:预计|计划(?!内|时间|工期|要求)|拟于|拟在|将于|将在|力争|争取)")


def no_outcome(lead: str, behind: str) -> NoOutcome | None:
    """What the words of its clause make of a number, None where it may well be the outcome.

    Args:
        lead: the text before the number.
        behind: the text behind the number and its unit.
    """
    near = _CLAUSE.split("".join(lead.split()))[-1]
    if _MORE.search(near):
        return NoOutcome.MORE
    if _LESS.search(near):
        return NoOutcome.LESS
    if _LEFT.search(near) or _LEFT_BEHIND.match(behind):
        return NoOutcome.LEFT
    if _PLANNED.search(near) and not _SETTLED.search(near):
        return NoOutcome.PLANNED
    return None


def day_is_no_outcome(text: str) -> NoOutcome | None:
    """Whether a text with a day says that nothing was done by then, or that it is only planned."""
    if _NOT_DONE.search(text):
        return NoOutcome.LEFT
    return NoOutcome.PLANNED if _TO_COME.search(text) and not _SETTLED.search(text) else None


def speaks_of_it(*texts: str) -> bool:
    """Whether name or target speak of a rest, a delay, a saving or a plan themselves, which an outcome then repeats."""
    return any(_SPEAKS.search(text) for text in texts)
