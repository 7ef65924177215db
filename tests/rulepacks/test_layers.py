"""Packs that rest on others: what is merged, where each value comes from, and every way in which it can go wrong."""

# ruff: noqa: E501 - small files written in one line

from decimal import Decimal

import pytest

from selfeval.core.problems import SelfEvalError
from selfeval.rulepacks.check.check import check_file
from selfeval.rulepacks.check.trust import load_tested
from selfeval.rulepacks.description import describe
from selfeval.rulepacks.finding import bundled_folder
from selfeval.rulepacks.load import load_pack
from selfeval.rulepacks.text.errors import PackError

HEAD = 'schema = "selfeval.rules/1"\nid = "{id}"\nextends = "{base}"\nversion = "1"\ntitle = "{id}"\n'


@pytest.fixture
def over(write, text):
    """Writes `caps`, and over it packs `one`, `two` … with the given bodies; the path of the last."""
    write(text)

    def over(*bodies):
        base = "caps"
        for place, body in enumerate(bodies):
            name = ("one", "two", "three", "four", "five", "six")[place]
            path = write(HEAD.format(id=name, base=base) + body, f"{name}.toml")
            base = name
        return path

    return over


def problems(path):
    with pytest.raises(PackError) as caught:
        load_pack(str(path))
    return [(problem.code, str(problem.where), problem.message.render()) for problem in caught.value.problems]


def test_tables_merge_key_by_key_and_each_value_knows_its_layer(over):
    pack = load_pack(
        str(over("[execution]\nexplain_below = 80\n", '[citations.own]\ndocument = "县"\nverified = true\n'))
    )
    assert (pack.execution.explain_below, pack.execution.weight) == (80, 10)
    assert [layer.id for layer in pack.layers] == ["caps", "one", "two"]
    assert pack.layer_of("execution.explain_below").id == "one"
    assert pack.layer_of("execution.weight").id == "caps"
    assert pack.layer_of("citations.own.document").id == "two"
    assert pack.layer_of("execution").id == "one"
    assert pack.layer_of("grades").id == "caps"
    assert set(pack.citations) == {"local", "own"}


def test_methods_merge_by_id_and_lists_are_replaced(over):
    body = '[execution]\ncaps = [{ rate_below = 50, total = 59 }]\n[[methods]]\nid = "quantity"\nreverse = "linear"\n'
    pack = load_pack(str(over(body)))
    assert [(cap.rate_below, cap.total) for cap in pack.execution.caps] == [(50, 59)]
    quantity = next(rule for rule in pack.methods if rule.id == "quantity")
    assert quantity.reverse.value == "linear" and quantity.curve.value == "ratio"
    assert pack.layer_of("methods[1]").id == "one" and pack.layer_of("methods[2]").id == "caps"


def test_an_entry_can_be_removed_and_written_anew(over):
    body = '[[methods]]\nid = "quantity"\nremove = true\n[[methods]]\nid = "quantity"\ntitle = "新"\ncurve = "all_or_nothing"\ncite = "local"\n'
    body += 'applies = { kinds = ["quantity", "range"] }\n'
    rules = [rule for rule in load_pack(str(over(body))).methods if rule.id == "quantity"]
    assert [(rule.title, rule.curve.value) for rule in rules] == [("新", "all_or_nothing")]


def test_a_new_answer_finds_its_place(over):
    body = (
        '[[answers]]\nid = "achieved"\nlower = 90\n'
        '[[answers]]\nid = "mostly"\nlabel = "大部分"\nlabel_en = "Mostly"\nlower = 80\nupper = 90\n'
    )
    assert [answer.id for answer in load_pack(str(over(body))).answers][:2] == ["achieved", "mostly"]


def test_a_value_equal_to_the_base_is_fine_and_changes_only_the_hash(over):
    path = over("[execution]\nweight = 10\n")
    pack, base = load_pack(str(path)), load_pack(str(path.with_name("caps.toml")))
    assert pack.execution == base.execution
    assert pack.sha256 != base.sha256 == base.layers[0].sha256


NEW = '[[methods]]\nid = "x"\ntitle = "x"\ncurve = "ratio"\ncite = "local"\napplies = { names = ["甲"] }\n'

WRONG = [
    # bodies, code, where, word
    (("[execution]\nweigt = 10\n",), "R110", "one.toml:7", "weight"),
    (('[execution]\nweight = "10"\n', ""), "R112", "one.toml:7", "quotes"),
    (("", "[execution]\nweight = 20\n"), "R120", "two.toml:7", "110"),
    (('[[methods]]\nid = "quantiy"\nremove = true\n',), "R163", "one.toml:8", "quantiy"),
    (('[[methods]]\nid = "quantity"\nremove = false\n',), "R112", "one.toml:8", "true"),
    (('[[methods]]\nid = "quantity"\nremove = true\ntitle = "x"\n',), "R125", "one.toml:8", "title"),
    (('[[methods]]\nid = "quantity"\ngate = 60\n',), "R125", "one.toml:8", "no effect"),
    ((NEW + NEW,), "R126", "one.toml", "twice"),
    (('[execution]\ncite = "lokal"\n',), "R124", "one.toml:7", "local"),
    (
        ('[[readings]]\nnames = ["甲"]\ntarget = "≤1"\nreading = "**"\nconfirmed = true\n',),
        "R127",
        "one.toml:9",
        "read",
    ),
]


@pytest.mark.parametrize(
    ("bodies", "code", "where", "word"), WRONG, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_mistake_is_named_in_its_own_layer(over, bodies, code, where, word):
    found = problems(over(*bodies))
    assert any(one == code and place.startswith(where) and word in text for one, place, text in found), found


def test_a_mistake_of_the_base_is_named_there(over, write, text):
    path = over("")
    write(text.replace('curve = "ratio"', 'curve = "ratoi"'))
    assert [(code, place.split(":")[0]) for code, place, _ in problems(path)] == [("R113", "caps.toml")]


def test_an_unknown_base(write):
    path = write(HEAD.format(id="one", base="cn-mof-2020-01"), "one.toml")
    [(code, where, text)] = problems(path)
    assert (code, where) == ("R160", "one.toml:3")
    assert "cn-mof-2020-10" in text


@pytest.mark.parametrize("base", ['""', "5", '"../caps"', '["caps"]'])
def test_a_base_that_is_no_id(write, base):
    path = write(HEAD.format(id="one", base="x").replace('"x"', base), "one.toml")
    assert [code for code, _, _ in problems(path)] == ["R160"]


def test_circles(write):
    write(HEAD.format(id="one", base="two"), "one.toml")
    path = write(HEAD.format(id="two", base="one"), "two.toml")
    [(code, where, text)] = problems(path)
    assert (code, where) == ("R161", "one.toml:3")
    assert "two → one → two" in text
    alone = write(HEAD.format(id="three", base="three"), "three.toml")
    assert [code for code, _, _ in problems(alone)] == ["R161"]


def test_six_layers_and_no_more(over):
    assert len(load_pack(str(over("", "", "", "", ""))).layers) == 6
    assert [code for code, _, _ in problems(over("", "", "", "", "", ""))] == ["R162"]


@pytest.mark.parametrize(
    ("damage", "code"),
    [(b"\xb9\xe6\xd4\xf2", "R102"), (b"schema = \n", "R103"), (b'schema = "selfeval.rules/9"', "R105")],
)
def test_a_base_that_cannot_be_read(over, write, damage, code):
    path = over("")
    write(damage)
    with pytest.raises(SelfEvalError) as caught:
        load_pack(str(path))
    assert caught.value.code == code
    assert "caps.toml" in caught.value.message.render()


def test_keys_nested_without_end(write):
    path = write('schema = "selfeval.rules/1"\n' + ".".join("a" * 5000) + " = 1\n")
    with pytest.raises(SelfEvalError) as caught:
        load_pack(str(path))
    assert caught.value.code == "R103"


def test_an_overlay_speaks_for_itself(write, text):
    write(text)
    path = write('schema = "selfeval.rules/1"\nid = "one"\nextends = "caps"\n', "one.toml")
    assert [(code, text.split(":")[0]) for code, _, text in problems(path)] == [("R111", "version"), ("R111", "title")]


def test_show_names_the_layer_of_every_value():
    rows = describe(load_pack("cn-hubei", folders=[bundled_folder()]))
    layers = {row.key.render(): row.layer.id for row in rows if row.layer}
    assert (layers["weight"], layers["decimal places"]) == ("cn-hubei", "cn-mof-2020-10")
    assert all(row.layer for row in rows if row.path and row.citation)


TIES = [
    ('applies = { kinds = ["quantity"] }', 'applies = { kinds = ["quantity"] }', True),
    ('applies = { names = ["甲*"] }', 'applies = { names = ["甲*", "乙*"] }', True),
    ('applies = { names = ["甲*"] }', 'applies = { names = ["乙*"] }', False),
    ('applies = { units = ["%"] }', 'applies = { units = ["次"] }', False),
    ('applies = { tier1 = ["产出"] }', 'applies = { tier1 = ["效益"] }', False),
    ('applies = { direction = "lower" }', 'applies = { direction = "higher" }', False),
    ('applies = { names = ["甲"] }', 'applies = { names = ["甲*"] }', False),
]


@pytest.mark.parametrize(("first", "second", "tie"), TIES)
def test_ties_are_refused_where_they_can_be_seen(over, first, second, tie):
    def method(name, applies):
        return f'[[methods]]\nid = "{name}"\ntitle = "{name}"\ncurve = "ratio"\ncite = "local"\n{applies}\n'

    body = '[[methods]]\nid = "quantity"\nremove = true\n' + method("eins", first) + method("zwei", second)
    path = over(body)
    if tie:
        [(_code, where, text)] = [found for found in problems(path) if found[0] == "R129"]
        assert where.startswith("one.toml") and "eins" in text and "zwei" in text
    else:
        load_pack(str(path))


def test_a_pack_whose_case_fails_is_not_scored_with(over, write):
    path = over("")
    cases = 'schema = "selfeval.cases/1"\npack = "one"\n[[case]]\ntitle = "半数"\ntarget = "≥10"\nactual = "5"\nscore = {score}\n'
    write(cases.replace("{score}", "5"), "one.cases.toml")
    assert load_tested(str(path)).id == "one"
    write(cases.replace("{score}", "6"), "one.cases.toml")
    with pytest.raises(SelfEvalError) as caught:
        load_tested(str(path))
    assert caught.value.code == "R164"
    assert "半数" in caught.value.message.render() and "one.cases.toml:3" in caught.value.message.render()
    assert [problem.code for problem in check_file(str(path))].count("R130") == 1


def test_years():
    pack = load_pack("cn-hebei-leting-2025", folders=[bundled_folder()])
    assert [year for year in range(2020, 2030) if pack.is_for(year)] == [2025]
    assert load_pack("cn-mof-2020-10", folders=[bundled_folder()]).is_for(2031)
    assert pack.weights.tier2_shares["数量指标"] == Decimal(1)
