"""Documents whose tables no ruled lines part, invented throughout, with the faults of how they are printed."""

from __future__ import annotations

from collections.abc import Callable

from tests.document.paper import Break, C, H, P, Paper, Piece, T
from tests.document.papers import HEADER
from tests.document.pdf_paper import Faults

_WIDE = (2.2, 2.6, 3.4, 4.4, 2.2, 2.6)


def wrapped() -> tuple[Paper, Faults]:
    """No line at all, cells of two and three lines beside cells of one, texts in the middle of their cells."""
    table = T(
        [
            [C("项目编码"), C("13098225G0031", 2), C("项目名称"), C("高标准农田建设", 2)],
            [C("预算数"), C("1,860", 2), C("其中：财政资金"), C("1,500", 2)],
            HEADER,
            [
                C("产出指标", down=3), C("数量指标", down=2), "新建高标准农田面积",
                "当年新建成并通过县级初步验收的高标准农田总面积", "≥2.4万亩", "省下达建设任务",
            ],
            ["维修机井", "更换水泵、井管的机井眼数", "≥86眼", "实施方案"],
            ["质量指标", "工程验收合格率", "一次验收合格的单项工程所占比例", "≥98%", "《高标准农田建设项目验收办法》"],
            ["效益指标", "经济效益指标", "亩均增产", "与建设前三年平均亩产相比", "≥60公斤", "可行性研究报告"],
            ["满意度指标", "服务对象满意度指标", "受益农户满意度", "抽样问卷", "≥90%", "问卷调查"],
        ],
        _WIDE,
    )  # fmt: skip
    pieces: list[Piece] = [
        H("2.高标准农田建设绩效目标表", 3),
        P("单位：万元", False),
        table,
        P("注：本表由农业农村局填报，数据截至批复之日。"),
    ]
    return Paper("wrapped", pieces), Faults(ruled="none", centred=True)


def three_lines() -> tuple[Paper, Faults]:
    """三线表: a line above, one below the header, one below; narrow rows, points beside the targets."""
    table = T(
        [
            ["一级指标", "二级指标", "三级指标", "指标值", "分值", "评分标准"],
            [C("产出指标", down=3), "数量指标", "发放助学金人次", "≥1200人次", "20", "按完成比例计分"],
            ["质量指标", "资助对象准确率", "=100%", "15", "每错1人扣1分"],
            ["时效指标", "发放完成时间", "12月底前", "15", "逾期不得分"],
            [C("效益指标", down=2), "社会效益指标", "因贫失学人数", "0人", "20", "有1人不得分"],
            ["可持续影响指标", "资助档案健全率", "≥95%", "20", "每低1个百分点扣1分"],
            ["满意度指标", "服务对象满意度指标", "学生满意度", "≥92%", "10", "每低1个百分点扣1分"],
        ],
        (2.2, 3.2, 3.4, 2.2, 1.2, 3.8),
    )
    pieces: list[Piece] = [
        H("家庭经济困难学生资助绩效目标表（2025年度）", 2),
        P("项目名称：家庭经济困难学生资助", False),
        table,
    ]
    return Paper("three_lines", pieces), Faults(ruled="three", pad=1.5)


def over_the_page() -> tuple[Paper, Faults]:
    """No line at all, over the ends of two pages, the header on the first one alone, a row's label broken by an end."""
    rows: list[list[C | str]] = [
        [C("项目名称"), C("农村生活污水治理", 2), C("预算数"), C("742.6", 2)],
        [*HEADER],
    ]
    towns = ["城关", "河口", "柳林", "青山", "石桥", "白塔", "双庙", "大营", "马头", "赵庄", "高楼", "新集"]
    for tier1, tier2, what, unit in (
        ("产出指标", "数量指标", "治理村庄数", "个"),
        ("产出指标", "质量指标", "设施正常运行率", "%"),
        ("效益指标", "生态效益指标", "黑臭水体消除数", "处"),
    ):
        for number, town in enumerate(towns):
            first = number == 0
            down = 24 if tier1 == "产出指标" else 12
            tiers: list[C | str] = [C(tier1, down=down)] if first and tier2 != "质量指标" else []
            tiers += [C(tier2, down=12)] if first else []
            rows.append([*tiers, f"{town}镇{what}", f"{town}镇全年{what}", f"≥{number + 3}{unit}", "年度实施方案"])
    rows.append(["满意度指标", "服务对象满意度指标", "村民满意度", "问卷抽样", "≥90%", "问卷"])
    pieces: list[Piece] = [H("3.农村生活污水治理绩效目标表", 3), P("单位：万元", False), T(rows, _WIDE), Break()]
    pieces += [H("三、工作保障措施", 2), P("（一）健全制度。完善污水处理设施管护办法。")]
    return Paper("over_the_page", pieces, height=20), Faults(ruled="none")


def right_aligned() -> tuple[Paper, Faults]:
    """No line that goes down; figures at the right of their columns, the target in two of them; tiers printed once."""
    table = T(
        [
            ["项目编码", C("62010025K0450", 2), "项目名称", C("公共图书馆总分馆建设", 3)],
            ["预算数", C("318.25", 2), "其中：财政资金", C("300", 3)],
            [C("一级指标"), C("二级指标"), C("三级指标"), C("符号"), C("指标值"), C("单位"), C("指标值确定依据")],
            [C("产出指标", down=4), C("数量指标", down=3), "新建分馆", "≥", "12", "个", "实施方案"],
            ["新增藏书", "≥", "36000", "册", "实施方案"],
            ["开展阅读活动", "≥", "150", "场次", "年度计划"],
            ["质量指标", "图书上架率", "≥", "97.5", "%", "业务规范"],
            [C("效益指标", down=2), C("社会效益指标", down=2), "到馆读者", "≥", "28", "万人次", "上年统计"],
            ["外借册次", "≥", "9.6", "万册次", "上年统计"],
        ],
        (2.2, 2.6, 3.4, 1.4, 2.0, 1.8, 3.0),
    )
    pieces: list[Piece] = [H("公共图书馆总分馆建设绩效目标表", 3), P("单位：万元", False), table]
    return Paper("right_aligned", pieces), Faults(ruled="none", right=True)


def boxed() -> tuple[Paper, Faults]:
    """A frame around the table and lines between its rows, none between its columns."""
    paper, _ = wrapped()
    return Paper("boxed", paper.pieces), Faults(ruled="framed", centred=True, pad=1.5)


UNRULED: tuple[Callable[[], tuple[Paper, Faults]], ...] = (wrapped, three_lines, over_the_page, right_aligned, boxed)
