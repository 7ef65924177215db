"""Target tables: what arrives before the year is over."""

from __future__ import annotations

from tests.corpus.specs import SEED, TIER, Book, Rows, Sheet

_TARGETS: Rows = [
    ["产出指标", "数量指标", "接访批次", "全年接待群众来访", "≥120批次", "上年实际"],
    ["产出指标", "质量指标", "按期结案率", "期限内办结的占比", "≥95%", "信访工作条例"],
    ["效益指标", "社会效益指标", "越级上访量", "与上年相比", "逐步减少", "年度计划"],
    ["满意度指标", "服务对象满意度指标", "信访群众满意度", "回访调查", "≥90%", "问卷"],
]


def _head(code: str, name: str, budget: int) -> Rows:
    return [
        ["1.信访专项资金绩效目标表"],
        ["482001 青山县信访局本级", "", "", "", "", "单位：万元"],
        ["项目编码", code, "", "项目名称", name, ""],
        ["预算规模及资金用途", "预算数", budget, "其中：财政资金", budget, "其他资金"],
        ["", "用于接访、化解积案。"],
        ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"],
        ["", "25%", "50%", "80%", "100%"],
        ["绩效目标", "1.全年接访120批次以上 2.按期结案率达到95%"],
    ]


BOOKS = {
    "seed_target_table": Book(
        "the county target table of the seed: head, plan, goals, merged tiers",
        (Sheet([*_head("13022500001", "信访专项资金", 180), SEED, *_TARGETS], merges=("A4:A5", "A6:A7", "A10:A11")),),
    ),
    "seed_two_tables_one_sheet": Book(
        "two county tables one below the other",
        (
            Sheet(
                [
                    *_head("001", "信访专项资金", 180),
                    SEED,
                    *_TARGETS[:2],
                    [],
                    ["2.积案化解资金绩效目标表"],
                    ["项目编码", "002", "", "项目名称", "积案化解资金"],
                    ["预算规模及资金用途", "预算数", 90],
                    SEED,
                    *_TARGETS[2:],
                ]
            ),
        ),
        "xlsxwriter",
    ),
    "sheets_by_project": Book(
        "a sheet for each project, and one without a table",
        (
            Sheet([["填报说明"], ["各单位于3月底前报送。"]], "说明"),
            Sheet([["项目名称", "甲项目"], SEED, *_TARGETS[:2]], "甲"),
            Sheet([["项目名称", "乙项目"], SEED, *_TARGETS[2:]], "乙"),
        ),
    ),
    "sign_value_unit": Book(
        "sign, value and unit in three columns under one merged header",
        (
            Sheet(
                [
                    [*TIER, "年度指标值", "", "", "权重"],
                    ["", "", "", "符号", "数值", "计量单位", ""],
                    ["产出指标", "数量指标", "会议次数", "≥", 12, "次", 30],
                    ["产出指标", "成本指标", "会议费", "≤", 8.5, "万元", 30],
                    ["满意度指标", "服务对象满意度指标", "参会人员满意度", "≥", 95, "%", 40],
                ],
                merges=("A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2"),
            ),
        ),
    ),
    "nature_direction": Book(
        "指标性质 holds the sign or 定性, 指标方向性 the direction; one header line",
        (
            Sheet(
                [
                    [*TIER, "指标性质", "指标值", "度量单位", "指标方向性", "权重（%）"],
                    ["产出指标", "数量指标", "培训人数", "≥", 300, "人", "正向指标", 50],
                    ["成本指标", "经济成本指标", "人均培训费", "≤", 400, "元/人", "反向指标", 20],
                    ["效益指标", "社会效益指标", "业务水平", "定性", "提升", "", "正向指标", 20],
                    ["满意度指标", "服务对象满意度指标", "学员满意度", "＝", 100, "%", "正向指标", 10],
                ]
            ),
        ),
        "xlsxwriter",
    ),
    "sub_header_unmerged": Book(
        "the second header line names sign, value and unit without any merged cell",
        (
            Sheet(
                [
                    ["序号", *TIER, "指标性质", "绩效目标值", "", "", "分值"],
                    ["", "", "", "", "", "符号", "值", "单位", ""],
                    [1, "产出指标", "数量指标", "巡查次数", "正向", "大于等于", 24, "次", 60],
                    [2, "产出指标", "时效指标", "响应时间", "反向", "小于等于", 2, "小时", 40],
                    [3, "", "", "", "", "", "", "", ""],
                ]
            ),
        ),
    ),
    "weight_in_names": Book(
        "points in the tier cells and in the names, no column for them",
        (
            Sheet(
                [
                    [*TIER, "年度指标值"],
                    ["产出指标（50分）", "数量指标（30分）", "植树（20分）", "≥500株"],
                    ["", "", "抚育面积（10分）", "≥80亩"],
                    ["", "质量指标（20分）", "成活率【20分】", "≥85%"],
                    ["效益指标（50分）", "生态效益指标（50分）", "绿化覆盖率(50分)", "≥30%"],
                ],
                merges=("A2:A4", "B2:B3"),
            ),
        ),
    ),
    "name_column_called_performance_indicator": Book(
        "绩效指标 is the header of the names, 权重 stands before the target",
        (
            Sheet(
                [
                    ["2025年青山县农业农村局项目绩效目标表"],
                    ["一级指标", "二级指标", "绩效指标", "权重", "目标值"],
                    ["产出", "数量", "高标准农田面积", 60, "≥2000亩"],
                    ["效益", "经济效益", "亩均增收", 40, "每亩300元"],
                ]
            ),
        ),
    ),
    "columns_in_odd_order": Book(
        "the target first, the tiers last, starting at D7",
        (
            Sheet(
                [
                    ["指标值", "权重", "确定依据", "三级指标", "一级指标", "二级指标"],
                    ["≥3场", 40, "工作要点", "宣传活动", "产出指标", "数量指标"],
                    ["≥98%", 60, "统计数据", "办结率", "产出指标", "质量指标"],
                ],
                top=7,
                left=4,
            ),
        ),
        "xlsxwriter",
    ),
    "header_with_breaks_and_brackets": Book(
        "headers with line breaks, blanks inside and full-width brackets",
        (
            Sheet(
                [
                    [
                        "一 级\n指 标",
                        "二级\n指标",
                        "三　级　指　标",
                        "年度\n指标值（含符号）",
                        "分　值〔百分制〕",
                        "指标说明【可选】",
                    ],
                    ["产出指标", "数量指标", "采购台数", "＞＝77台", "１０分", "办公设备"],
                    ["效益指标", "可持续影响指标", "使用年限", "≥6年", "９０", ""],
                ]
            ),
        ),
    ),
    "placeholders": Book(
        "a template that was only partly filled in: …… and 指标1： rows",
        (
            Sheet(
                [
                    [*TIER, "指标值", "分值"],
                    ["产出指标", "数量指标", "检查企业家数", "≥60家", 50],
                    ["", "", "指标2：", "", ""],
                    ["", "", "……", "……", ""],
                    ["", "质量指标", "问题整改率", "≥90%", 50],
                    ["", "", "…", "", ""],
                    ["效益指标", "……", "", "", ""],
                ],
                merges=("A2:A6", "B2:B4", "B5:B6"),
            ),
        ),
    ),
    "blank_and_repeated_tiers": Book(
        "tiers blank below the first row in one part, repeated in the other; a row that names a tier only",
        (
            Sheet(
                [
                    [*TIER, "指标值"],
                    ["产出指标", "数量指标", "新建泵站", "≥2座"],
                    ["", "", "清淤长度", "≥5公里"],
                    ["效益指标", "", "", ""],
                    ["", "社会效益指标", "受益人口", "≥3000人"],
                    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"],
                    ["满意度指标", "服务对象满意度指标", "村委满意度", "≥85%"],
                ]
            ),
        ),
    ),
    "subtotals_and_notes": Book(
        "小计 rows, 合计 between the tiers, notes under the table",
        (
            Sheet(
                [
                    [*TIER, "指标值", "分值"],
                    ["产出指标", "数量指标", "发放户数", "≥150户", 30],
                    ["", "", "发放金额", "≥45万元", 30],
                    ["", "小计", "", "", 60],
                    ["效益指标", "社会效益指标", "政策知晓率", "≥90%", 40],
                    ["合计", "", "", "", 100],
                    ["注：1.分值合计为100分。"],
                    ["填表人：张三", "", "联系电话：0315-1234567", "", "填报日期：2025年1月10日"],
                ],
                merges=("A2:A4", "B2:B3", "A7:E7"),
            ),
        ),
        "xlsxwriter",
    ),
    "total_in_the_middle": Book(
        "a 合计 row between two tiers: what follows it counts all the same",
        (
            Sheet(
                [
                    [*TIER, "指标值", "实际完成值", "分值", "得分"],
                    ["产出指标", "数量指标", "抽检批次", "≥40批次", "42批次", 60, 60],
                    ["合计", "", "", "", "", 60, 60],
                    ["效益指标", "社会效益指标", "抽检合格率", "≥97%", "98%", 40, 40],
                    ["总分", "", "", "", "", 100, 100],
                ]
            ),
        ),
    ),
    "continued_with_repeated_header": Book(
        "a table that goes on on the next page below its repeated header",
        (
            Sheet(
                [
                    ["项目名称", "校舍维修"],
                    [*TIER, "指标值", "权重"],
                    ["产出指标", "数量指标", "维修校舍", "≥6栋", 40],
                    ["续表"],
                    [*TIER, "指标值", "权重"],
                    ["", "质量指标", "验收合格率", "100%", 30],
                    [*TIER, "指标值", "权重"],
                    ["效益指标", "社会效益指标", "受益学生", "≥1200人", 30],
                ]
            ),
        ),
    ),
    "side_by_side": Book(
        "two tables beside each other on one sheet",
        (
            Sheet(
                [
                    ["项目名称", "路灯", "", "", "", "", "项目名称", "绿化", "", "", ""],
                    [*TIER, "指标值", "权重", "", *TIER, "指标值", "权重"],
                    ["产出指标", "数量指标", "路灯盏数", "≥50盏", 100, "", "产出指标", "数量指标", "种树", "≥20棵", 60],
                    ["", "", "", "", "", "", "产出指标", "质量指标", "成活率", "≥90%", 40],
                ]
            ),
        ),
    ),
    "side_by_side_at_other_heights": Book(
        "a table that begins lower down, beside one that still goes on",
        (
            Sheet(
                [
                    ["项目名称", "路灯", "", "", "", "", "", "", "", "", ""],
                    [*TIER, "指标值", "权重"],
                    ["产出指标", "数量指标", "路灯盏数", "≥50盏", 40, "", "项目名称", "绿化"],
                    ["产出指标", "质量指标", "亮灯率", "≥98%", 30, "", *TIER, "指标值", "权重"],
                    [
                        "效益指标",
                        "社会效益指标",
                        "投诉件数",
                        "≤5件",
                        30,
                        "",
                        "产出指标",
                        "数量指标",
                        "种树",
                        "≥20棵",
                        100,
                    ],
                ]
            ),
        ),
        "xlsxwriter",
    ),
    "hidden_rows_and_columns": Book(
        "a hidden indicator, a hidden column of the basis, a hidden sheet",
        (
            Sheet([SEED, *_TARGETS[:3]], "目标", hidden_rows=(3,), hidden_columns=("F",)),
            Sheet([["项目名称", "旧项目"], SEED, _TARGETS[3]], "旧表", hidden=True),
        ),
    ),
    "unknown_columns": Book(
        "columns that nobody knows, and one without a header",
        (
            Sheet(
                [
                    ["序号", *TIER, "指标值", "考核权数", "数据来源", ""],
                    [1, "产出指标", "数量指标", "巡河次数", "≥48次", 60, "台账", "县水利局"],
                    [2, "产出指标", "质量指标", "问题整改率", "≥95%", 40, "系统", ""],
                ]
            ),
        ),
    ),
}
