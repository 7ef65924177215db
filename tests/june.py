"""The seed's two projects at the end of June 2025, the worked example of docs/monitoring.md, as facts and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SPECIAL, PETITIONS = "13022525P00RERB10016E", "13022525P00RERB10015T"
_MONEY = {SPECIAL: ("84.6", "175"), PETITIONS: ("60", "150")}
_ROWS: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    SPECIAL: (
        ("有效减少越级访的发生", {"actual": "达成年度指标 90%", "likelihood": "确定能"}),
        ("社会和谐稳定", {"actual": "达成年度指标 85%", "likelihood": "确定能"}),
        ("预算资金执行率", {"actual": "47%", "forecast": "97%", "likelihood": "确定能"}),
        ("解决问题费用", {"actual": "84.6万元", "forecast": "175万元", "likelihood": "确定能"}),
        ("化解信访问题，维护社会稳定", {"actual": "达成年度指标 90%", "likelihood": "确定能"}),
        ("解决疑难信访问题，维护社会稳定", {"actual": "达成年度指标 90%", "likelihood": "确定能"}),
        ("信访群众及相关单位满意度", {"actual": "92%", "forecast": "92%", "likelihood": "确定能"}),
    ),
    PETITIONS: (
        (
            "重点地区访量",
            {
                "actual": "8批次",
                "forecast": "13批次",
                "likelihood": "完全不可能",
                "causes": "经费、人员",
                "reason": "上半年驻京值班人员不足",
                "measures": "七月起增派两人，每周会商一次",
            },
        ),
        (
            "上级交办案件按期结案率",
            {"actual": "96%", "forecast": "98%", "likelihood": "有可能", "measures": "逐案督办"},
        ),
        ("预算资金执行率", {"actual": "32%", "forecast": "81%", "likelihood": "有可能", "measures": "加快支付"}),
        ("信访费用支出", {"actual": "60万元", "forecast": "150万元", "likelihood": "确定能"}),
        ("解决信访问题，社会和谐稳定", {"actual": "达成年度指标 85%", "likelihood": "确定能"}),
        ("化解各种访量，维护社会稳定和谐", {"actual": "达成年度指标 85%", "likelihood": "确定能"}),
        ("信访群众及相关单位满意度", {"actual": "91%", "forecast": "92%", "likelihood": "确定能"}),
    ),
}


def as_json(month: int = 6) -> dict[str, Any]:
    """The facts as `--actuals` takes them."""
    return {
        "projects": [
            {
                "code": code,
                "monitoring": {str(month): dict(zip(("executed", "forecast"), money, strict=True))},
                "indicators": [{"tier3": name, "monitoring": {str(month): facts}} for name, facts in _ROWS[code]],
            }
            for code, money in _MONEY.items()
        ]
    }


def write(path: Path, month: int = 6) -> Path:
    """The JSON as a file."""
    path.write_text(json.dumps(as_json(month), ensure_ascii=False), encoding="utf-8")
    return path


def as_csv(month: int = 6) -> str:
    """The same as a table."""
    lines = [
        f"项目编码,一级指标,二级指标,三级指标,1-{month}月完成情况,全年预计完成情况,完成目标可能性,偏差原因,原因说明,备注"
    ]
    for code, (spent, expected) in _MONEY.items():
        lines.append(f"{code},预算,,1-{month}月执行数,{spent},,,,,")
        lines.append(f"{code},预算,,全年预计执行数,{expected},,,,,")
        for name, facts in _ROWS[code]:
            keys = ("actual", "forecast", "likelihood", "causes", "reason", "measures")
            lines.append(",".join([code, "", "", name, *(facts.get(key, "") for key in keys)]))
    return "\n".join(lines) + "\n"
