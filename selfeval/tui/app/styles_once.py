"""Styles are read once: at a start Textual reads each sheet for itself and again for the theme, 8 ms each."""

from __future__ import annotations

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

_read = Stylesheet._parse_rules
_found: dict[tuple[object, ...], list[RuleSet]] = {}
"""Rules by the text they were read from, where it stands, and the colours in use."""


def read_once() -> None:
    """From now on, what was read of a sheet under the same colours is taken again."""
    Stylesheet._parse_rules = _parse_rules  # type: ignore[method-assign, assignment]


def _parse_rules(
    sheet: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    colours = tuple(sheet._variables.items())
    key = (css, read_from, is_default_rules, tie_breaker, scope, colours)
    if key not in _found:
        _found[key] = _read(sheet, css, read_from, is_default_rules, tie_breaker, scope)
    return _found[key]
