"""The hash of a pack is of what it says, however its file is written down; old hashes are known again."""

import codecs
import hashlib
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from selfeval.rulepacks.finding import bundled_folder, pack_files
from selfeval.rulepacks.layers.content import chained, content_hash
from selfeval.rulepacks.load import load_pack

TEXT = (Path(__file__).parent / "packs" / "caps.toml").read_text(encoding="utf-8")
OVER = 'schema = "selfeval.rules/1"\nid = "over"\nextends = "caps"\nversion = "1"\ntitle = "叠加"\n'
BUNDLED = pack_files(bundled_folder())


def reordered(text):
    """The keys of the first table from last to first; tables and lists stay where they are."""
    head, first = text.split("\n[", 1)
    lines = [line for line in head.split("\n") if re.match(r"\w+\s*=", line)]
    return "\n".join(reversed(lines)) + "\n[" + first


SAME = {
    "as it is": TEXT.encode(),
    "carriage returns": TEXT.replace("\n", "\r\n").encode(),
    "a BOM": codecs.BOM_UTF8 + TEXT.encode(),
    "both": codecs.BOM_UTF8 + TEXT.replace("\n", "\r\n").encode(),
    "a comment": f"# 说明\n{TEXT}\n# 另一条\n".encode(),
    "no comments": re.sub(r"(?m)\s*#[^\"\n]*$", "", TEXT).encode(),
    "blanks": re.sub(r"(?m)^(\w+) = ", r"  \1   =   ", TEXT).encode(),
    "other order": reordered(TEXT).encode(),
    "10.0 for 10": re.sub(r"(?m)^weight = 10\b", "weight = 10.0", TEXT).encode(),
    "1_0 for 10": re.sub(r"(?m)^weight = 10\b", "weight = 1_0", TEXT).encode(),
}


@pytest.mark.parametrize("written", SAME, ids=str)
def test_what_a_pack_says_has_one_hash_however_it_is_written(write, written):
    assert SAME[written] != SAME["as it is"] or written == "as it is", "the text is really another one"
    pack = load_pack(str(write(SAME[written])))
    assert pack.sha256 == content_hash(tomllib.loads(TEXT, parse_float=Decimal))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("weight = 10", "weight = 10.01"),
        ('version = "1', 'version = "2'),
        ("weight = 10", "weight = 10\nexplain_below = 91"),
        ("total = 89", "total = 88"),
    ],
)
def test_what_a_pack_says_otherwise_has_another_hash(old, new):
    assert old in TEXT
    changed = content_hash(tomllib.loads(TEXT.replace(old, new, 1), parse_float=Decimal))
    assert changed != content_hash(tomllib.loads(TEXT, parse_float=Decimal))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a = 1", 'a = "1"'),
        ("a = 1", "a = true"),
        ("a = [1, 2]", "a = [2, 1]"),
        ("a = [12]", "a = [1, 2]"),
        ('a = "1,2"', 'a = ["1", "2"]'),
        ("a = {}", "a = []"),
        ("a = 0.1", "a = 0.10000000000000000000000000000000000000001"),
        ("a = 1e5", "a = 1e-5"),
        ("a = 1", "a = -1"),
        ('a = "甲"', 'a = "乙"'),
        ('schema = "selfeval.rules/1"', 'schema = "selfeval.rules/2"'),
        ("a = 2025-01-01", 'a = "2025-01-01"'),
        ("a = nan", 'a = "NaN"'),
    ],
)
def test_different_things_never_look_the_same(one, other):
    first, second = (content_hash(tomllib.loads(text, parse_float=Decimal)) for text in (one, other))
    assert first != second


@pytest.mark.parametrize("texts", [("100", "1e2", "100.000"), ("0", "0.00", "-0.0", "0e9"), ("0.5", "5e-1")])
def test_one_number_has_one_hash(texts):
    assert len({content_hash(tomllib.loads(f"a = {text}", parse_float=Decimal)) for text in texts}) == 1


def test_an_endless_exponent_costs_nothing():
    assert len(content_hash({"a": Decimal("1e999999999"), "b": Decimal("1e-999999999")})) == 64


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_hashes_that_earlier_versions_recorded_are_known_again(path):
    pack = load_pack(path.stem, folders=[path.parent])
    files = [path.with_name(layer.file).read_bytes().replace(b"\r\n", b"\n") for layer in pack.layers]
    for data in (files, [file.replace(b"\n", b"\r\n") for file in files]):
        assert chained([hashlib.sha256(file).hexdigest() for file in data]) in pack.byte_hashes
    assert pack.sha256 not in pack.byte_hashes


def test_a_layer_counts_by_what_it_says(write):
    write(TEXT)
    first = load_pack(str(write(OVER, "over.toml")))
    write(TEXT.replace("\n", "\r\n").encode())
    again = load_pack(str(write(OVER + "# 说明\n", "over.toml")))
    assert again.sha256 == first.sha256 != first.layers[0].sha256
    assert again.layers == first.layers
    write(TEXT.replace("total = 89", "total = 88", 1))
    assert load_pack(str(write(OVER, "over.toml"))).sha256 != first.sha256
