"""What a form's template prints to be replaced and nobody replaced: `指标1：……`, `绩效指标1`, `○○`, `≥**`, `XX`.

The one place that knows it, for targets, for rows of tables and for the blank cells of a bureau's form.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from selfeval.core.patterns import lazy

_MARKS = "*….·。_○〇◯□×xX#"
_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[nNiI])"
_SUBJECT = "服务对象|社会公众"
_TIERS = (
    f"(?:数量|质量|时效|(?:经济|社会|生态环境|生态)?成本|(?:经济|社会|生态)?效益|可持续影响|产出|(?:{_SUBJECT})?满意度)"
)
_HOLDS = lazy(r"\*{2,}|#{2,}|[?？]{2,}|[xX×]{2,}|_{2,}|□{2,}|[○〇◯]{2,}|…{2,}|\.{6,}")
_ONLY_MARKS = lazy(rf"[\s{_MARKS}≥≤<>=()%元万次人个:]*")
_ASKS = lazy(rf"[{_MARKS}≥≤]")
_INDICATOR = "(?:三级|绩效|具体|考核|评价)*指标(?:名称|内容)?"
_NAMED = lazy(
    rf"(?:{_INDICATOR}{_COUNT}?|{_TIERS}指标{_COUNT}):?[{_MARKS}]*"
    rf"|(?:指标值?|内容|名称|目标值?){_COUNT}:?[{_MARKS}]*"
    r"|[≥≤<>=]{1,2}[nN](?:%|[一-鿿]{1,3})?"
    r"|[xX×*○〇◯]{2,}(?:指标|率|数|数量|项目|工作|情况)?"
)
_LABEL = lazy(
    rf"\s{{0,9}}(?:(?:{_INDICATOR}|{_TIERS}指标)\s{{0,9}}{_COUNT}?|目标\s{{0,9}}{_COUNT})\s{{0,9}}[:：]\s{{0,9}}"
)
_VERB = "(?:填写|填报|输入|描述)"
# 填报单位：某局 is a label with its value, 填报及时率 the name of an indicator.
_ASKED = lazy(
    rf"[(【\[]?(?:可续行?|可增加?行|(?:此处|在此|请|请在此){_VERB}[^:]{{0,12}}"
    rf"|{_VERB}(?:具体|实际|相应|相关|三级|年度|绩效|指标|项目|名称|内容|目标|情况|值)*)[)】\]]?"
    rf"|[(【\[](?:此处|在此|请|请在此)?{_VERB}.{{0,12}}[)】\]]"
)


@lru_cache(maxsize=8_192)
def is_leftover(text: str) -> bool:
    """Whether a text is nothing but what a template prints for the next entry; False for a blank one."""
    plain = normalize("NFKC", "".join(text.split())).replace("...", "…")
    if not plain:
        return False
    only = bool(_ONLY_MARKS.fullmatch(plain) and _ASKS.search(plain))
    return only or bool(_NAMED.fullmatch(plain) or _ASKED.fullmatch(plain))


def without_label(text: str) -> str:
    """The text without what the template prints before it: `≥90%` for `指标1：≥90%` and `绩效指标1：≥90%`."""
    found = _LABEL.match(text)
    return text[found.end() :] if found else text


def holds_placeholder(text: str) -> bool:
    """Whether a text still holds marks to be replaced, whatever else it says: `≥**人`, `达到XX%以上`."""
    return bool(_HOLDS.search(normalize("NFKC", "".join(text.split()))))
