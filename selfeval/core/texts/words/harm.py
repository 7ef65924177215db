"""The words for what had better not happen, as parts of patterns.

Names, targets and outcomes are read with the same ones, so that a word that is known to one of them is known to all.
"""

from __future__ import annotations

_SURE_DEEDS, _OTHER_DEEDS = "违规|违纪|违法|逾期", "违约|违章|挪用|截留|虚列|拖欠"

DEEDS = f"{_SURE_DEEDS}|{_OTHER_DEEDS}"
"""What somebody does against the rules."""

SURE = (
    f"{_SURE_DEEDS}|事故|投诉|上访|越级访|伤亡|死亡|超支|差错|错误|延误|延迟|流失|返贫|辍学|故障|退货|破损|损坏|返工|返修"
    "|漏报|误报|出错"
)
"""Harms by name: an indicator called so counts what should be little."""

OCCASIONS = (
    f"{_OTHER_DEEDS}|亡人|受伤|伤情|火灾|灾害|疫情|舆情|案件|事件|举报|信访|失误|缺陷|丢失|泄[露密漏]|污染|超标|超期|欠薪|失学|感染"
    "|中毒|纠纷|冲突|隐患|损失|滞留|积压|债务|举债|聚集|群体性|通报|问责|处罚|负面"
)
"""Harms where they happen, though work may be named after them: 案件办理数, 隐患排查次数."""

HAPPENED = "(?:发生|出现|发现|存在|产生|造成|引发|接到|收到|有)"
"""That it happens or is found."""
