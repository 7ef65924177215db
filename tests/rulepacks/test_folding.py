"""A chain of ten layers says the same as the one layer that it is folded into, whatever it takes away or says anew."""

from copy import deepcopy
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.rulepacks.layers.folding import folded
from selfeval.rulepacks.layers.layering import LayerFile, Layers
from selfeval.rulepacks.text.files import read_toml
from tests.examples import examples
from tests.places import ROOT

RULES = ROOT / "scoring_rules"
SOURCES = ("cite", "grades_cite", "answers_cite")
TABLES = {
    "rounding": {"places": (0, 1, 2), "total": ("rounded_sum", "sum_of_rounded"), "mode": ("down",)},
    "department": {"total": ("simple", "weighted")},
    "execution": {"denominator": ("initial",), "zero_budget": ("zero",), "explain_below": (Decimal(80),)},
    "weights": {"step": (Decimal(1),), "not_applicable": ("rescale", "zero")},
    "severities": {"T112": ("note", "warning"), "B101": ("off",)},
}
INNER = {("weights", "missing"): {"满意度": ("效益", "产出"), "成本": ("产出",)},
         ("weights", "tier2_shares"): {"数量指标": (2, 3)}}  # fmt: skip
METHOD = {
    "title": ("甲", "乙"),
    "curve": ("ratio", "gate", "all_or_nothing"),
    "gate": (Decimal(60), Decimal(70)),
    "reverse": ("linear", "inverse"),
    "over": ({"flag_from": Decimal(120)}, {"reason_from": Decimal(150), "flag_from": Decimal(130)}),
}
ANSWER = {"label": ("好", "很好"), "synonyms": (["成"], ["全成"])}
TOP = ("tolerance", "money_unit", "review")


def layer(raw, number):
    """A file of these tables."""
    return LayerFile(Path(f"layer-{number}.toml"), "", raw, "", ("", ""))


def base():
    path = RULES / "cn-mof-2020-10.toml"
    return LayerFile(path, "", read_toml(path, path.read_bytes())[1], "", ("", ""))


@st.composite
def tables(draw, known, now):
    """What one file says of a table: keys, keys that go, or that all of it goes."""
    said = {key: deepcopy(draw(st.sampled_from(values))) for key, values in known.items() if draw(st.booleans())}
    there = [key for key in now if key not in ("id", "cite")]
    gone = draw(st.lists(st.sampled_from(there), unique=True, max_size=2)) if there else []
    gone = [key for key in gone if key not in said or draw(st.booleans())]  # taken away and stated anew in one file
    if gone:
        said["remove"] = gone
    return said


@st.composite
def layers(draw, number, now):
    """One file over what the files below it come to."""
    raw = {"schema": "selfeval.rules/1", "id": f"x{number}", "version": "1", "title": "x", "extends": f"x{number - 1}"}
    raw |= {key: number for key in TOP[:1] if draw(st.booleans())}
    gone = [key for key in (*TOP, "rounding", "department", "severities") if key in now and key not in raw
            and draw(st.integers(0, 5)) == 0]  # fmt: skip
    if gone:
        raw["remove"] = gone
    for name, known in TABLES.items():
        if name in gone or not draw(st.booleans()):
            continue
        raw[name] = draw(tables(known, now.get(name, {})))
        if name in now and name not in ("execution", "weights") and draw(st.integers(0, 4)) == 0:
            raw[name] = {**{key: one for key, one in raw[name].items() if key != "remove"}, "remove": True}
    for (name, key), known in INNER.items():
        if draw(st.integers(0, 3)) == 0 and name not in gone:
            there = now.get(name, {}).get(key, {})
            raw.setdefault(name, {})[key] = draw(tables(known, there))
    for name, known, ids in (
        ("methods", METHOD, ("quantity", "extra", "date")),
        ("answers", ANSWER, ("partly", "best")),
    ):
        entries = [draw(entry(known, one, now.get(name, []))) for one in ids if draw(st.integers(0, 2)) == 0]
        if entries := [one for one in entries if len(one) > 1]:
            raw[name] = entries
    return raw


@st.composite
def entry(draw, known, name, now):
    there = next((one for one in now if one.get("id") == name), None)
    if there is not None and draw(st.integers(0, 2)) == 0:
        return {"id": name, "remove": True}
    said = draw(tables(known, there or {}))
    if there is not None and isinstance(there.get("over"), dict) and "remove" not in said and draw(st.booleans()):
        said["over"] = {"remove": [draw(st.sampled_from(sorted(there["over"])))]} if there["over"] else {}
    return {"id": name, **said}


@st.composite
def chains(draw):
    """The base and ten files over it."""
    files = [base()]
    for number in range(1, 11):
        files.append(layer(draw(layers(number, Layers(tuple(files)).raw)), number))
    return tuple(files)


def rules(raw):
    """What a document says, without its head and sources; entries by id, because no order of them decides anything."""
    if isinstance(raw, dict):
        return {key: rules(inner) for key, inner in raw.items() if key not in SOURCES}
    if isinstance(raw, list) and raw and isinstance(raw[0], dict) and "id" in raw[0]:
        return {one["id"]: rules(one) for one in raw}
    return raw


def effective(raw):
    head = {"id", "version", "title", "extends", "years", "citations", "schema"}
    return {key: rules(inner) for key, inner in raw.items() if key not in head and key not in SOURCES}


@given(chains())
@settings(max_examples=examples(60), deadline=None)
def test_ten_layers_say_the_same_folded_or_not(files):
    chain = Layers(files)
    one = folded(chain)
    again = Layers((files[0], layer({"id": "y", "version": "1", "title": "y", **one}, 1)))
    assert again.own_problems() == []
    assert effective(again.raw) == effective(chain.raw)
    half = Layers(
        (files[0], layer({"id": "z", "version": "1", "title": "z", **folded(Layers(files[:6]))}, 1), *files[6:])
    )
    assert effective(half.raw) == effective(chain.raw)  # folded half-way, and gone on from there
