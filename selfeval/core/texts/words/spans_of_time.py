"""Spans of time: whether a name asks for few of them (办结时限, 工期) or for many (开放时间, 使用年限)."""

from __future__ import annotations

from selfeval.core.patterns import lazy
from selfeval.core.units import TIME_UNITS, normal_unit

_LASTS = lazy(
    "使用年限|(?<!完成)(?<!建设)(?<!实施)(?<!施工)年限|寿命|保存|保管|保质|质保|保修|有效期|有效时|有效年|开放|开[馆园门诊场]|续航|待机|无故障|日照|睡眠|锻炼|阅读|公示|公告|留存|存档|持续|存续|优良天"
    "|(?:缩短|压缩|压减|提前|节省|节约|减少)(?!至|到|后)"
)
"""Time that lasts, is open, or is saved, whatever else the name says."""
_TAKES = lazy(
    "时限|限期|响应|等待|等候|候诊|排队|办结|办理|办证|审批|审核|审查|审理|结案|受理|处置|处理|处结|送达|反馈|答复|回复|回应|到场|到达|出警|出动"
    "|修复|恢复|排除|抢修|抢险|救援|整改|拨付|兑付|支付|发放|报账|报送|上报|竣工|完工|交付|验收|完成(?:时|天|所|期|日)|施工|建设期|建设周"
    "|实施周期|耗时|用时|历时|所需|需要|间隔|延误|延期|延迟|逾期|超期|滞留|中断|停机|停电|停水|停气|停运|故障|住院|周转"
)
_KEEPS = lazy(
    "服务|培训|学习|教学|授课|课时|保障|运行|运营|运转|供应|供[暖热水电气餐]|播出|播放|演出|宣传|管护|养护|维护|维保|巡查|巡逻|监测|值班|值守"
    "|展览|展出|活动|在岗|出勤|工作|营业|合同|租赁|聘用|聘期|贷款|保险|影响|受益|驻|驻村|劳动|陪伴|照料|护理|实习|见习|义诊|志愿"
)
"""Time that is offered; outside what is quick to be done, more of it is better."""
_SPAN = lazy("时限|工期|周期|天数|日数|时长|时间|期限|小时数|月数|限期")
_UNIT_IN_NAME = lazy(r"[(（](?:单位[:：])?(?:个?工作日|日历天|自然日|[天日周年月]|个月|小时|分钟)[)）]")
TIMES_A_YEAR = {"半年": 2, "季": 4, "季度": 4, "月": 12}
"""How often a span of time comes in a year."""
_HALF = {"半年": "6个月", "半个月": "15天", "半月": "15天", "半小时": "30分钟", "半个小时": "30分钟"}


def is_span(unit: str) -> bool:
    """Whether a unit counts time, also per something: 个工作日, 日历天, 分钟/件; not 次/年."""
    return normal_unit(unit).partition("/")[0].lower() in TIME_UNITS


def lasts(name: str) -> bool:
    """Whether the name speaks of time that something lasts, stays open or is offered: 开放时间, 质保期, 培训天数."""
    return bool(_LASTS.search(name)) or (not _TAKES.search(name) and bool(_KEEPS.search(name)))


def takes(name: str) -> bool:
    """Whether the name speaks of time that something takes: 响应时间, 工期, 办结时限."""
    return not lasts(name) and bool(_TAKES.search(name) or _SPAN.search(name))


def says_unit(name: str, unit: str) -> bool:
    """Whether a number counts time by its name alone: 工期（天） and 办结时限 without a unit, 响应时间 in 分."""
    if unit == "分":
        return takes(name)
    return not unit and bool(_SPAN.search(name) or _UNIT_IN_NAME.search(name))


def half_spans(text: str) -> str:
    """半年, 半个月, 半小时, with 内 behind it or not, in digits: 6个月, 15天, 30分钟内; "" for any other text."""
    bare = "".join(text.split()).rstrip("。.")
    rest = next((end for end in ("之内", "以内", "内") if bare.endswith(end)), "")
    amount = _HALF.get(bare.removesuffix(rest))
    return f"{amount}{rest}" if amount else ""
