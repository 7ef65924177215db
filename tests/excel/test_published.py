"""The published forms as workbooks: a strict but fair reviewer agrees with every finding and misses none.

`published_review.json` holds, per form, the objections noted by reading the form itself (`objections`; an excerpt is
read as the whole form), and a verdict on each finding (`findings`): whether a reviewer agrees, and why. A new finding
fails here until someone has judged it.
"""

import json

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.workspace.headless import load
from tests.core import forms
from tests.excel import published

REVIEW = json.loads((forms.DATA / "published_review.json").read_text(encoding="utf-8"))
FORMS = forms.forms()


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published")
    return {form_id: _keys(published.write(form, folder / f"{form_id}.xlsx")) for form_id, form in FORMS.items()}


def _keys(path):
    """Code and cell of each finding; of the refusal, where the form cannot be read at all."""
    try:
        return [f"{problem.code} {problem.where.cell}" for problem in load(path, year_mismatch=True).problems]
    except SelfEvalError as error:
        return [error.code]


@pytest.mark.parametrize("form_id", FORMS)
def test_every_finding_has_been_judged_and_names_a_cell(found, form_id):
    assert sorted(found[form_id]) == sorted(REVIEW[form_id]["findings"])
    assert all(key.split()[1:] or key == "F112" for key in found[form_id])


@pytest.mark.parametrize("form_id", FORMS)
def test_nothing_that_a_reviewer_noted_is_missed(found, form_id):
    assert REVIEW[form_id]["objections"]
    assert set(REVIEW[form_id]["objections"]) <= set(found[form_id])


def test_a_reviewer_agrees_with_every_finding():
    verdicts = [verdict for review in REVIEW.values() for verdict in review["findings"].values()]
    assert len(verdicts) > 60
    assert all(verdict["why"] for verdict in verdicts)
    assert [verdict for verdict in verdicts if not verdict["agree"]] == []


def test_the_workbook_says_the_same_as_the_values():
    for form_id, review in REVIEW.items():
        codes = {key.split()[0] for key in review["findings"]} - {"T109", "F112"}
        expected = json.loads((forms.DATA / "published_findings.json").read_text(encoding="utf-8"))[form_id]["codes"]
        assert codes == (set(expected) if "F112" not in review["findings"] else set()), form_id
