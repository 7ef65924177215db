"""Which rules of the style sheet hold for a node is worked out once for all nodes of a test run that stand alike.

Textual works it out anew for every node of every application, and all changes of a node: a quarter of what a test of
the screen takes. Two nodes stand alike where every selector would see the same of them and of all above them: types,
id, classes and the pseudo classes that the rules ask for. tests/tui/test_styling.py holds it against Textual's own way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from unittest import mock

from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

APPLY = Stylesheet.apply
"""Textual's own way."""
_ORDER = frozenset({"first-of-type", "last-of-type", "first-child", "last-child", "empty"})
Path = tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class _Asked:
    """The pseudo classes that the rules for nodes of the same names ask for, each as the set that Textual takes."""

    pseudo: tuple[set[str], ...]
    flags: dict[str, bool]


@dataclass(frozen=True)
class _Sheet:
    """What is known of the rules of a style sheet; they are held, so that none takes the place of another."""

    rules: list[RuleSet]
    asked: dict[frozenset[str], _Asked] = field(default_factory=dict)
    found: dict[Path, RulesMap | None] = field(default_factory=dict)


_sheets: dict[tuple[object, ...], _Sheet] = {}


def apply(sheet: Stylesheet, node: DOMNode, *, animate: bool = False, cache: object = None) -> None:
    """In place of `Stylesheet.apply`, whose cache lasts for one change of some nodes."""
    del cache
    known = _sheet(sheet)
    asked = _asked(known, sheet, node)
    path = _path(node, asked)
    if path not in known.found:
        known.found[path] = _applied(sheet, node, animate=animate)
        return
    for name, value in asked.flags.items():
        setattr(node, name, value)
    rules = known.found[path]
    if rules is not None:
        type(sheet).replace_rules(node, rules, animate=animate)
    sheet._process_component_classes(node)


def _sheet(sheet: Stylesheet) -> _Sheet:
    rules = sheet.rules
    last: tuple[list[RuleSet], _Sheet] | None = getattr(sheet, "_known_rules", None)
    if last is None or last[0] is not rules:
        key = tuple((id(rule), rule.is_default_rules, rule.tie_breaker) for rule in rules)
        last = rules, _sheets.setdefault(key, _Sheet(rules))
        sheet._known_rules = last  # type: ignore[attr-defined]
    return last[1]


def _asked(known: _Sheet, sheet: Stylesheet, node: DOMNode) -> _Asked:
    names = frozenset(node._selector_names)
    if names not in known.asked:
        rules = [rule for name in sheet.rules_map.keys() & names for rule in sheet.rules_map[name]]
        pseudo = set().union(*(rule.pseudo_classes for rule in rules))
        flags = {
            "_has_hover_style": "hover" in pseudo,
            "_has_focus_within": "focus-within" in pseudo,
            "_has_order_style": not pseudo.isdisjoint(_ORDER),
            "_has_odd_or_even": not pseudo.isdisjoint({"odd", "even"}),
        }
        known.asked[names] = _Asked(tuple({one} for one in sorted(pseudo)), flags)
    return known.asked[names]


def _path(node: DOMNode, asked: _Asked) -> Path:
    return tuple(
        (one._css_type_names, one.id, frozenset(one._classes), *map(one.has_pseudo_classes, asked.pseudo))
        for one in node.css_path_nodes
    )


def _applied(sheet: Stylesheet, node: DOMNode, *, animate: bool) -> RulesMap | None:
    """The rules that Textual itself gives the node."""
    found: list[RulesMap] = []

    def replaced(target: DOMNode, rules: RulesMap, animate: bool = False) -> None:
        if target is node:
            found.append(rules)
        type(sheet).replace_rules(target, rules, animate=animate)

    with mock.patch.object(sheet, "replace_rules", replaced):
        APPLY(sheet, node, animate=animate)
    return found[0] if found else None
