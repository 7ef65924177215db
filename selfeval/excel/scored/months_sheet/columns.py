"""The columns of 运行监控, by which it is written and read back."""

from __future__ import annotations

from typing import Final

from selfeval.core.fact_labels import FACT_LABELS
from selfeval.core.monitoring.fields import FORM_LABELS, ROW_FACTS

COLUMNS: Final = (
    ("project", FACT_LABELS["project"], 18.0),
    ("tier1", FACT_LABELS["tier1"], 10.0),
    ("what", "指标或资金", 26.0),
    ("target", FACT_LABELS["target"], 13.0),
    ("month", "月份", 8.0),
    ("actual", f"{FORM_LABELS['actual']}或{FORM_LABELS['executed']}", 15.0),
    ("forecast", "全年预计", 15.0),
    ("likelihood", FORM_LABELS["likelihood"], 11.0),
    ("causes", FORM_LABELS["causes"], 13.0),
    ("reason", FORM_LABELS["reason"], 28.0),
    ("measures", FORM_LABELS["measures"], 24.0),
    ("project_id", "项目标识", 14.0),
    ("row", "行类", 7.0),
    ("indicator_id", "指标标识", 22.0),
)
"""Key, label and width; the last three tell the row again and are not printed."""
FACTS: Final = ROW_FACTS
LAST_PRINTED: Final = [key for key, _, _ in COLUMNS].index("measures")
TOP: Final = 2
"""The row of the headings, from 0."""
