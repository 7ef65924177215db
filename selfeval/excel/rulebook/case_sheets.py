"""The sheets of worked cases in a rule pack's workbook."""

from __future__ import annotations

from selfeval.core.rules.keys.case_tables import CASE_TABLES
from selfeval.core.rules.keys.fields import FieldKind, RuleField
from selfeval.excel.rulebook.columns import EACH, ORDER, REFER, Block, Sheet


def _cases(title: str, about: str, kind: str) -> Sheet:
    """The sheet of one kind of case."""
    return Sheet(title, about, (Block("", CASE_TABLES[kind], ("cases", kind)),))


def _parts(title: str, about: str, path: tuple[str, ...], whole: str, above: str) -> Sheet:
    """The sheet of a list in every entry of the list above it, whose rows it names by their number: 所属`whole`."""
    refer = RuleField(REFER, FieldKind.WHOLE, f"所属{whole}", f"填“{above}”表中的序号。", width=10)
    inside = ("cases", *(part for name in path for part in (name, EACH)))[:-1]
    return Sheet(title, about, (Block("", CASE_TABLES[".".join(path)], inside, refer=refer, refer_key=ORDER),))


CASE_SHEETS = (
    _cases("算例-指标", "已知的事实和应得的分数，必须一分不差；不填的不比较。", "case"),
    _cases("算例-项目", "一个项目的事实和应得的结果；它的指标写在“算例-项目指标”。", "project"),
    _parts("算例-项目指标", "“算例-项目”各项目的指标。", ("project", "indicators"), "算例", "算例-项目"),
    _cases("算例-复核", "复核一个项目：报送的、复核发现的和应得的结果；它的指标写在“算例-复核指标”。", "review"),
    _parts("算例-复核指标", "“算例-复核”各项目的指标。", ("review", "indicators"), "算例", "算例-复核"),
    _cases("算例-汇总", "几个单位的项目合成一张表，应得的结果；各单位写在“算例-汇总单位”。", "aggregate"),
    _parts(
        "算例-汇总单位", "“算例-汇总”的各单位；指标写在“算例-汇总指标”。", ("aggregate", "units"), "算例", "算例-汇总"
    ),
    _parts(
        "算例-汇总指标",
        "“算例-汇总单位”各单位的指标。",
        ("aggregate", "units", "indicators"),
        "单位",
        "算例-汇总单位",
    ),
    _cases("算例-等级", "总分与等级。", "grade"),
    _cases("算例-部门", "部门总分；它的项目写在“算例-部门项目”。", "department"),
    _parts(
        "算例-部门项目",
        "“算例-部门”各部门的项目；指标写在“算例-部门指标”。",
        ("department", "projects"),
        "部门",
        "算例-部门",
    ),
    _parts(
        "算例-部门指标",
        "“算例-部门项目”各项目的指标。",
        ("department", "projects", "indicators"),
        "项目",
        "算例-部门项目",
    ),
    _parts(
        "算例-部门整体表",
        "“算例-部门”各部门的整体自评表：填了什么，各行应得几分。",
        ("department", "rows"),
        "部门",
        "算例-部门",
    ),
)
"""Worked cases, by what they are about."""
