"""What `rules diff` reports: everything, in words, and nothing where two packs say the same."""

import copy
import typing
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

import pytest

from selfeval.core.model import Tier1
from selfeval.core.problems import Message, Severity
from selfeval.core.readings import Kind
from selfeval.core.rules import choices, layers
from selfeval.core.rules import pack as rules
from selfeval.core.rules.layers import DecidedReading, Link, LinkedTo
from selfeval.core.rules.pack import RulePack
from selfeval.rulepacks.compare import words
from selfeval.rulepacks.compare.diff import diff
from selfeval.rulepacks.form.conversion import to_pack
from selfeval.rulepacks.form.schema import PackFile
from selfeval.rulepacks.laws.laws import flaws
from selfeval.rulepacks.layers.layering import read_layers
from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.text.files import CASES, read_bytes
from tests.examples import MANY, dice, part
from tests.places import ROOT

BUNDLED = sorted(path for path in (ROOT / "scoring_rules").glob("*.toml") if not path.name.endswith(CASES))
VARIANTS = sorted(path for path in (Path(__file__).parent / "packs").glob("*.toml") if not path.name.endswith(CASES))
SPECIAL = [path for path in VARIANTS if path.stem in {"caps", "deduct-90", "over-points", "all-or-nothing"}]
CHOICES = {value.value for module in (choices, layers) for kind in vars(module).values()
           if isinstance(kind, type) and issubclass(kind, StrEnum) for value in kind}  # fmt: skip
CHOICES |= {value.value for kind in (Kind, Tier1, Severity) for value in kind} | {"higher", "lower", "元", "万元"}


OF_EACH_KEY = 4


def leaves(value, path=()):
    """Path and value of every single value of a parsed document."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path, value


def others(value):
    """What else might stand there."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | Decimal):
        return [value + 1, value - 1, value + Decimal("0.5"), value * 2, 0, 100, 2027]
    return [f"{value}x", f"{value} 2", *(sorted(CHOICES) if value in CHOICES else ())]


def mutants(raw, chance):
    """Documents in which one single value is another one, with the path of that value.

    In the daily run a few of each key, wherever in a list it stands: of hundreds that say the same.
    """
    kinds = defaultdict(list)
    for path, value in leaves(raw):
        key = tuple(step for step in path if not isinstance(step, int))
        kinds[key] += [(path, other) for other in others(value) if other != value]
    for kind in kinds.values():
        for path, other in kind if MANY else chance.sample(kind, min(len(kind), OF_EACH_KEY)):
            changed = copy.copy(raw)
            inside = changed
            for step in path[:-1]:
                inside[step] = copy.copy(inside[step])
                inside = inside[step]
            inside[path[-1]] = other
            yield path, changed


def built(made_from, raw):
    """The pack of a merged document, None if it is refused."""
    try:
        file = PackFile.model_validate(raw)
    except ValueError:
        return None
    return None if list(flaws(raw)) else to_pack(file, made_from)


@pytest.mark.parametrize("path", [*part(BUNDLED, 3), *SPECIAL], ids=lambda path: path.stem)
def test_every_single_value_that_changes_is_refused_or_reported(path):
    made_from = read_layers(path, read_bytes(path))
    before = built(made_from, made_from.raw)
    assert before is not None
    tried = reported = 0
    for where, raw in mutants(made_from.raw, dice(path.stem)):
        tried += 1
        after = built(made_from, raw)
        if after is None:
            continue
        found = diff(before, after)
        assert found or where == ("extends",), where
        reported += bool(found)
        for change in found:
            sentence = change.sentence.render()
            assert sentence
            assert "{" not in sentence, where
            old, new = change.old and change.old.render(), change.new and change.new.render()
            assert old != new, (where, sentence)
    assert tried > (800 if MANY else 80)
    assert reported > (300 if MANY else 20)


def reachable(kind, seen):
    """Every dataclass that a rule pack holds."""
    if not is_dataclass(kind) or kind in seen:
        return
    seen.add(kind)
    for hint in typing.get_type_hints(kind).values():
        for inner in (hint, *typing.get_args(hint)):
            if isinstance(inner, type):
                reachable(inner, seen)


def test_every_field_of_a_pack_has_words():
    kinds: set = set()
    reachable(RulePack, kinds)
    assert {rules.MethodRule, rules.OverAchievement, rules.Citation, Link, DecidedReading} <= kinds
    shown_whole = {rules.Interval, rules.TotalCap, layers.Layer}
    missing = []
    for kind in kinds - shown_whole:
        hints = typing.get_type_hints(kind)
        worded = {name for wording in words.wordings(kind) for name in wording.fields}
        for item in fields(kind):
            walked = any(part in kinds for part in (hints[item.name], *typing.get_args(hints[item.name])))
            known = (kind, item.name) in words.ENTRIES or (kind, item.name) in words.NOT_COMPARED
            if item.name not in worded and not known and not walked:
                missing.append(f"{kind.__name__}.{item.name}")
    assert missing == []


@pytest.mark.parametrize(("one", "other"), list(pairwise([*BUNDLED, *VARIANTS])), ids=lambda path: path.stem)
def test_both_directions_say_as_much(one, other):
    old, new = load_pack(str(one)), load_pack(str(other))
    assert diff(old, old) == ()
    forth, back = diff(old, new), diff(new, old)
    assert len(forth) == len(back)
    assert sorted(str(change.old) for change in forth) == sorted(str(change.new) for change in back)


def test_where_a_pack_lies_is_no_rule():
    pack = load_pack("cn-mof-2020-10")
    assert diff(pack, replace(pack, sha256="0" * 64, layers=(), stated={})) == ()


def sentences(old, new):
    return {change.path: change for change in diff(old, new)}


def test_the_two_national_packs():
    found = sentences(load_pack("cn-mof-2020-10"), load_pack("cn-mof-2021-101"))
    gate = found["methods.quantity.gate"]
    assert gate.sentence.render() == "pass gate: from “none” to “60%”"
    assert "now “按完成比例赋分，60% 以下不得分”" in gate.topic.render()
    method = found["execution.method"]
    assert method.sentence.render() == "method: from “rate × weight, at most the weight” to “by steps”"
    assert (method.old_citation.verified, method.new_citation.verified) == (True, False)
    assert method.new_citation.text == "财预〔2021〕101号"
    assert found["answers.partly.lower"].new.render() == "80–50% of the weight"
    assert found["weights.missing.满意度"].new.render() == "its points go to 效益"
    layout = found["weights.layouts.产出+成本+效益+满意度"]
    assert layout.old is None
    assert "成本 20; 产出 40; 效益 20; 满意度 10" in layout.new.render()
    assert "grades" not in {path.split(".")[0] for path in found}  # the same in both
    assert not any(path.startswith("rounding") for path in found)


def test_links_readings_order_and_severities():
    pack = load_pack("cn-mof-2021-101")
    link = Link(("预算资金执行率",), LinkedTo.EXECUTION_RATE)
    reading = DecidedReading(("*率",), "≤100%", "≥100%", confirmed=True)
    full = replace(pack, links=(link,), readings=(reading,), severities={"T112": Severity.INFO})
    found = sentences(pack, full)
    assert "taken from the budget: execution rate" in found["links.预算资金执行率"].new.render()
    assert "is read as: ≥100%" in found["readings.*率+≤100%"].new.render()
    assert found["severities.T112"].sentence.render() == "T112: from “as the program has it” to “info”"
    opened = sentences(full, replace(full, readings=(replace(reading, confirmed=False),)))
    assert [change.path for change in opened.values()] == ["readings.*率+≤100%.confirmed"]
    turned = replace(pack, weights=replace(pack.weights, layouts=pack.weights.layouts[::-1]))
    assert [change.path for change in diff(pack, turned)] == ["weights.layouts"]


def test_a_field_that_nobody_worded_still_shows(monkeypatch):
    monkeypatch.setattr(
        words, "TABLES", {kind: table for kind, table in words.TABLES.items() if kind is not rules.Rounding}
    )
    pack = load_pack("cn-mof-2020-10")
    (change,) = diff(pack, replace(pack, rounding=rules.Rounding(places=1)))
    assert change.sentence.render() == "places: from “2” to “1”"


def test_every_message_is_one():
    for change in diff(load_pack("cn-mof-2020-10"), load_pack("cn-mof-2021-101")):
        assert isinstance(change.topic, Message)
        assert change.topic.render()


def test_a_packs_own_words_are_never_translated():
    pack = load_pack("cn-mof-2020-10")
    renamed = replace(pack, title="quantity", methods=(replace(pack.methods[0], id="name"), *pack.methods[1:]))
    found = sentences(pack, renamed)

    def shout(template):
        return template.upper() if "{" not in template else template

    assert found["title"].new.render(shout) == "quantity"
    assert found["methods.quantity.id"].new.render(shout) == "name"
