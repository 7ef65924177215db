"""The words by which forms name their fields, where they are written exactly so; `patterns` composes others.

Data only. Sources: the forms of 财预〔2020〕10号 and of published county, transfer-payment and earmarked-fund tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _table(entries: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType({word: key for key, words in entries.items() for word in words.split()})


COLUMNS: Final = _table(
    {
        "tier1": "一级指标 一级 指标一级",
        "tier2": "二级指标 二级 指标二级",
        "tier3": "三级指标 三级 三级指标名称 三级指标内容 指标名称 具体指标 绩效指标名称",
        "description": "绩效指标描述 指标描述 指标解释 指标说明 绩效指标说明 指标释义 指标内容说明 三级指标说明",
        "target": (
            "指标值 年度指标值 目标值 年度目标值 绩效目标值 绩效指标值 计划值 预期值 预期指标值 计划指标值 "
            "指标目标 预期指标 年度绩效指标值 预期目标值 全年目标值 指标目标值 年度计划值 本年指标值 当年指标值"
        ),
        "initial_target": "年初指标值 年初目标值 年初绩效指标值 年初设定指标值 年初设定值 初始指标值 调整前指标值",
        "adjusted_target": (
            "调整后指标值 调整后年度指标值 调整后目标值 调整指标值 调整后的指标值 年中调整指标值 年中调整后指标值 "
            "调整后绩效指标值"
        ),
        "basis": "指标值确定依据 确定依据 指标确定依据 指标值设定依据 指标设定依据 设定依据 指标值依据 指标来源 依据",
        "actual": (
            "实际完成值 全年实际值 全年实际完成值 实际值 实际完成情况 完成值 年度实际完成值 全年完成值 "
            "实际完成指标值 完成情况 指标完成值 年度完成值 实际完成 全年实际完成情况 年度实际完成情况 年度实际值"
        ),
        "weight": "分值 权重 指标分值 指标权重 分值权重 权重分值 分值/权重 权重/分值 标准分值 标准分 满分 权重值",
        "score": "得分 自评得分 实际得分 评价得分 自评分 自评分值 指标得分 单位自评得分 自评得分值 自评打分",
        "share": "得分比例",
        "reason": (
            "偏差原因分析及改进措施 偏差原因分析和改进措施 未完成原因及改进措施 评分理由 自评理由 得分理由 自评说明 "
            "得分说明 评分说明 自评依据 得分依据 评分依据"
        ),
        "standard": (
            "评分标准 评价标准 计分标准 考核标准 考评标准 评分细则 计分细则 评分办法 评分规则 自评标准 评分标准及说明 "
            "评(扣)分标准 评（扣）分标准 扣分标准"
        ),
        "measures": "改进措施 整改措施 下一步改进措施 拟采取的改进措施",
        "evidence": "佐证资料 佐证材料 佐证 证明材料 佐证资料名称 支撑材料",
        "survey": "问卷调查 问卷调查情况 调查问卷 调查问卷情况 问卷情况 满意度调查情况 满意度问卷情况",
        "last_target": "上年指标值 上年度指标值 上年目标值",
        "last_actual": "上年实际完成值 上年度实际完成值 上年完成值",
        "last_score": "上年得分 上年自评得分",
        "carried_reading": "已确认口径",
        "deduction": "扣分事项 扣分说明 复核扣分 评审扣分",
        "not_applicable": "不适用说明 不适用 不适用原因 不适用情况说明",
        "goal": (
            "对应目标 所属目标 对应绩效目标 所属绩效目标 对应年度目标 所属年度目标 对应年度绩效目标 所属年度绩效目标 "
            "对应总体目标 对应的目标 对应的绩效目标 对应的年度绩效目标 "
            "绩效目标名称 年度绩效目标名称 目标序号 绩效目标序号"
        ),
        "sign": "符号 指标符号 计算符号 比较符号 运算符号 指标值符号",
        "unit": "量纲 计量单位 单位 指标单位 度量单位 指标值单位 指标值计量单位 目标值单位 目标值计量单位",
        "nature": "指标性质 指标属性 性质 指标类型",
        "direction": "指标方向 指标方向性 正反向 正向/反向 方向",
        "value": "数值 值 指标数值",
        "serial": "序号 编号 行次 顺序号",
        "remark": "备注",
    }
)
"""Headers of indicator tables."""

WEAK_NAMES: Final = frozenset(
    [
        "指标",
        "指标名",
        "指标项",
        "指标项目",
        "指标内容",
        "考核内容",
        "考核指标",
        "考核要点",
        "考核项目",
        "考核事项",
        "考核指标内容",
        "绩效内容",
        "绩效指标内容",
        "绩效目标内容",
        "目标内容",
        "评价内容",
        "评价指标",
        "评价指标内容",
        "具体内容",
        "具体指标内容",
    ]
)
"""Headers of the names of indicators where no column is called 三级指标; beside one they describe it."""

WEAK_TARGETS: Final = frozenset(
    [
        "目标",
        "年度目标",
        "年初目标",
        "计划目标",
        "绩效目标",
        "年度绩效目标",
        "绩效标准",
        "计划数",
        "年度计划",
        "任务数",
        "年度任务",
        "目标数",
    ]
)
"""Headers of targets where names of indicators stand beside them and no other column is called 指标值."""

DUTIES: Final = frozenset(["部门职责", "部门职能", "工作职责", "工作活动", "职责活动", "工作活动名称", "职责活动名称"])
"""Headers left of 绩效指标 in tables that go from duties over activities to indicators, without tiers."""

BLOCK_NAME: Final = "绩效指标"
"""One more, which also names the block of indicators, at the left of the tiers."""

HEAD: Final = _table(
    {
        "code": "项目编码 项目代码 项目编号",
        "name": "项目名称",
        "department": "主管部门 主管部门及代码 主管单位 主管预算部门 一级预算部门 部门名称 预算部门",
        "unit": (
            "实施单位 项目单位 单位名称 预算单位 填报单位 项目实施单位 项目承担单位 资金使用单位 使用单位 项目负责单位"
        ),
        "purpose": "资金用途 项目资金用途",
        "budget_block": "预算规模及资金用途 预算规模 项目资金 预算执行情况 资金情况 项目资金情况 项目预算",
        "plan": "资金支出计划 支出计划 资金使用计划 用款计划",
        "checkpoint": "资金支出进度 实际支出进度 支出进度 资金实际支出进度 实际支出情况 资金执行进度",
        "goals": "绩效目标 年度总体目标 年度绩效目标 总体目标 项目绩效目标 年度目标 项目总体目标 总体绩效目标",
        "expected": "预期目标 年初预期目标 预期绩效目标 年初设定目标 年度预期目标",
        "goal_actual": (
            "实际完成情况 全年实际完成情况 目标实际完成情况 年度总体目标完成情况 目标完成情况 "
            "绩效目标完成情况 总体目标完成情况 具体完成情况"
        ),
        "goal_rate": "总体完成率 目标完成率 总体目标完成率 年度目标完成率 完成率",
        "budget_reason": (
            "预算执行偏差原因 执行偏差原因 预算执行偏差原因及改进措施 预算执行情况说明 预算调整及执行偏差原因"
        ),
        "finished": "项目是否完成 是否完成",
        "initial": "预算数 年初预算数 年初预算 年初预算金额 年初批复预算数",
        "adjusted": "全年预算数 全年预算 调整后预算数 调整后预算 调整预算数 全年调整预算数",
        "executed": (
            "全年执行数 执行数 全年执行 实际支出 实际支出数 实际执行数 预算执行数 全年实际支出 全年支出数 "
            "全年实际执行数"
        ),
        "received": "到位数 到位资金 资金到位",
        "total_row": (
            "年度资金总额 资金总额 年度资金总和 项目资金总额 年度预算总额 年度总额 总额 部门预算总额 部门整体支出总额 "
            "整体支出总额 年度整体支出总额 部门支出总额 预算资金总额"
        ),
        "fiscal": (
            "财政资金 财政拨款 财政性资金 当年财政拨款 当年财政资金 本年财政拨款 年度财政拨款 财政拨款资金 "
            "当年财政拨款资金"
        ),
        "carry_over": "上年结转资金 上年结转 结转资金 上年结转结余资金 上年结转结余",
        "other": "其他资金 其它资金 其他",
        "basic": "基本支出 基本支出预算 基本支出合计",
        "projects": "项目支出 项目支出预算 项目支出合计",
        "rate": "执行率 预算执行率 资金执行率",
        "weight": "分值 权重",
        "score": "得分",
        "indicator_block": "绩效指标 年度绩效指标 绩效指标体系",
        "money_unit": "单位 金额单位",
        "year": "年度 预算年度 评价年度",
        "grade": "自评等级 等级 评价等级 自评结果等级 绩效等级 自评等次 评价等次 等次 自评结论",
        "content": (
            "项目实施内容 实施内容 项目内容 项目主要内容 主要内容 主要实施内容 项目概况 项目简介 项目建设内容 建设内容 "
            "主要建设内容 项目主要实施内容 项目主要建设内容 项目主要工作内容 主要工作内容 项目实施主要内容 项目内容概述"
        ),
        "conclusion": (
            "评价结论 自评价结论 评价结果 总体评价 综合评价 自评情况综述 自评总体结论 评价总体结论 自评小结 自评总结 "
            "绩效自评小结 绩效自评总结 自评结论说明 自评情况说明"
        ),
        "issues": (
            "存在问题 存在的问题 主要问题 存在的主要问题 存在主要问题 问题及原因 存在的问题及原因 发现的问题 "
            "主要存在问题 主要存在的问题 主要问题及原因 主要问题及原因分析 存在不足 存在的不足 "
            "问题及不足 问题与不足 存在困难和问题"
        ),
        "measures": "改进措施 整改措施 下一步改进措施 拟采取的改进措施 意见建议 意见和建议 改进意见和建议",
        "total": "总分 总计 合计 总得分 自评总分 自评得分 综合得分 得分合计 合计得分",
        "subtotal": "小计",
        "heading": "金额 数额 资金额",
        "note": "注 备注 说明 填表说明 填报说明 填表人 填报人 联系人 联系电话 负责人 单位负责人 项目负责人",
        "unused": (
            "项目类别 项目类型 项目属性 项目性质 项目周期 项目期限 项目起止时间 起止时间 实施期限 实施周期 "
            "项目实施期 项目级次 项目地点 资金性质 资金类型 资金类别 支出类型 资金来源 功能科目 "
            "经济分类 业务处室 归口处室 密级 "
            "归口科室 业务科室 业务股室 立项依据 政策依据 项目联系人 电话 填报日期 "
            "中央主管部门 省级主管部门 省主管部门 一级项目名称 一级项目 统一社会信用代码 自评日期 评价时间"
        ),
    }
)
"""Labels around indicator tables; `heading` stands over amounts, `unused` over what no form of ours has."""

PROJECT_COLUMNS: Final = frozenset(
    {"code", "name", "department", "unit", "purpose", "goals", "initial", "adjusted", "executed", "rate"}
    | {"fiscal", "carry_over", "other", "received"}
)
"""What a list of many projects may say about each of them in columns."""
