"""Shares of 1 where percents are numbers of 100, thresholds nobody means, full completion without full points."""

import re

import pytest

from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.text.errors import PackError

GATE = 'curve = "gate"\ngate = {}'
STEPS = 'curve = "intervals"\nintervals = [{{ at_least = {}, share = {} }}, {{ at_least = {}, share = {} }}]'
OVER = 'curve = "ratio"\nover = {{ {} = {} }}'
DEDUCT = 'method = "deduct_per_point"\nfull_at = {}\nper_point = {}'

SHARES_OF_ONE = [
    # what to replace, by what, path, the value meant
    ('curve = "ratio"', GATE.format("0.6"), "methods[1].gate", "60"),
    ('curve = "ratio"', GATE.format("0.55"), "methods[1].gate", "55"),
    ('curve = "ratio"', STEPS.format("0.9", "100", "80", "50"), "methods[1].intervals[1].at_least", "90"),
    ('curve = "ratio"', STEPS.format("90", "1", "80", "50"), "methods[1].intervals[1].share", "100"),
    ('curve = "ratio"', STEPS.format("90", "1.0", "80", "0.5"), "methods[1].intervals[2].share", "50"),
    ('method = "proportional"', DEDUCT.format("0.9", "1"), "execution.full_at", "90"),
    ('method = "proportional"', DEDUCT.format("1", "1"), "execution.full_at", "100"),
    ("weight = 10", "weight = 10\nexplain_below = 0.9", "execution.explain_below", "90"),
    ("weight = 10", "weight = 0.1", "execution.weight", "10"),
    ("weight = 10", "weight = 0.20", "execution.weight", "20"),
    ("rate_below = 80", "rate_below = 0.8", "execution.caps[1].rate_below", "80"),
    ("total = 89", "total = 0.89", "execution.caps[1].total", "89"),
    ('"产出" = 50', '"产出" = 0.5', "weights.layouts[1].tiers.产出", "50"),
    ("lower = 80", "lower = 0.8", "answers[1].lower", "80"),
    ("upper = 80", "upper = 0.8", "answers[2].upper", "80"),
    ("upper = 100", "upper = 1", "answers[1].upper", "100"),
    ('name = "良"\nat_least = 80', 'name = "良"\nat_least = 0.8', "grades[2].at_least", "80"),
    ('curve = "ratio"', OVER.format("flag_from", "1.3"), "methods[1].over.flag_from", "130"),
    ('curve = "ratio"', OVER.format("reason_from", "30"), "methods[1].over.reason_from", "130"),
    ('curve = "ratio"', OVER.format("flag_from", "0.3"), "methods[1].over.flag_from", "100.3"),
]  # fmt: skip

IMPLAUSIBLE = [
    ('curve = "ratio"', GATE.format("97"), "methods[1].gate", "between 10 and 95"),
    ('curve = "ratio"', GATE.format("6.5"), "methods[1].gate", "between 10 and 95"),
    ('method = "proportional"', DEDUCT.format("110", "1"), "execution.full_at", "must earn full points"),
    ('method = "proportional"', DEDUCT.format("90", "50"), "execution.per_point", "0.05 and 20"),
    ("weight = 10", "weight = 90", "execution.weight", "between 1 and 60"),
    ("weight = 10", "weight = 10\nexplain_below = 120", "execution.explain_below", "between 30 and 100"),
    ("rate_below = 80", "rate_below = 120", "execution.caps[1].rate_below", "never capped"),
    ('version = "1"', 'version = "1"\ntolerance = 50', "tolerance", "no tolerance"),
    ("[weights]\n", "[weights]\nstep = 50\n", "weights.step", "between 0.01 and 10"),
    ('curve = "ratio"', STEPS.format("120", "100", "80", "50"), "methods[1].intervals[1].at_least", "above 100 %"),
]

NOT_FULL = [
    ('curve = "ratio"', STEPS.format("90", "90", "80", "50"), "methods[1].intervals[1].share", "90"),
    ('curve = "ratio"', STEPS.format("80", "70", "60", "50"), "methods[1].intervals[1].share", "70"),
    ('method = "proportional"', 'method = "intervals"\nintervals = [{ at_least = 80, share = 70 }]',
     "execution.intervals[1].share", "70"),
]  # fmt: skip


def problems(path):
    with pytest.raises(PackError) as caught:
        load_pack(str(path))
    return [(problem.code, problem.message.render()) for problem in caught.value.problems]


@pytest.mark.parametrize(("old", "new", "path", "meant"), SHARES_OF_ONE, ids=lambda value: str(value)[:40])
def test_a_share_of_one_is_refused_with_the_number_meant(text, write, old, new, path, meant):
    assert old in text
    found = problems(write(text.replace(old, new, 1)))
    said = [sentence for code, sentence in found if sentence.startswith(f"{path}: ") and code in {"R114", "R116"}]
    assert len(said) == 1, found
    assert re.search(rf"(?<![\d.]){re.escape(meant)}(?!\d)", said[0].replace("of 100", "").partition(" means ")[2]), (
        said
    )


@pytest.mark.parametrize(("old", "new", "path", "word"), IMPLAUSIBLE, ids=lambda value: str(value)[:40])
def test_what_is_far_from_usual_is_refused_with_a_sentence(text, write, old, new, path, word):
    assert old in text
    found = problems(write(text.replace(old, new, 1)))
    assert [sentence for code, sentence in found if sentence.startswith(f"{path}: ") and word in sentence], found


@pytest.mark.parametrize(("old", "new", "path", "earned"), NOT_FULL, ids=lambda value: str(value)[:40])
def test_full_completion_earns_full_points(text, write, old, new, path, earned):
    found = problems(write(text.replace(old, new, 1)))
    assert [(code, earned in sentence) for code, sentence in found if sentence.startswith(f"{path}: ")] == [
        ("R117", True)
    ], found


def test_steps_of_an_actual_that_is_no_percent_are_free(text, write):
    new = STEPS.format("3", "100", "1", "50") + "\non_actual = true"
    kinds = 'applies = { kinds = ["quantity", "range"]'
    text = text.replace('curve = "ratio"', new, 1).replace(kinds, f'{kinds}, units = ["次"]', 1)
    assert load_pack(str(write(text))).methods[0].intervals[0].at_least == 3


@pytest.mark.parametrize(
    "new", ["explain_below = 0", "explain_below = 85.5", "explain_below = 100"]
)  # fmt: skip
def test_what_can_be_meant_passes(text, write, new):
    load_pack(str(write(text.replace("weight = 10", f"weight = 10\n{new}", 1))))
