"""The words by which forms name the budget execution rate where it is a row among the indicators."""

from __future__ import annotations

from unicodedata import normalize

from selfeval.core.patterns import lazy
from selfeval.core.texts.kept import of_short_texts

_BRACKETS = lazy(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_NUMBER = lazy(r"^(?:\d+(?:\.\d+)*[.、．)]?|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\))")
_ROW = lazy(
    r"\A(?:(?:项目|部门|单位|全年|全部|年度|本年度?|当年|整体|财政|专项|转移支付|总){0,8}(?:预算|资金|支出|经费|拨款){1,8}(?:项目|年度|总体|整体){0,8}"
    r"(?:执行率|执行进度|执行情况|执行比率|支出率|执行)(?:指标|情况)?|执行率(?:指标)?)"
)

_WITHIN = lazy(
    r"(?:预算|资金|支出)(?:资金|支出|项目|年度){0,4}(?:执行率|执行进度|完成率|支出率|支出进度)|预算执行情况|^执行率$"
)
_NEAR = lazy(r"(?:预算|资金|经费|支出).{0,20}(?:执行率|支出率|使用率)|预算执行|(?:预算|资金|支出)(?:执行|支出)?进度")
_SIGNS = lazy(r"[\W_]+")


def is_execution(name: str) -> bool:
    """Whether the indicator is the budget execution rate under any of its names: 预算资金执行率, 资金支出率."""
    return bool(_WITHIN.search(_SIGNS.sub("", name)))


def repeats_execution(name: str) -> bool:
    """Whether what the budget says may be offered for the indicator: 项目资金使用率, 支出进度.

    Wider than `is_execution`, as an offer decides nothing.
    """
    return bool(_NEAR.search(name)) or is_execution(name)


@of_short_texts
def names_execution(text: str) -> bool:
    """Whether a text is nothing but a name of the execution rate: 预算执行率（10分）, 预算资金执行率, 资金执行.

    Narrower than `is_execution`, which also finds it inside longer names.
    """
    plain = normalize("NFKC", "".join(text.split())).rstrip(":")
    plain = _BRACKETS.sub("", _NUMBER.sub("", plain))
    return bool(_ROW.fullmatch(plain))
