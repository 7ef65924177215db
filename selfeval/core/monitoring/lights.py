"""The lights of monitoring: facts and thresholds in, a colour with its whole reason out; all arithmetic exact.

Goals have a halfway where they are amounts to be reached (≥, >, =) or qualitative answers. A limit (≤) is kept until it
is broken, a date or a yes/no comes at once: none of these says how far a project is.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from selfeval.core.monitoring.results import Lit, MonthRow
from selfeval.core.monitoring.words import LIKELIHOOD_NAMES, Likelihood
from selfeval.core.numbers import plain, round_half_up
from selfeval.core.problems import Message, msg
from selfeval.core.readings import ActualKind, Comparator, Kind, Target
from selfeval.core.records import dataclass
from selfeval.core.rules.choices import Light
from selfeval.core.rules.pack import RulePack
from selfeval.core.rules.sources import source_text
from selfeval.core.scoring.scored import Scored
from selfeval.core.texts.targets.forms import canonical

_RATES = frozenset({"%", "‰"})


@dataclass(frozen=True, slots=True)
class Spending:
    """The money of one project in a month: amounts in `unit`, the planned percent, the rates as exact shares.

    `base` is the denominator of the rates, `adjusted` the adjusted budget; None where unknown.
    """

    unit: str
    executed: Decimal | None
    forecast: Decimal | None
    base: Decimal | None
    adjusted: Decimal | None
    planned: Fraction | None
    month: int

    def share(self, amount: Decimal | None) -> Fraction | None:
        """An amount as a share of the base; None where one of them is unknown or there is no budget."""
        return Fraction(amount) / Fraction(self.base) if amount is not None and self.base else None

    def above(self, amount: Decimal) -> bool:
        """Whether an amount is more than could be spent."""
        most = largest_budget(self.base, self.adjusted)
        return most is not None and amount > most


def largest_budget(base: Decimal | None, adjusted: Decimal | None) -> Decimal | None:
    """What can be spent at most: the denominator of the rates or the adjusted budget, whichever is more."""
    return max((limit for limit in (base, adjusted) if limit is not None), default=None)


def only_grows(target: Target) -> bool:
    """Whether an outcome of the target adds up over the year: no rate, no measured time or average."""
    return target.unit not in _RATES and not target.whole


def percent(share: Fraction) -> str:
    """A share as people read it: percent with at most two decimals."""
    return plain(round_half_up(share * 100, 2))


def spending_light(money: Spending, pack: RulePack) -> Lit:
    """Spending against the plan, or against the rates that the pack states for this very month."""
    rule, rate = pack.monitoring, money.share(money.executed)
    if money.executed is None or rate is None or money.base is None:
        return Lit("spending", Light.NONE, _unknown(money, money.executed, _SPENT))
    facts = msg("{executed} ÷ {base} {unit} = {rate}%", executed=plain(money.executed), base=plain(money.base),
                unit=Message(money.unit), rate=percent(rate))  # fmt: skip
    if money.above(money.executed):
        return Lit("spending", Light.RED, msg("{facts}: more than the budget", facts=facts), rate * 100)
    own = rule.at(money.month)
    if own is not None and (own.yellow_below is not None or own.red_below is not None):
        light, judged = _judged(rate * 100, own.yellow_below, own.red_below)
        place = f"monitoring.months[{rule.months.index(own) + 1}]"
        why = msg("{facts}; {judged} ({source})", facts=facts, judged=judged, source=_source(pack, place))
        return Lit("spending", light, why, rate * 100, own.yellow_below, own.red_below)
    if money.planned is None:
        return Lit("spending", Light.NONE, msg("{facts}; no spending plan to hold it against", facts=facts), rate * 100)
    plan = plain(round_half_up(money.planned, 2))
    if money.planned <= 0:
        return Lit("spending", Light.NONE, msg("{facts}; nothing is planned by then", facts=facts), rate * 100)
    of_plan = rate * 100 / money.planned * 100
    light, judged = _judged(of_plan, rule.spending_yellow, rule.spending_red)
    why = msg(
        "{facts}; planned by the end of month {month} {plan}%; {rate}% ÷ {plan}% = {share}% of the plan, {judged} "
        "({source})",
        facts=facts, month=money.month, plan=plan, rate=percent(rate), share=plain(round_half_up(of_plan, 2)),
        judged=judged, source=_source(pack, _threshold(light, "spending")),
    )  # fmt: skip
    return Lit("spending", light, why, of_plan, rule.spending_yellow, rule.spending_red)


def expected_light(money: Spending, pack: RulePack) -> Lit:
    """What will have been spent by the end of the year, against the budget."""
    rule, rate = pack.monitoring, money.share(money.forecast)
    if money.forecast is None or rate is None or money.base is None:
        return Lit("expected", Light.NONE, _unknown(money, money.forecast, _EXPECTED))
    facts = msg("expected of the year {executed} ÷ {base} {unit} = {rate}%", executed=plain(money.forecast),
                base=plain(money.base), unit=Message(money.unit), rate=percent(rate))  # fmt: skip
    if money.above(money.forecast):
        return Lit("expected", Light.RED, msg("{facts}: more than the budget", facts=facts), rate * 100)
    light, judged = _judged(rate * 100, rule.expected_yellow, rule.expected_red)
    source = _source(pack, _threshold(light, "expected"))
    why = msg("{facts}; {judged} ({source})", facts=facts, judged=judged, source=source)
    return Lit("expected", light, why, rate * 100, rule.expected_yellow, rule.expected_red)


def progress_light(money: Spending, progress: Fraction | None, measured: int, pack: RulePack) -> Lit:
    """How far the goals lag behind the money: a project that spends and does not get on."""
    rule, rate = pack.monitoring, money.share(money.executed)
    if rate is None:
        why = msg("what is reached is held against the money spent once its rate is known")
        return Lit("progress", Light.NONE, why)
    if progress is None:
        return Lit("progress", Light.NONE, msg("no indicator yet says how far it is"))
    lag = (rate - progress) * 100
    light = Light.RED if lag >= rule.behind_red else Light.YELLOW if lag >= rule.behind_yellow else Light.GREEN
    limits = {"yellow": plain(rule.behind_yellow), "red": plain(rule.behind_red)}
    judged = {
        Light.RED: msg("{red} or more: red", **limits),
        Light.YELLOW: msg("{yellow} or more, less than {red}: yellow", **limits),
        Light.GREEN: msg("less than {yellow}: green", **limits),
    }[light]
    why = msg(
        "goals reached to {progress}% ({count} indicators by their points), money spent to {rate}%: "
        "{lag} percent points behind, {judged} ({source})",
        progress=percent(progress), count=measured, rate=percent(rate),
        lag=plain(round_half_up(max(lag, Fraction(0)), 2)), judged=judged,
        source=_source(pack, _threshold(light, "behind")),
    )  # fmt: skip
    return Lit("progress", light, why, lag, rule.behind_yellow, rule.behind_red)


def row_lights(
    reached: Scored, expected: Scored, likely: Likelihood | None, pack: RulePack, month: int
) -> Iterator[Lit]:
    """The lights of one indicator: its likelihood, what is expected of the year, a limit that is already broken."""
    rule, target = pack.monitoring, reached.target
    if reached.not_applicable:
        return
    if likely is not None:
        key = {Likelihood.POSSIBLE: "possible", Likelihood.IMPOSSIBLE: "impossible"}.get(likely)
        light = getattr(rule, key) if key else Light.GREEN
        said = msg("target of the year reached: {likely}", likely=LIKELIHOOD_NAMES[likely])
        source = _source(pack, f"monitoring.{key}") if key else None
        why = msg("{facts} ({source})", facts=said, source=source) if source else said
        yield Lit("likelihood", light, why)
    if expected.met is not None and expected.actual.kind is not ActualKind.BLANK:
        words = {"target": canonical(target), "text": expected.actual.text}
        if expected.met:
            yield Lit("forecast", Light.GREEN, msg("expected of the year {text}, target {target}: met", **words))
        else:
            yield Lit("forecast", Light.YELLOW, msg("expected of the year {text}, target {target}: not met", **words))
    if reached.met is False and target.kind is Kind.QUANTITY and target.lower_is_better:
        words = {"target": canonical(target), "text": reached.actual.text, "month": str(month)}
        if only_grows(target):
            broken = msg("by the end of month {month} {text}: the limit {target} is broken", **words)
            yield Lit("limit", Light.RED, broken)
        else:
            text = msg("by the end of month {month} {text}, beyond the limit {target} so far", **words)
            yield Lit("limit", Light.YELLOW, text)


def progress_of(reached: Scored) -> Fraction | None:
    """The share of its target that an indicator has reached, at most 1; None where there is no halfway."""
    target = reached.target
    if reached.not_applicable or reached.score is None:
        return None
    if reached.answer is not None and reached.share is not None:
        return Fraction(reached.share) / 100
    upward = target.comparator in {Comparator.GE, Comparator.GT, Comparator.EQ}
    if target.kind is not Kind.QUANTITY or not upward or not target.value or target.value < 0:
        return None
    value = reached.actual.value
    return None if value is None else max(Fraction(0), min(Fraction(1), Fraction(value) / Fraction(target.value)))


def progress_of_rows(rows: tuple[MonthRow, ...]) -> tuple[Fraction | None, int]:
    """How far the goals of a project are, each indicator by its points, and over how many; None for none."""
    counted = [(row.progress, Fraction(row.reached.weight.effective)) for row in rows if row.progress is not None]
    weight = sum((points for _, points in counted), Fraction(0))
    if not weight:
        return None, 0
    return sum((share * points for share, points in counted), Fraction(0)) / weight, len(counted)


_SPENT = msg("The money spent has not been entered yet.")
_EXPECTED = msg("The money expected to be spent in the year has not been entered yet.")


def _unknown(money: Spending, amount: Decimal | None, missing: Message) -> Message:
    if amount is None:
        return missing
    if money.base is None:
        return msg("The budget has not been entered yet.")
    return msg("The budget is 0; there is no rate.")


def _judged(figure: Fraction, yellow: Decimal | None, red: Decimal | None) -> tuple[Light, Message]:
    """The colour of a figure that should not be low, and the threshold that made it."""
    if red is not None and figure < red:
        return Light.RED, msg("below {limit}%: red", limit=plain(red))
    if yellow is not None and figure < yellow:
        return Light.YELLOW, msg("below {limit}%: yellow", limit=plain(yellow))
    return Light.GREEN, msg("not below {limit}%: green", limit=plain(yellow if yellow is not None else red or 0))


def _threshold(light: Light, name: str) -> str:
    return f"monitoring.{name}_{'red' if light is Light.RED else 'yellow'}"


def _source(pack: RulePack, path: str) -> Message:
    citation = pack.source_of(path, pack.monitoring.citation)
    return source_text(citation or pack.citation(pack.monitoring.citation))
