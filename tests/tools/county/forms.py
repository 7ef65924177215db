"""A sound form of a made-up project: every score is what the national method gives, and nobody has to object."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

YEAR = 2025
_CENT = Decimal("0.01")

BUREAUS = (
    "水利局",
    "交通运输局",
    "教育局",
    "卫生健康局",
    "民政局",
    "农业农村局",
    "林业局",
    "文化和旅游局",
    "住房和城乡建设局",
    "应急管理局",
    "市场监督管理局",
    "信访局",
    "司法局",
    "统计局",
    "退役军人事务局",
    "生态环境局",
    "残疾人联合会",
    "档案馆",
)
_BODIES = ("事务中心", "服务站", "管理所", "监测站", "执法大队", "指导站")
_WORKS = ("管护", "维修", "建设", "补助", "培训", "宣传", "监测", "保障", "救助", "购置")
_OBJECTS = (
    "河道",
    "农村公路",
    "校舍",
    "卫生院设备",
    "高龄老人",
    "农田",
    "公益林",
    "图书馆",
    "老旧小区",
    "防汛物资",
    "食品安全",
    "法律援助",
    "普查",
    "烈士陵园",
    "饮用水源",
    "残疾人就业",
    "档案数字化",
    "桥梁",
    "幼儿园",
    "村医",
    "社区食堂",
    "灌区",
)
_COUNTED = (
    ("养护里程", "公里"),
    ("培训人数", "人"),
    ("巡查次数", "次"),
    ("发放救助人次", "人次"),
    ("设备购置数量", "台"),
    ("造林面积", "亩"),
    ("修缮房屋面积", "平方米"),
    ("印发资料数量", "份"),
    ("开展活动场次", "场"),
    ("检测样品数量", "批次"),
)
_QUALITY = ("验收合格率", "发放准确率", "设备完好率", "培训合格率", "档案归档率", "检测数据准确率")
_TIMES = ("完工时间", "资金拨付时间", "任务完成时间", "设备交付时间")
_BENEFITS = (("受益人口数", "人"), ("带动就业人数", "人"), ("服务企业数量", "家"), ("惠及村庄数量", "个"))
_LASTING = ("管护制度覆盖率", "水质达标率", "隐患整改率", "设施正常使用率")
_SATISFIED = ("服务对象满意度", "群众满意度", "受益群众满意度")
_REASONS = (
    "雨季施工受阻，明年提前备料",
    "招标流标一次，已重新组织并安排补做",
    "部分人员外出未能参加，明年分两批举办",
    "供货延期，已与厂家约定赔偿",
    "两个村未完成移交，2026年3月前补齐",
    "经费调剂较晚，明年一季度下达",
)


@dataclass
class Line:
    """One indicator of a form, texts as they are typed; points as numbers."""

    tier1: str
    tier2: str
    name: str
    target: str
    actual: str
    weight: Decimal
    score: Decimal
    reason: str = ""
    evidence: str = ""


@dataclass
class Form:
    """One project's form; amounts in 万元. `grade` and `total` are what the form claims."""

    department: str
    unit: str
    project: str
    code: str
    year: int
    initial: Decimal
    adjusted: Decimal
    executed: Decimal
    carried: Decimal
    fiscal_executed: Decimal
    rate: str
    execution_weight: Decimal
    execution_score: Decimal
    lines: list[Line]
    budget_reason: str = ""
    total: Decimal = Decimal(0)
    grade: str = ""
    goals: tuple[str, str] = ("", "")

    def add_up(self) -> None:
        """Claim the sum of the scores, and its grade."""
        self.total = self.execution_score + sum((line.score for line in self.lines), Decimal(0))
        steps = (("优", 90), ("良", 80), ("中", 60), ("差", 0))
        self.grade = next(name for name, least in steps if self.total >= least)


def rounded(value: Decimal) -> Decimal:
    """Two decimals, half up."""
    return value.quantize(_CENT, rounding=ROUND_HALF_UP)


def units(count: int) -> list[tuple[str, str]]:
    """So many units with their departments, all different."""
    found = []
    for number in range(count):
        bureau = BUREAUS[number % len(BUREAUS)]
        round_, body = divmod(number // len(BUREAUS), len(_BODIES))
        department = f"青山县{bureau}"
        tail = f"{round_ + 1}" if round_ else ""
        found.append((department, f"{department.removesuffix('局')}{_BODIES[body]}{tail}"))
    return found


def sound_form(dice: Random, unit: tuple[str, str], number: int) -> Form:
    """A form to which nobody objects; `number` makes its name and code its own."""
    adjusted = Decimal(dice.randrange(40, 900))
    carried = Decimal(dice.choice((0, 0, 10)))
    executed = rounded(adjusted * dice.randrange(921, 999) / 1000)
    share = rounded(executed / adjusted * 100)
    form = Form(
        department=unit[0],
        unit=unit[1],
        project=f"{_OBJECTS[number % len(_OBJECTS)]}{_WORKS[number // len(_OBJECTS) % len(_WORKS)]}{number}号项目",
        code=f"1302252025{number:07d}",
        year=YEAR,
        initial=adjusted,
        adjusted=adjusted,
        executed=executed,
        carried=carried,
        fiscal_executed=executed - carried,
        rate=f"{share}%",
        execution_weight=Decimal(10),
        execution_score=rounded(executed / adjusted * 10),
        lines=_lines(dice),
    )
    form.goals = (f"完成{form.project}年度任务", f"按计划实施{form.project}，各项任务基本完成")
    form.add_up()
    return form


def _lines(dice: Random) -> list[Line]:
    counted = dice.sample(_COUNTED, 2)
    reasons = dice.sample(_REASONS, 3)
    lines = [
        _quantity(dice, counted[0], Decimal(15), reasons[0], missed=True),
        _quantity(dice, counted[1], Decimal(10), reasons[1], missed=dice.random() < 0.3),
        _share(dice, "产出指标", "质量指标", dice.choice(_QUALITY), Decimal(15)),
        _time(dice, Decimal(10)),
        _quantity(
            dice, dice.choice(_BENEFITS), Decimal(15), reasons[2], missed=False, tiers=("效益指标", "社会效益指标")
        ),
        _share(dice, "效益指标", "可持续影响指标", dice.choice(_LASTING), Decimal(15)),
        _share(dice, "满意度指标", "服务对象满意度指标", dice.choice(_SATISFIED), Decimal(10)),
    ]
    asked = dice.randrange(80, 400)
    lines[-1].evidence = f"发放问卷{asked}份，收回{asked - dice.randrange(9)}份"
    return lines


def _quantity(
    dice: Random, what: tuple[str, str], weight: Decimal, reason: str, *, missed: bool,
    tiers: tuple[str, str] = ("产出指标", "数量指标"),
) -> Line:  # fmt: skip
    name, unit = what
    target = dice.randrange(40, 400)
    actual = target - dice.randrange(2, target // 8) if missed else target + dice.randrange(0, target // 10)
    score = rounded(Decimal(actual) / target * weight) if missed else weight
    lost = reason if score < weight else ""
    return Line(*tiers, name, f"≥{target}{unit}", f"{actual}{unit}", weight, score, lost)


def _share(dice: Random, tier1: str, tier2: str, name: str, weight: Decimal) -> Line:
    target = dice.choice((85, 90, 92, 95))
    actual = Decimal(target) + Decimal(dice.randrange(5, 45)) / 10
    return Line(tier1, tier2, name, f"≥{target}%", f"{actual}%", weight, weight)


def _time(dice: Random, weight: Decimal) -> Line:
    month = dice.randrange(9, 13)
    day = dice.randrange(1, 28)
    return Line(
        "产出指标",
        "时效指标",
        dice.choice(_TIMES),
        f"{YEAR}年{month}月底前",
        f"{YEAR}年{month}月{day}日",
        weight,
        weight,
    )
