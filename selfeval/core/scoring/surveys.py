"""A survey that a text about something else tells of: offered for a satisfaction row, never taken by itself."""

from __future__ import annotations

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Indicator, Project
from selfeval.core.numbers import plain, round_half_up
from selfeval.core.problems import msg
from selfeval.core.readings import Assumption, Confidence
from selfeval.core.texts.surveys import PARTS, RATES, read_survey, survey_text, tells_survey
from selfeval.core.texts.words.names import is_satisfaction

_PLACES = 4
_TOLD_IN = {"evidence": msg("the evidence"), "reason": msg("the reason"), "actual": msg("the outcome")}


def offered_survey(evaluation: Evaluation, project: Project, row: Indicator) -> Assumption | None:
    """The counts that evidence, reason or outcome of a satisfaction row give; None where a survey is entered."""
    if not is_satisfaction(row.tier1, row.tier2) or evaluation.indicator_value(project, row, "survey").strip():
        return None
    for name, where in _TOLD_IN.items():
        text = evaluation.indicator_value(project, row, name)
        survey = read_survey(text) if tells_survey(text) else None
        if survey is not None:
            offer = survey_text({part: plain(count) for part, count in survey.counts.items()})
            message = msg("{where} tells of a survey: {offer}; it is not entered as one.", where=where, offer=offer)
            return Assumption("survey", message, Confidence.HIGH, offer)
    return None


def survey_values(evaluation: Evaluation, project: Project, row: Indicator) -> dict[str, str | None]:
    """The survey of a row as texts: as written, its counts, its rates as shares of 1 with four places; None for no."""
    text = evaluation.indicator_value(project, row, "survey").strip()
    survey = read_survey(text)
    if survey is None:
        return {"text": text or None, **dict.fromkeys((*PARTS, *RATES))}
    counts = {name: plain(survey.counts[name]) if name in survey.counts else None for name in PARTS}
    shares = ((name, survey.rate(name)) for name in RATES)
    rates = {name: None if share is None else format(round_half_up(share, _PLACES), "f") for name, share in shares}
    return {"text": text, **counts, **rates}
