"""What the fill-in sheet asks for: a row for each indicator and each fact of the budget, with what is known already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from selfeval.core.fact_labels import AMOUNT_LABELS, FACT_LABELS, SOURCE_LABELS
from selfeval.core.model import AMOUNT, AMOUNTS, CHECKPOINTS, COMPUTED, SIGNED, SOURCES, STANDARD, WRITTEN, Project
from selfeval.core.numbers import HUNDRED, plain
from selfeval.core.readings import Comparator, Kind, Origin, Target
from selfeval.core.records import dataclass
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.department_form import is_beside
from selfeval.core.scoring.results import Assessment, ProjectResult
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.words.absence import joined, split
from selfeval.core.texts.words.names import is_satisfaction
from selfeval.excel.fillin.labels import AROUND, BUDGET, GOAL, PROGRESS_SOURCE, TOTAL_SOURCE

_COMPARED = {
    Comparator.GE: "不低于",
    Comparator.GT: "高于",
    Comparator.LE: "不超过",
    Comparator.LT: "低于",
    Comparator.EQ: "等于",
}


class Ask(StrEnum):
    """What sort of entry a row takes."""

    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    ANSWER = "answer"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class FillRow:
    """One row to fill in.

    Attributes:
        project: id of the project.
        texts: what stands in the locked columns, by their keys.
        values: what is known already, by the keys of the input columns; blank ones are missing.
        inputs: keys of the columns that are open for this row.
        ask: what sort of entry is wanted.
        unit: the unit of a number, "" where there is none.
        optional: whether it may stay blank without counting as open.
        bands: the qualitative answers with their shares, for a row that takes one.
    """

    project: str
    texts: Mapping[str, str]
    values: Mapping[str, str]
    inputs: frozenset[str]
    ask: Ask
    unit: str = ""
    optional: bool = False
    bands: tuple[str, ...] = ()

    @property
    def filled(self) -> bool:
        """Whether the actual is there, or the reason why there is none."""
        return bool(self.values.get("actual", "").strip() or self.values.get("not_applicable", "").strip())


def fill_rows(assessment: Assessment) -> tuple[FillRow, ...]:
    """All rows, project by project: the budget first, then the indicators in their order."""
    rows: list[FillRow] = []
    for result in assessment.projects:
        rows += _budget_rows(assessment, result)
        for number, scored in enumerate(result.indicators, 1):
            rows.append(_indicator_row(assessment, result.project, scored, number))
    return tuple(rows)


def _head(assessment: Assessment, project: Project) -> dict[str, str]:
    year = str(assessment.year) if assessment.year else ""
    return {"year": year, "code": project.code, "project": project.title}


def _budget_rows(assessment: Assessment, result: ProjectResult) -> Iterator[FillRow]:
    evaluation, project = assessment.evaluation, result.project
    unit, known = project.money_unit, assessment.evaluation.value
    own_money = not is_beside(project)  # that of the department's form is the projects'
    for amount in AMOUNTS if own_money else ():
        word, optional = AMOUNT_LABELS[amount], amount == "adjusted"
        ask = "按批复填写" if amount == "initial" else "没有调整时可不填" if amount == "adjusted" else "填全年实际支出"
        yield _fact(assessment, project, amount, (TOTAL_SOURCE, word, ask, unit), optional=optional)
        for source in SOURCES:
            if any(known(project, f"{other}.{source}").strip() for other in AMOUNTS):
                texts = (SOURCE_LABELS[source], word, "其中：" + SOURCE_LABELS[source], unit)
                yield _fact(assessment, project, f"{amount}.{source}", texts, optional=True)
    for month in CHECKPOINTS if own_money else ():
        plan = project.budget.get(f"plan.{month}", "")
        texts = (PROGRESS_SOURCE, f"{month}月底", "填累计支出占预算的百分比", "%")
        yield _fact(assessment, project, f"checkpoint.{month}", texts, target=plan, optional=not plan.strip())
    if assessment.pack.execution.finished_full or evaluation.value(project, "finished").strip():
        texts = ("", "项目是否完成", "选 是 或 否", "是/否")
        yield _fact(assessment, project, "finished", texts, kind=Ask.YES_NO)
    texts = ("", FACT_LABELS["goal_actual"], "写明全年目标完成得怎样（目标见“填报说明”）", "")
    yield _fact(assessment, project, "goal_actual", texts, kind=Ask.TEXT, tier1=GOAL)
    for name in WRITTEN:
        texts = ("", FACT_LABELS[name], _length_asked(assessment.pack, name), "")
        optional = name not in assessment.pack.required_texts
        yield _fact(assessment, project, name, texts, kind=Ask.TEXT, tier1=AROUND, optional=optional)
    for name in SIGNED:
        texts = ("", FACT_LABELS[name], "与全部门相同的可不填", "")
        yield _fact(assessment, project, name, texts, kind=Ask.TEXT, tier1=AROUND, optional=True)


def _length_asked(pack: RulePack, name: str) -> str:
    """What is to be written, with how long it has to and may be."""
    least, most = pack.lengths_least.get(name), pack.lengths.get(name)
    asked = {"content": "写明全年做了什么", "conclusion": "写明自评结论，与得分一致", "issues": "写明主要问题"}
    said = asked.get(name, "写明下一步怎样改进")
    limits = (f"不少于{least}字" if least else "", f"不超过{most}字" if most else "")
    return "，".join(part for part in (said, *limits) if part)


def _fact(
    assessment: Assessment,
    project: Project,
    name: str,
    texts: tuple[str, str, str, str],
    *,
    target: str = "",
    kind: Ask = Ask.NUMBER,
    tier1: str = BUDGET,
    optional: bool = False,
) -> FillRow:
    """A row of the project: `texts` are tier 2, tier 3, what to enter, and the unit.

    The reason of the budget is asked for once, beside the amount executed.
    """
    tier2, tier3, ask, unit = texts
    locked = {"tier1": tier1, "tier2": tier2, "tier3": tier3, "target": target, "ask": ask, "unit": unit}
    values = {"actual": assessment.evaluation.value(project, name)}
    inputs = {"actual"}
    if name == "executed":
        inputs.add("reason")
        values["reason"] = assessment.evaluation.value(project, "budget_reason")
    numeric = unit if kind is Ask.NUMBER else ""
    return FillRow(project.id, _head(assessment, project) | locked, values, frozenset(inputs), kind, numeric, optional)


def _indicator_row(assessment: Assessment, project: Project, scored: Scored, number: int) -> FillRow:
    item, evaluation = scored.indicator, assessment.evaluation
    kind, ask, unit = _of_form(scored) or _asked(scored.target, assessment.pack)
    shown = {Ask.DATE: "日期", Ask.YES_NO: "是/否"}.get(kind, unit)
    locked = {
        "number": str(number),
        "tier1": item.tier1,
        "tier2": item.tier2,
        "tier3": item.tier3,
        "target": item.target,
        "ask": ask,
        "unit": shown,
    }
    inputs = {"actual", "not_applicable", "document", "reason", "evidence"}
    values = {name: evaluation.indicator_value(project, item, name) for name in ("actual", "reason", "evidence")}
    survey = evaluation.indicator_value(project, item, "survey")
    if is_satisfaction(item.tier1, item.tier2) or survey.strip():
        inputs.add("survey")
        values["survey"] = survey
    values |= _absence(evaluation.indicator_value(project, item, "not_applicable"))
    share = evaluation.indicator_value(project, item, "share")
    bands: tuple[str, ...] = ()
    if kind is Ask.ANSWER or share.strip():
        inputs.add("share")
        values["share"] = share
        bands = tuple(
            f"{answer.label}：{plain(answer.lower)}–{plain(answer.upper)}"
            + ("" if answer.upper == HUNDRED else f"（不含{plain(answer.upper)}）")
            for answer in assessment.pack.answers
        )
    optional = item.kind == COMPUTED or (item.kind == AMOUNT and scored.actual.value is not None)
    head = _head(assessment, project)
    return FillRow(project.id, head | locked, values, frozenset(inputs), kind, unit, optional, bands)


def _of_form(scored: Scored) -> tuple[Ask, str, str] | None:
    """What to enter in a row of the department's own form that is no plain indicator."""
    known = scored.actual.value
    asks = {
        STANDARD: f"照评分标准评0至{plain(scored.weight.effective)}分，并写评分理由",
        COMPUTED: "由计算数据算出，不用填",
        AMOUNT: "公式计算用，填数" if known is None else f"已有{plain(known)}{scored.target.unit}；不是这个数才填",
    }
    said = asks.get(scored.indicator.kind)
    return (Ask.NUMBER, said, scored.target.unit) if said is not None else None


def _absence(text: str) -> dict[str, str]:
    """State and document apart, where they give the same text together again."""
    state, document = split(text)
    if joined(state, document) != text.strip():
        return {"not_applicable": text}
    return {"not_applicable": state, "document": document}


def _asked(target: Target, pack: RulePack) -> tuple[Ask, str, str]:
    """What to enter for a target: sort, sentence, unit."""
    assumed = "（推定）" if target.origin is Origin.ASSUMED else ""
    if target.kind is Kind.QUANTITY and target.value is not None and target.comparator is not None:
        word = _COMPARED.get(target.comparator, "")
        return Ask.NUMBER, f"{word}{plain(target.value)}{target.unit}{assumed}；填实际数", target.unit
    if target.kind is Kind.RANGE and target.value is not None and target.upper is not None:
        span = f"{plain(target.value)}至{plain(target.upper)}{target.unit}"
        return Ask.NUMBER, f"在{span}之间{assumed}；填实际数", target.unit
    if target.kind is Kind.DATE:
        day = target.last_day or target.day
        return Ask.DATE, f"{f'{day.isoformat()}前{assumed}；' if day else ''}填完成日期", ""
    if target.kind is Kind.BOOLEAN:
        return Ask.YES_NO, "选 是 或 否", ""
    if target.kind is Kind.QUALITATIVE and pack.answers:
        return Ask.ANSWER, "选完成档次，再填得分比例（百分数）", ""
    return Ask.TEXT, "照实填写", ""
