"""The columns of the three tables that a batch writes: what each holds, in which unit, and how it is stored."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from selfeval.core.fact_labels import FACT_LABELS


class Kind(StrEnum):
    """How a value is stored: texts in UTF-8, whole numbers in 64 bits, decimals as `decimal128(38, 6)`."""

    TEXT = "text"
    WORD = "word"
    INTEGER = "integer"
    FLAG = "flag"
    DECIMAL = "decimal"


DIGITS, PLACES = 38, 6
"""Of a decimal column: digits in all, and behind the point; what has more places is rounded half up."""


class Column(NamedTuple):
    """One column.

    Attributes:
        unit: `points`, `万元`, `share` (1 is all of it), `bytes`, `ns` since 1970; "" for what has none.
        about: what it holds, for the page on batches.
    """

    name: str
    kind: Kind
    about: str
    unit: str = ""


_WHOSE = (
    Column("file", Kind.TEXT, "the file as it was found; behind `!` the member of an archive"),
    Column("sha256", Kind.TEXT, "hash of its bytes"),
    Column("counts", Kind.FLAG, "whether its project is counted: the version that holds, of the year of the round"),
)
_FACTS_OF_FILE = (
    Column("kind", Kind.WORD, "what the file is, see below"),
    Column("year", Kind.INTEGER, "budget year"),
    Column("department_code", Kind.WORD, "code of 主管部门"),
    Column("department", Kind.WORD, "主管部门, else the department of the workbook"),
    Column("unit_code", Kind.WORD, "code of 实施单位"),
    Column("unit", Kind.WORD, "实施单位, else the department"),
    Column("project_code", Kind.TEXT, FACT_LABELS["code"]),
    Column("project", Kind.TEXT, FACT_LABELS["name"]),
    Column("whole_department", Kind.FLAG, "the form of a whole department (部门整体), not of a project"),
    Column("row", Kind.WORD, "`indicator`, or `budget` for the execution rate"),
    Column("indicator", Kind.TEXT, "id of the indicator inside its project, blank for the budget"),
    Column("tier1", Kind.WORD, FACT_LABELS["tier1"]),
    Column("tier2", Kind.WORD, FACT_LABELS["tier2"]),
    Column("tier3", Kind.TEXT, FACT_LABELS["tier3"]),
    Column("target", Kind.TEXT, "指标值 as written"),
    Column("reading", Kind.TEXT, "how it is understood, in its short form"),
    Column("reading_kind", Kind.WORD, "quantity, range, date, boolean, qualitative, unreadable"),
    Column("comparator", Kind.WORD, "≥ ≤ = > < or between, as in JSON"),
    Column("value", Kind.TEXT, "the number of the target, as an exact decimal text in its own unit"),
    Column("value_unit", Kind.WORD, "that unit"),
    Column("actual", Kind.TEXT, "实际完成值 as written"),
    Column("weight", Kind.DECIMAL, "points that it can earn", "points"),
    Column("claimed_score", Kind.DECIMAL, "得分 that the form claims", "points"),
    Column("score", Kind.DECIMAL, "score by the rule pack", "points"),
    Column("difference", Kind.DECIMAL, "claimed less recomputed", "points"),
    Column("met", Kind.FLAG, "whether the target was met; blank where that is not known"),
    Column("method", Kind.WORD, "id of the method of the rule pack"),
    Column("rule", Kind.WORD, "document and article that the method rests on"),
    Column("why_zh", Kind.TEXT, "why this score, in Chinese"),
    Column("why_en", Kind.TEXT, "the same in English"),
    Column("reason", Kind.TEXT, FACT_LABELS["reason"]),
    Column("money_unit", Kind.WORD, "unit in which the form states money"),
    Column("initial", Kind.DECIMAL, "年初预算数 of the project", "万元"),
    Column("adjusted", Kind.DECIMAL, "全年预算数 of the project", "万元"),
    Column("executed", Kind.DECIMAL, "全年执行数 of the project", "万元"),
    Column("rate", Kind.DECIMAL, "its execution rate under the rule pack", "share"),
    Column("claimed_total", Kind.DECIMAL, "总分 that the form claims for the project", "points"),
    Column("total", Kind.DECIMAL, "its total by the rule pack; blank while a score is missing", "points"),
    Column("claimed_grade", Kind.WORD, "grade that the form states, else that of the total it claims"),
    Column("grade", Kind.WORD, "grade of the recomputed total"),
    Column("complete", Kind.FLAG, "whether every score and every required text is there"),
    Column("pack", Kind.WORD, "id of the rule pack"),
    Column("pack_version", Kind.WORD, "its version"),
    Column("pack_sha256", Kind.WORD, "its hash"),
    Column("sheet", Kind.WORD, "sheet on which the row stands"),
    Column("cell", Kind.TEXT, "its cell; page and line for a document"),
    Column("last_target", Kind.TEXT, "上年指标值, where the form states it"),
)
FACTS = (*_WHOSE, *_FACTS_OF_FILE)
"""One row an indicator, and one row a project for its budget."""

_FINDINGS_OF_FILE = (
    Column("year", Kind.INTEGER, "budget year"),
    Column("department", Kind.WORD, "as in facts"),
    Column("unit", Kind.WORD, "as in facts"),
    Column("project_code", Kind.TEXT, "as in facts; blank for the file and the department"),
    Column("project", Kind.TEXT, "as in facts"),
    Column("indicator", Kind.TEXT, "id of the indicator, blank where it concerns none"),
    Column("code", Kind.WORD, "stable code of the finding"),
    Column("severity", Kind.WORD, "error, warning or info"),
    Column("about", Kind.WORD, "targets or evaluation: whose it is"),
    Column("sheet", Kind.WORD, "sheet"),
    Column("cell", Kind.TEXT, "cell; page and line for a document"),
    Column("input", Kind.TEXT, "the text that was read"),
    Column("message_zh", Kind.TEXT, "what is wrong, in Chinese"),
    Column("message_en", Kind.TEXT, "the same in English"),
    Column("hint_zh", Kind.TEXT, "what to do, in Chinese"),
    Column("hint_en", Kind.TEXT, "the same in English"),
)
FINDINGS = (*_WHOSE, *_FINDINGS_OF_FILE)
"""One row a finding."""

FILES = (
    Column("file", Kind.TEXT, "as in facts"),
    Column("sha256", Kind.TEXT, "hash of its bytes, blank where they were not read"),
    Column("state", Kind.WORD, "read, doubt or refused"),
    Column("kind", Kind.WORD, "what it is, see below"),
    Column("code", Kind.WORD, "code of why it is refused or doubtful, blank for read"),
    Column("message_zh", Kind.TEXT, "that sentence in Chinese"),
    Column("message_en", Kind.TEXT, "that sentence in English"),
    Column("doubts", Kind.INTEGER, "how many such sentences there are"),
    Column("projects", Kind.INTEGER, "projects in it"),
    Column("counted", Kind.INTEGER, "those of them that are counted"),
    Column("year", Kind.INTEGER, "budget year"),
    Column("errors", Kind.INTEGER, "findings of severity error"),
    Column("warnings", Kind.INTEGER, "of severity warning"),
    Column("notes", Kind.INTEGER, "of severity info"),
    Column("verified", Kind.FLAG, "whether a scored workbook of this program verifies; blank for other files"),
    Column("pack", Kind.WORD, "id of the rule pack"),
    Column("chosen", Kind.WORD, "how it was chosen: asked, work, successor, local or national"),
    Column("notice_zh", Kind.TEXT, "what to know about that choice, in Chinese"),
    Column("notice_en", Kind.TEXT, "the same in English"),
    Column("size", Kind.INTEGER, "length", "bytes"),
    Column("modified", Kind.INTEGER, "time of the last change", "ns"),
)
"""One row a file that was given, whatever came of it."""

FACT_FIELDS = tuple(column.name for column in _FACTS_OF_FILE)
FINDING_FIELDS = tuple(column.name for column in _FINDINGS_OF_FILE)
"""What a kept result holds of a row, in this order; what belongs to the file and to the round stands before it."""
FACT_PLACES = {name: place for place, name in enumerate(FACT_FIELDS)}
FINDING_PLACES = {name: place for place, name in enumerate(FINDING_FIELDS)}
"""Where in such a row each of them stands."""
