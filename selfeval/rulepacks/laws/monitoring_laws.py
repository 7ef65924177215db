"""Laws of monitoring: red lies beyond yellow, months go up and are there once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from selfeval.core.problems import msg
from selfeval.core.rules.parts.monitoring import MonitoringRule
from selfeval.rulepacks.laws.flaw import Flaw
from selfeval.rulepacks.text.lines import Path


def monitoring_flaws(rule: MonitoringRule) -> Iterator[Flaw]:
    """Every law that the table breaks."""
    for name in ("spending", "expected"):
        yield from _apart(("monitoring",), f"{name}_yellow", f"{name}_red", rule)
    if rule.behind_red <= rule.behind_yellow:
        text = msg("{red} must be more than {yellow}", red="behind_red", yellow="behind_yellow")
        yield Flaw("R122", ("monitoring", "behind_red"), text)
    for place, one in enumerate(rule.months):
        path: Path = ("monitoring", "months", place)
        yield from _apart(path, "yellow_below", "red_below", one)
        if place and one.month <= rule.months[place - 1].month:
            yield Flaw("R122", (*path, "month"), msg("Months go up, each one is there once"))


def _apart(path: Path, yellow: str, red: str, owner: object) -> Iterator[Flaw]:
    """A red light begins further down than a yellow one."""
    above: Decimal | None = getattr(owner, yellow)
    below: Decimal | None = getattr(owner, red)
    if above is not None and below is not None and below >= above:
        yield Flaw("R122", (*path, red), msg("{red} must be less than {yellow}", red=red, yellow=yellow))
