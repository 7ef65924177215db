"""Actual texts that are words: yes or no, and the answers to qualitative targets with or without a share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from selfeval.core.numbers import NUMBER, halfwidth, squeezed, to_decimal
from selfeval.core.patterns import lazy
from selfeval.core.texts.words.harm import DEEDS, OCCASIONS, SURE
from selfeval.core.texts.words.marks import NO, YES, ticked

_NOISE = lazy(r"[\s,，。.;；:：、!！\"'“”‘’()（）\[\]【】√✓✔☑]+")
_TICK = lazy(r"[√✓✔☑]")
_SHARE = lazy(rf"(?<![0-9.])(?P<number>{NUMBER}) ?% ?[)）]? ?[。.]?\Z")
_BEFORE_SHARE = " ,:;(、，：；（"

_NO = NO | {"不是", "无", "没有", "没", "未", "尚未", "不", "没有达到"}
_YES = YES | {"是的", "有", "均是", "已", "达成", "已达成"}
_NOT = r"(?:尚未|还未|仍未|未能|没有|未|没|不|无法)"
_DEED = (
    r"(?:建立|设立|符合|满足|遵守|执行|落实|制定|通过|合格|达标|达到|达成|实现|完成|开展|按|建成|实施|配备|公开|出台)"
)
_DENIED = lazy(rf"{_NOT}(?:完全|全部|全面|按时|按期|予|有效|能|得到){{0,4}}{_DEED}")
_PARTLY = lazy(r"基本|部分|大部|大体|正在|即将|拟|计划|待|随|视|争取|初步|但|除")
_AFFIRMED = lazy(rf"(?:已|已经|均|都|全部|完全|全面|按时|按期|按要求|如期|顺利|得到){{0,6}}{_DEED}.*", re.DOTALL)
_OVERRUN = lazy(r"超(?:出|过|支|预算|概算|额|$)")
_NOT_OVERRUN = lazy(
    r"(?:未|没有|没|不|无)(?:出现|发生|有|存在)?超|预算(?:之内|以内|范围内|内)|控制在.*?内|节约|节余|结余|低于预算"
    r"|(?:等于|不高于)预算|与预算(?:一致|持平|相符|相等)"
)
_NOT_KEPT = lazy(rf"(?:{_NOT}(?:能|能够|有效|完全|全部|严格){{0,2}}|难以)(?:控制|保持|维持|在)|不在预算")
_NOT_SPENT = lazy(r"(?:预算|资金)?(?:尚)?(?:未|没有)(?:执行|支出|使用|支付)")
_COMPLIANCE = lazy("符合|遵守|合规|合法|满足|执行|按|达到[^《]{0,8}《")
_CLOSED = lazy("是否|与否|超|预算")
_COMPLIANT = lazy(
    r"(?:(?:经|已|均|都|全部|完全|严格|审计|检查|核查|审核|资金|使用|支出|程序|项目|管理|情况){0,6})"
    r"(?:合法|合规|依法|依规|规范|按规定|按要求|按标准|按制度){1,2}(?:使用|执行|支出|管理|开展|实施)?"
)
_BREACHES = f"{DEEDS}|违反|挤占|套取|虚报"
_OFFENCE = (
    rf"(?:{_BREACHES}|问题|{SURE}|{OCCASIONS}"
    r"|[不未](?:符合|合规|合法|规范|遵守|按(?:规定|要求|标准|制度|程序)))"
)
_CHECKED = (
    r"(?:经|已|审计|检查|核查|审核|巡察|巡视|监督|抽查|自查|财政|部门|机构|第三方|会计师|事务所|项目|资金|专项|使用|管理|支出"
    r"|过程|本年度?|年度|全年|期间|中|均|并){0,8}"
)
_AMENDED = r"整改|解决|处[理置]|纠正|规避|避免|杜绝|防范|防止|落实|化解|消除"
_KIND_OF = (
    r"(?:任何|一切|重大|较大|严重|明显|轻微|其他|相关|有关|[一1][起例件个次项条]"
    r"|审计|财务|资金|经费|使用|管理|质量|安全|的|和|及|与){0,3}"
)
_REST = rf"(?:(?!{_AMENDED}|[不未](?!发现|发生|出现|存在|{_BREACHES})|(?<![不未])(?:发现|存在)).){{0,16}}"
_NONE_FOUND = lazy(
    rf"{_CHECKED}(?:"
    rf"(?:未|没有|没|无|不|未曾)(?:被|曾)?(?:发现|查出|查实|发生|出现|存在|收到|接到|产生|造成|受到|被)(?:(?!{_AMENDED}|{_OFFENCE}).){{0,8}}{_OFFENCE}"
    rf"|(?:没有|没|无)(?!(?:处罚|通报|问责|举报){_OFFENCE}){_KIND_OF}{_OFFENCE}"
    rf"|[未不](?:{_BREACHES})"
    rf"|零{_OFFENCE}|{_OFFENCE}(?:行为|情况|问题|现象|事件|次数|数量)?(?:发生)?为?[0零][起例件个次项])(?!.*[1-9]){_REST}"
)
"""未发现资金违规, 无重大违规, 未挪用; not 未整改审计问题, of which nobody says that there are none."""
_SOME = r"(?:(?:[0-9]{1,4}|[一二两三四五六七八九十几多]{1,3})[起例件个次项条宗]|一些|少量|较多|多)?(?:的)?"
_FOUND = lazy(
    rf"{_CHECKED}(?:(?:发现|查出|查实|发生|出现|存在)(?:(?!{_AMENDED}|{_OFFENCE}).){{0,8}}|有{_SOME}{_KIND_OF}){_OFFENCE}{_REST}"
)
_CLAUSES = lazy("[,，;；。]")
_NOUGHT = lazy("(?<![0-9.])0[起例件个次项条宗]|(?<![0-9.点])0$|零[起例件个次项]")
_DONE_WHOLLY = lazy(
    r"(?:验收|检[验测查]|抽[检查]|竣工|质量|产品|工程|项目|设备|货物|材料|资金|使用|支出|程序|全部|一次性?){0,4}"
    r"(?<![不未无])(?:合格|符合|达标|合规|规范|通过|完成|执行|落实|达成|实现|到位|覆盖|建成|公开|及时|准确)率(?:已|均|都)?(?:为|达到?|是)?100(?:\.0+)?%"
)
"""合格率100%, which is a yes."""
_ON_A_DAY = lazy("(?<=已)(?:经)?于?(?:20[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}日|底|份)?")
_DONE = "(?:已|均已?|都已?|实现|做到|达到|基本实现(?!.)){0,2}"
_WHOLLY = lazy(
    rf"{_DONE}(?:全(?:面|域|员|部|县|市|程)?(?:实现)?(?:的)?覆盖|无一遗漏|百分之?百(?:覆盖|完成|到位)?)(?:了)?"
)
_LIKELY_WHOLLY = lazy(
    rf"{_DONE}(?:(?:全部|全额|全数|足额|悉数)(?:按时|按期|及时|均|已)?"
    r"(?:完成|办结|合格|达标|到位|拨付到位|发放到位|通过|发放|拨付|支付|兑现|整改|整改到位|落实|验收|验收合格|解决|处理|覆盖|满意)"
    r"|(?:均|都|皆)(?:已|为)?(?:合格|达标|完成|到位|通过|验收合格|落实|办结)"
    r"|应(?P<deed>[一-鿿])尽(?P=deed))(?:了)?"
)
_ABSENT = lazy(r"(?:未|没有|没|无|不)(?!.?(?:知|统计|清|明|法|确|评|测|查|填|报|完成|开展)).*", re.DOTALL)
_HARM = (
    rf"(?:超(?:出|过|支|标|期|预算|概算)|{DEEDS}"
    rf"|(?:发生|出现|存在|造成|有).{{0,8}}(?:{SURE}|{OCCASIONS}|问题|现象))"
)
_MONEY_MATTERS = r"(?:项目|工程|合同|资金|经费|费用|支出|预算|成本|执行|使用|概算|标准|金额|总额){0,6}"
_HARM_ASKED = lazy(
    rf"(?:是否(?:存在|有|已|曾|会)?{_MONEY_MATTERS}{_HARM}|{_MONEY_MATTERS}{_HARM}(?={_MONEY_MATTERS}与否))"
    rf"{_MONEY_MATTERS}(?:的?(?:行为|情况|现象|问题))?(?:与否)?"
)
_HARM_DONE = lazy(rf"(?:是|有|已|已经|均){{0,4}}(?:发生|出现|存在|{_HARM}).*", re.DOTALL)


@lru_cache(maxsize=4096)
def bare_words(text: str) -> str:
    """The text without spaces, punctuation and ticks, for comparing only."""
    return _NOISE.sub("", halfwidth(text)).casefold()


def same_words(one: str, other: str) -> bool:
    """Whether both texts say the same apart from spaces and punctuation, and say something.

    Ticks in other boxes are another answer.
    """
    return bool(bare_words(one)) and bare_words(one) == bare_words(other) and ticked(one) == ticked(other)


def yes_no(text: str, target: str) -> bool | None:
    """Whether the outcome is what a yes/no target asks for; None where the text does not say.

    Negation is read from the words: 未建立 does not fulfil 建立与否, 未超 fulfils 不超预算, 否 fulfils 否. A question
    after something unwanted is answered well by no: 否 and 未超 fulfil 是否超预算.
    """
    bare, wanted = bare_words(text), bare_words(target)
    if not bare:
        return True if _TICK.search(text) else None
    if _PARTLY.search(bare):
        return None
    bare = _ON_A_DAY.sub("", bare)
    if "超" in wanted or "预算" in wanted:
        if _NOT_SPENT.search(bare):
            return None
        within = _within_budget(bare)
        if within is not None:
            return within
    if wanted in {"否", "无", "没有"} or asks_of_harm(target):
        return _harmless(bare)
    bare = _DONE_WHOLLY.sub("", bare)
    if not bare:
        return True
    if "%" in bare:  # 符合率98% is no yes
        return None
    if asks_for_rules(wanted) and (kept := _complies(text, bare)) is not None:
        return kept
    return _plain_yes_no(bare)


def asks_of_harm(target: str) -> bool:
    """Whether the target asks if something unwanted happened: 是否超预算, 违规与否; not 是否未超预算."""
    return _HARM_ASKED.fullmatch(bare_words(target)) is not None


def says_only_yes_or_no(text: str) -> bool:
    """Whether the text is a bare yes or no, which leaves open what exactly it affirms."""
    return bare_words(text) in _YES | _NO


def all_of_it(text: str) -> bool | None:
    """Whether the text says that all of it was reached: True for 全覆盖, False where it is only likely (全部完成).

    None for any other text.
    """
    bare = bare_words(text)
    if _WHOLLY.fullmatch(bare):
        return True
    return False if _LIKELY_WHOLLY.fullmatch(bare) else None


def find_answer(text: str, answers: Mapping[str, str]) -> str:
    """Id of the qualitative answer whose label or synonym the text is, "" if it is none."""
    bare = bare_words(text)
    if not bare:
        return ""
    return next((answer for word, answer in answers.items() if bare_words(word) == bare), "")


def near_answer(text: str, answers: Mapping[str, str]) -> str:
    """The longest accepted word that stands inside the text without a negation before it; "" if none does."""
    bare = bare_words(text)
    best = ""
    for word in answers:
        found = bare.find(bare_words(word))
        if found >= 0 and len(word) > max(len(best), 1) and not bare[:found].endswith(("未", "不", "没", "没有", "无")):
            best = word
    return best


def split_share(text: str) -> tuple[str, Decimal | None]:
    """Words and the percent behind them: `达成年度指标 95%` → (`达成年度指标`, 95); without one (text, None)."""
    short = squeezed(text)
    found = _SHARE.search(halfwidth(short))
    share = to_decimal(found["number"]) if found else None
    return (short[: found.start()].rstrip(_BEFORE_SHARE), share) if found and share is not None else (text, None)


def asks_for_rules(target: str) -> bool:
    """Whether a yes/no target asks that rules are kept: 符合相关规定, 资金使用合规."""
    return _COMPLIANCE.search(target) is not None


def takes_bands(target: str) -> bool:
    """Whether a yes/no target may also be answered by how far it was kept: 基本达到, 95%; not a question, no budget."""
    bare = bare_words(target)
    return _COMPLIANCE.search(bare) is not None and not _CLOSED.search(bare)


def _complies(text: str, bare: str) -> bool | None:
    """Whether a text about rules says that they were kept, as a whole or in each clause: 使用合规，未发现违规.

    None where it says neither, or clauses differ.
    """
    said = _kept(bare)
    clauses = [clause for part in _CLAUSES.split(text) if (clause := bare_words(part))]
    if said is not None or len(clauses) < 2:
        return said
    verdicts = {_kept(clause) for clause in clauses}
    return verdicts.pop() if len(verdicts) == 1 else None


def _kept(bare: str) -> bool | None:
    if _NONE_FOUND.fullmatch(bare) or _COMPLIANT.fullmatch(bare):
        return True
    if _FOUND.fullmatch(bare):
        nought = _NOUGHT.search(bare) is not None
        return None if nought and any(char in bare for char in "123456789") else nought
    return None


def _within_budget(bare: str) -> bool | None:
    if _NOT_KEPT.search(bare):
        return False
    if _NOT_OVERRUN.search(bare):
        return True
    return False if _OVERRUN.search(bare) else None


def _harmless(bare: str) -> bool | None:
    if bare in _NO or _ABSENT.fullmatch(bare):
        return True
    return False if bare in _YES or _HARM_DONE.fullmatch(bare) else None


def _plain_yes_no(bare: str) -> bool | None:
    if bare in _YES:
        return True
    denied = bare in _NO or _DENIED.search(bare) is not None
    affirmed = _AFFIRMED.fullmatch(bare) is not None
    if denied:
        return None if affirmed and bare[:1] in "已均都" else False  # 已建立，未执行
    return True if affirmed else None
