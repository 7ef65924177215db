"""What the name of an indicator tells of its number: whether more or less is wanted, and where it must end."""

from __future__ import annotations

import re

from selfeval.core.model import Tier1, tier1_of
from selfeval.core.patterns import lazy
from selfeval.core.texts.words.execution import is_execution
from selfeval.core.texts.words.harm import OCCASIONS, SURE

_ADVERSE = lazy(
    rf"(?<![无未零])(?<!未发生)(?<!未出现)(?:{SURE}"
    r"|结余|结转|受害|成灾|发病|感染率|进京访|赴省访|(?<![接走回下随])访量|信访量|误差|费用"
    r"|成本|造价|单价|能耗|耗电|耗水|排放量|污染物|债务|空置|失业|贫困发生"
    r"|案发|发案|响应时|等待时|处理时|办理时|办结时|漏损"
    r"|变动率|偏差|不合格率?|不满意|不良|[未不]达标率|漏诊|误诊|超标率|违约率|退回率|退单|复发率|损耗|停机率|负债率"
    r"|PM2\.?5|PM10|颗粒物|污染物?浓度|[氮硫碳]氧?化物|噪[声音]|碳排放|能源消耗|消耗量|黑臭)"
)
"""Harms, and rates and expenses of which less is better."""
_RESOLVED = lazy(
    r"处理率|处置|办结率|化解|修复|整改|(?<!不)满意|及时|完成|解决|排查|查处|防控|防治"
    r"|治理|下降|降低|减少|节约|覆盖|(?<![不未])(?:达标|合格)|执行率|到位|培训|宣传|演练|按期"
    r"|按时|准确|保障率|控制率|回访|进度|使用率|利用率|发放|救助|挽回|收缴|避免"
    r"|预防|案件数|回复|答复|受理|(?<![失待未])就业|拆除|拆违|整治|清理|清除|清运|消除|削减|减排|去除|帮扶|关停|淘汰|取缔|复垦|打击|追回|追缴|援助"
)
_GAINFUL = lazy(
    r"节约|节省|节支|压减率|压降|收益|回报率|收入|产值|利润|执行率|完成率|到位率|下降|降低|减少|合格|达标|覆盖|满意|及时率|效益"
)
_MEASURE = lazy(
    r"(?:发生|支出|率|数量|次数|人数|起数|件数|批次|金额|总额|比例|占比|情况|数|量|额|[（(][^()（）]{0,20}[)）]){1,8}$"
)
_OCCURRENCE = lazy(OCCASIONS)
_WORK = lazy(
    r"培训|宣传|建设|新建|改造|购置|采购|发放|开展|举办|完成|检查|巡查|督查|核查|排查|印[制刷]|维修|维护|养护|补助|资助|救[助援治]|抢[险修]|调[解处]|应对|处突|诊治|防范|慰问|抚恤|赔偿|补偿|服务"
    r"|参[加与]|受益|覆盖|招聘|组织|制作|编[制写]|安装|种植|检测|监测|审计|调研|统计|走访|接待|演练|鉴定|评估|创建|扶持|奖励|保障"
)
_RATE = lazy(r"(?:率|度|比例|占比|比重|百分比|覆盖面)(?:[（(].*)?$")
_UNBOUNDED = lazy(
    r"增长|增幅|增速|增值|涨幅|上涨|提高|提升|递增|同比|环比|成本|费用|超支|超出|超额|偏差|变动|负债|杠杆|控制率|倍数|自给率|充足率|产销率"
    r"|(?:收益|回报|利润|毛利|贡献|拉动)率|拨备覆盖|[温湿长宽高深厚速强难年月精]度|(?<!满意)程度|季度"
)
_DEGREE = lazy(r"(?:满意|知晓|认可|认知|完好|参与|信任|覆盖)(?:程?度|面)")
"""Degrees of which nobody reaches more than all; 额度 and 力度 are other things."""
_PASSED = lazy(r"(?<!未)完成|达成|实现|进度|利用率|使用率|上座率|毛入学|(?:征|收|清)[收缴]|回款")
"""Rates that plans or counts may well pass, although a target beyond 100 % is none: 招生计划完成率, 床位使用率."""
_SUCCESS = lazy(
    r"(?<!不)满意|合格率|及时率|按期|按时|结案率|办结率|完成率|达标率|覆盖率|通过率|到位率|知晓率|成活率|优良率|准确率|参与率|就业率|入学率|巩固率"
    r"|普及率|处理率|处置率|整改率|解决率|化解率|修复率|完好率|执行率|支付率|发放率|回复率|答复率|上线率|出勤率"
)
_FAILURE = lazy(r"不合格|不满意|不达标|不及时|未完成|未达标|未通过|退回|差评|超支")
_DISPENSABLE = lazy(
    r"三公|接待费|(?:公务|外事|国内)接待|出国|出境|公务用车|公车|罚款|罚金|滞纳金|违约金|损失|超支|追加|浪费|拖欠|欠薪|欠款"
)
_FLOOR = lazy(r"标准|补助|补贴|工资|待遇|投资|节约|节省|节支|降低|下降|降幅|收入|收益|压减")
_MAY_FALL = lazy(r"增|涨|变|差|温|降|利润|盈|亏|损益|收益|结余|净|收支|幅")


def is_share_of_whole(name: str) -> bool:
    """Whether the name is that of a rate which cannot pass 100 %: 结案率, 满意度, 执行率; not 增长率, 成本控制率."""
    return is_execution(name) or (bool(_RATE.search(name.strip())) and not _UNBOUNDED.search(name))


def ends_at_the_whole(tier1: str, tier2: str, name: str) -> bool:
    """Whether no outcome can lie beyond 100 %, nor below 0: 合格率, 覆盖率, what stands under 满意度.

    Narrower than `is_share_of_whole`: plans may be done more than fully (招生计划完成率).
    """
    if _UNBOUNDED.search(name) or (_PASSED.search(name) and not is_execution(name)):
        return False
    sure = is_rate(name) or is_execution(name) or _DEGREE.search(name) is not None
    return sure or is_satisfaction(tier1, tier2)


def may_pass_whole(name: str) -> bool:
    """Whether the name is that of a change or of a ratio that knows no whole: 增长率, 负债率, 成本控制率."""
    return bool(_UNBOUNDED.search(name))


def is_satisfaction(tier1: str, tier2: str) -> bool:
    """Whether the row stands among the satisfaction indicators."""
    return tier1_of(tier1) is Tier1.SATISFACTION or "满意度" in tier2


def is_rate(name: str) -> bool:
    """Whether the name is that of any rate, so that its value wants a percent sign."""
    return bool(re.search(r"(?:率|满意度|比例|占比|比重|百分比)(?:[（(].*)?$", name.strip()))


def may_fall(name: str) -> bool:
    """Whether a quantity of this name can be negative: 增减额, 温差, 利润."""
    return bool(_MAY_FALL.search(name))


def wants_more(name: str) -> bool:
    """Whether more of it is surely better: a success rate, satisfaction."""
    return bool(_SUCCESS.search(name)) and not _FAILURE.search(name)


def wants_less(name: str) -> bool:
    """Whether less of it is surely better: 投诉率, 事故次数, 费用支出; the last words decide, so not 事故救援次数."""
    return less_is_better_by_name(name) and ends_in_harm(name) and not wants_more(name) and not _FLOOR.search(name)


def is_spending(name: str) -> bool:
    """Whether a row among the costs speaks of money spent, so that more cannot be the aim."""
    return not _FLOOR.search(name) and not more_is_better_by_name(name)


def is_dispensable(name: str) -> bool:
    """Whether the name is that of an expense of which none at all is plain good: 公务接待费, 因公出国费, 罚款."""
    return bool(_DISPENSABLE.search(name)) and not _RESOLVED.search(name)


def less_is_better_by_name(name: str) -> bool:
    """Whether the name tells of something unwanted or of an expense: 结余率, 投诉, 事故, 费用; not 投诉处理率."""
    return bool(_ADVERSE.search(name)) and not _RESOLVED.search(name)


def ends_in_harm(name: str) -> bool:
    """Whether the last words of a name are the unwanted thing itself: 死亡人数, 事故起数; not 事故救援次数."""
    bare = name.strip()
    return any(_ADVERSE.search(end) for end in (bare[-3:], _MEASURE.sub("", bare[-60:])[-3:]))


def harm_by_name(name: str) -> bool:
    """Whether less of it seems to be meant: names of harms, unless they name work that only concerns them."""
    return less_is_better_by_name(name) and (ends_in_harm(name) or not is_work(name))


def is_occurrence(name: str) -> bool:
    """Whether the name counts what had better not happen, though its words do not settle it: 群体性事件."""
    return bool(_OCCURRENCE.search(name)) and not is_work(name) and not _RESOLVED.search(name)


def is_work(name: str) -> bool:
    """Whether the name speaks of something to be done: 培训, 建设, 发放."""
    return bool(_WORK.search(name))


def more_is_better_by_name(name: str) -> bool:
    """Whether the name tells of something wanted although it may stand among the costs: 节约率, 收入."""
    return bool(_GAINFUL.search(name))
