"""Words that make of a number or a day something else than what was achieved: planned, missing, or by how much.

`超额完成50人`, `还差50人`, `延期10天` and `计划3次` hold a number, but not the one that a target asks for;
`预计12月底完成` and `12月20日未完成` hold a day on which nothing was done.
"""

from __future__ import annotations

import re
from enum import StrEnum

from selfeval.core.patterns import lazy
from selfeval.core.texts.words.other_times import WORK_DONE, is_of_other_time, may_be_of_other_time
from selfeval.core.texts.words.spans_of_time import TIMES_A_YEAR


class NoOutcome(StrEnum):
    """What a number is in the place of an outcome.

    `MORE` and `LESS` than something by so much, `LEFT` undone, of `EACH` month or place, of an `OTHER_TIME`; a day on
    which work was only `BEGUN`.
    """

    PLANNED = "planned"
    LEFT = "left"
    MORE = "more"
    LESS = "less"
    EACH = "each"
    OTHER_TIME = "other_time"
    BEGUN = "begun"


_DEEDS = f"(?:{WORK_DONE}|到位|结束)"
_NOT = "(?:未能?|没有?|尚待|(?<![接招等对看善优款])待|无法)"
_HOW = "(?:按时|按期|及时|如期|全部|完全|全面|按计划|得到|予以?){0,2}"
_ABOUT = "(?:了|的|有|为|共|约|近|资金|金额){0,3}"
_AIM = "(?:目标|计划|任务|指标|预期|预算|概算|合同|控制数)"
_ITS = "(?:年初|年度|全年|预期|既定|设定|绩效|原定|原|本年|总|批复|值|数|量|额|要求){0,3}"
_LEFT = lazy(
    rf"(?:(?<![淹沉出覆]){_NOT}(?:{_HOW}{_DEEDS}(?:{_ITS}{_AIM}{_ITS})?)?"
    rf"|剩下?|剩余|(?<!业)余下?|结余|节余|缺口|短缺|缺少|欠缺?|(?<![残补空欠])缺|(?<![至最不减缺很])少|差距|相差|欠款|欠付|尾款|质保金|应付款?|未付款?"
    rf"|(?<![误偏温价级时落反利逆公])差){_ABOUT}\Z"
)
_UNDONE = lazy(
    rf"(?:取消|暂停|中止|终止|停止|作废|退回|退还|驳回|不合格|不达标|不通过|停工|误工|窝工|顺延|耽误|空缺|缺编|空编|正在(?:实施|建设|办理|开展|施工|推进)|在建|在办|在途)"
    rf"{_ABOUT}\Z"
)
_LEFT_BEHIND = lazy(
    rf"[^0-9\s,，。;；:：、(（]{{0,6}}?(?:尚|还|仍|均|都|暂)?{_NOT}{_HOW}{_DEEDS}(?!的?(?:原因|情况))(?P<end>了?(?:任务|工作)?\Z|[\s,，。;；、)）])?"
)
_ONLY_HAS = lazy("(?:[共尚仍还剩目前现存在]|剩余){0,4}有?")
"""What stands before what is left, where nothing was done with it: 尚有52个未办结事项, not 督办52个未办结事项."""
_MORE = lazy(
    rf"(?:超额(?:完成|实现)?|超(?:出|支|额|期|时|标)|超{_ITS}{_AIM}{_ITS}|延期|延后|延迟|推迟|逾期|滞后|拖延|误期|拖期"
    rf"|(?:追加|变更增加|额外增加)(?:预算|资金|投资)?|(?:比|较|高于|高出|多于|超过){_ITS}{_AIM}{_ITS}(?:高|多|增加|提高|超|增|延后?|推迟)?出?"
    rf"|(?<![至最不很许众增])多(?:完成|出)?){_ABOUT}\Z"
)
_LESS = lazy(
    rf"(?:提前(?:完成)?|缩短|压缩|压减|节约|节省|节支|(?:比|较|低于|少于){_ITS}{_AIM}{_ITS}(?:低|少|减少|降低|减|提前|节约)?出?){_ABOUT}\Z"
)
_OUGHT = "(?<![供响反适对效相感呼顺照])应"
"""Not 供应, 响应, 反应, 适应, 对应 and their like."""
_SUBJECT = (
    r"(?:其中|原|20[0-9]{2}年度?|今年|本年度?|[我本全][省市县区镇乡村局校院]|[^0-9]{0,6}?(?:项目|工程|单位)"
    r"|(?:年初|年度|全年){1,2}(?!计划完成))"
)
_PLANNED = lazy(
    rf"(?:\A|[^按照依据比较成到现])(?:预计|(?<![模虚草])拟(?![定合人订稿写])|力争|原定)[^0-9]{{0,10}}\Z"
    rf"|\A{_SUBJECT}{{0,2}}计划(?![内外]|生育|单列)[^0-9]{{0,10}}\Z|{_OUGHT}{_DEEDS}[^0-9]{{0,10}}\Z"
    rf"|\A{_ITS}(?:目标|任务|要求|标准|指标){_ITS}(?:为|是)?\Z|{_OUGHT}(?:有|到|收|缴|发|享受)?{_ABOUT}\Z"
    rf"|(?:合同约定|(?:合同|计划|要求|定额|约定)工期|签订合同|分配任务|下达任务|下达计划|指标值|目标值|参照)(?:为|是)?{_ABOUT}\Z"
    rf"|(?:(?:年中|预算|目标|指标|任务)(?:调整|调减|调增)(?:为|至|到)?|\A(?:调整|调减|调增)(?:为|至|到)){_ABOUT}\Z"
)
_MAYBE_PLANNED = lazy(
    r"(?<![成到现入列批超比较招])计划(?![内外]|生育|单列)[^0-9]{0,10}\Z"
    rf"|\A(?:调整|调减|调增)(?:为|至|到)?{_ABOUT}\Z"
)
"""A plan that is perhaps the name of something: 年度计划完成105人次, 雨露计划补助520人."""
_BY_PLAN = lazy(r"(?:按照?|依照?|依据|根据|对照|结合|遵照)[^0-9,，。;；、]{0,8}?计划")
"""按年度计划, after which something was done."""
_BEFORE_WORK = lazy(rf"(?:满分|总分)(?:为|是)?\Z|(?:\A|已|共)(?:招标|立项|申报|签订合同|签约){_ABOUT}\Z")
_BEFORE_PAYMENT = lazy(
    rf"(?:预算|概算|估算|批复|中标|(?:招标|投标)?控制价|(?<!争取)到位|下达|(?:资金|预算|已|款)下|申请)(?:批复|资金|金额|总额|价款?|数|额|款){{0,2}}{_ABOUT}\Z"
)
"""What is said of money before it is paid (达 may be read as a sign); 设备到位10台 and 受理申请520件 are work done."""
_ALL_DID = "(?:已|都|享受|开展|纳入|完成|参加|参保|落实|建有|建立|能|可|按|发放到位|为(?![0-9]))"
"""What stands behind an 均 that says all of them: 残疾人均享受补贴."""
_EACH = lazy(
    rf"(?:(?<!平均)每(?!年|逢|每)|(?:(?P<mean>[月季])|[周日旬班次])均(?!已)|(?<![各每])[户村人]均(?!{_ALL_DID})|平均每(?!年))"
    r"(?P<time>个?(?:月|季度?|半年))?[^0-9]{0,12}\Z|(?:单价|单位成本)[^0-9]{0,4}\Z"
)
_SAID_BEFORE = (
    (NoOutcome.EACH, _EACH),
    (NoOutcome.MORE, _MORE),
    (NoOutcome.LESS, _LESS),
    (NoOutcome.LEFT, _LEFT),
    (NoOutcome.LEFT, _UNDONE),
)
"""What the words right before a number make of it; the first that fits counts."""
_FROM_TARGET = lazy(rf"(?:比|较|高于|低于|超){_ITS}{_AIM}")
_THIS_YEAR = lazy("今年|本年|当年")
_NAMED_YEAR = lazy(r"(?<![0-9])(20[0-9]{2})年")
_SETTLED = lazy(rf"已|实际|完成了|实有|(?:完成|达到|实现){_ITS}{_AIM}|(?:完成|实现|执行|落实)[^0-9]{{1,6}}计划")
_SAYS_NOT, _REST = lazy("未|没|无法"), lazy("余|剩|款|金")
_CLAUSE = lazy(r"[,，。;；:：、(（!！?？\n]")
_SPEAKS = {
    NoOutcome.LEFT: lazy(
        "剩|余(?!热)|缺|作废|耽误|停工|误工|窝工|顺延|空编|质保|尾款|[应未欠]付|差[额距]|未(?!成年|来)|欠|少(?![年数儿])|取消|暂停"
        "|退(?![役休耕伍捕牧])|驳回|不合格|不达标|不通过|在建|在办|[中终]止|停[用发产业]"
    ),
    NoOutcome.MORE: lazy("超(?!市|声|低)|延[期迟误后长]|推迟|逾|滞后|滞纳|拖[欠延期]|误期|多(?![媒样功元])|增|追加"),
    NoOutcome.LESS: lazy("提前|节约|节省|节支|压减|压缩|压降|缩短|减|降|少(?![年数儿])"),
    NoOutcome.PLANNED: lazy(
        rf"计划|预计|拟|{_OUGHT}(?![急用届对援激])|标准(?!化)|要求|合同|签约|招标|立项|申报|任务|目标"
        "|预算|概算|批复|中标|控制[价数额]|到位|下达|申请|满分|总分|年限|寿命|使用期|管护期|可持续"
    ),
    NoOutcome.EACH: lazy("每|均|频[次率度]|单价|单位成本|标准"),
    NoOutcome.BEGUN: lazy("开工|启动|动工|开始|进场|开学|开班|开幕|开馆|开放|开通|开业"),
    NoOutcome.OTHER_TIME: lazy("累计|上年|去年|往年|历年|多年|[两二三五]年"),
}
_NOT_DONE = lazy(
    rf"(?<!无)(?<!没有){_NOT}{_HOW}{_DEEDS}(?!的?(?:原因|情况|任务))|未竣?完?工|(?<![大一])部分(?:已?于|已?在|完成|项目|工程)"
)
_BEGUN = lazy("开工|启动|动工|进场|奠基|破土")
_FINISHED = lazy("完工|竣工|完成|验收|交付|建成|投入使用|办结|结束|实际|通车|到位|完毕")
_NEARLY = lazy("基本完|大部分|主体|初步完|阶段性|首批|第一批|[一1]期")
_TO_COME = lazy(r"(?<![按照依据比较])(?:预计|计划(?!内|时间|工期|要求)|拟于|拟在|将于|将在|力争|争取)")


def no_outcome(lead: str, behind: str, year: int | None = None, *, money: bool = False) -> NoOutcome | None:
    """What the words of its clause make of a number, None where it may well be the outcome.

    Args:
        lead: the text before the number.
        behind: the text behind the number and its unit.
        year: the year of the outcome, None where nobody knows.
        money: whether the number is an amount of money.
    """
    near = _near(lead)
    if is_of_other_time(near, year):
        return NoOutcome.OTHER_TIME
    if said := next((kind for kind, pattern in _SAID_BEFORE if pattern.search(near)), None):
        return said
    if _is_left_behind(near, behind):
        return NoOutcome.LEFT
    near = _BY_PLAN.sub("", near)
    planned = _PLANNED.search(near) and not _SETTLED.search(near)
    before = _BEFORE_WORK.search(near) or (money and _BEFORE_PAYMENT.search(near))
    return NoOutcome.PLANNED if planned or before else None


def perhaps_no_outcome(lead: str, year: int | None = None) -> NoOutcome | None:
    """What a number that may well be the outcome is by another reading of its clause: 年度计划完成105人次."""
    near = _near(lead)
    if may_be_of_other_time(near, year):
        return NoOutcome.OTHER_TIME
    planned = _MAYBE_PLANNED.search(_BY_PLAN.sub("", near)) and not _SETTLED.search(near)
    return NoOutcome.PLANNED if planned else None


def _near(lead: str) -> str:
    """The clause before a number, without blanks."""
    return _CLAUSE.split("".join(lead.split()))[-1]


def _is_left_behind(near: str, behind: str) -> bool:
    found = _LEFT_BEHIND.match(behind)
    return found is not None and (found["end"] is not None or _ONLY_HAS.fullmatch(near) is not None)


def names_this_year(lead: str, year: int | None) -> bool:
    """Whether the clause of a number says that it is of the year of the outcome: 本年11次, 2025年11次."""
    near = _near(lead)
    return _THIS_YEAR.search(near) is not None or (year is not None and str(year) in _NAMED_YEAR.findall(near))


def says_each(near: str, part: str) -> bool:
    """Whether a clause counts for each of something: 每人, 人均, 每户平均; not 每人均已发放, which says all of them."""
    return re.search(rf"每{part}(?!均{_ALL_DID})|(?<![每各]){part}均(?!{_ALL_DID})", near) is not None


def says_this_year(lead: str) -> bool:
    """Whether the clause of a number says in words that it is of this year: 本年11次."""
    return _THIS_YEAR.search(_near(lead)) is not None


def is_surely_undone(lead: str, behind: str) -> bool:
    """Whether what is left is said not to be done (未完成1次), not only to be the rest: 其余2座."""
    words = f"{_CLAUSE.split(lead)[-1]}|{_CLAUSE.split(behind)[0]}"
    return _SAYS_NOT.search(words) is not None or _REST.search(words) is None


def times_a_year(lead: str) -> int:
    """How often the time comes in a year that a number counts for: 12 for 每月 and 月均, 0 where nobody can tell."""
    found = _EACH.search("".join(lead.split()))
    time = (found["mean"] or found["time"] or "").removeprefix("个") if found else ""
    return TIMES_A_YEAR.get(time, 0)


def day_is_no_outcome(text: str) -> NoOutcome | None:
    """Whether a text with a day says that nothing was done by then, that it is only planned, or that work began."""
    if _BEGUN.search(text) and not _FINISHED.search(text):
        return NoOutcome.BEGUN
    if _NOT_DONE.search(text):
        return NoOutcome.LEFT
    return NoOutcome.PLANNED if _TO_COME.search(_BY_PLAN.sub("", text)) and not _SETTLED.search(text) else None


def is_nearly_done(text: str) -> bool:
    """Whether a text with a day says that the most of it was done by then: 10月15日基本完成, 主体10月15日完工."""
    return _NEARLY.search(text) is not None


def says_finished(text: str) -> bool:
    """Whether a clause says that something was finished, or names a day as the real one."""
    return _FINISHED.search(text) is not None and day_is_no_outcome(text) is None


def names_the_target(lead: str) -> bool:
    """Whether the clause of a number measures it from what was asked for: 比目标多下降1%."""
    near = _near(lead)
    return _FROM_TARGET.search(near) is not None


def spoken_of(*texts: str) -> tuple[str, ...]:
    """The kinds that name or target speak of themselves (结余资金, 逾期件数), so that an outcome only repeats them."""
    return tuple(kind.value for kind, pattern in _SPEAKS.items() if any(pattern.search(text) for text in texts))
