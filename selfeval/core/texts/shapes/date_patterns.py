"""The patterns of dates and of spans of dates, as `dates` reads them in texts without blanks."""

from __future__ import annotations

from selfeval.core.patterns import lazy

_YEAR = r"(?:(?P<{0}>20[0-9]{{2}})年?度?|(?:本|今|当)年度?)"
_MONTH = r"(?P<{0}>1[0-2]|0?[1-9])"
_DAY = r"(?P<{0}>[12][0-9]|3[01]|0?[1-9])"
_EDGE, _STOP = r"(?<![0-9.])", r"(?![0-9])"
_PART = r"(?P<part>底|末|上旬|中旬|下旬)?"
_HALF_DAY = r"@?(?:上午|中午|下午|晚上?)?[0-9]{1,2}"
TIME = rf"(?:{_HALF_DAY}(?::[0-9]{{2}}){{1,2}}|{_HALF_DAY}[时点](?:整|半|[0-9]{{1,2}}分)?)?"
"""A time of day, which a deadline in days does not need; `@` stands for the blank before it."""

FORMS = tuple(
    lazy(pattern)
    for pattern in (
        rf"{_EDGE}(?P<y>20[0-9]{{2}})(?P<by>[-./]){_MONTH.format('m')}(?P=by){_DAY.format('d')}{_STOP}[日号]?{TIME}",
        rf"{_EDGE}(?P<y>20[0-9]{{2}})[-./年]{_MONTH.format('m')}[-./月]{_DAY.format('d')}{_STOP}[日号]?{TIME}",
        rf"{_EDGE}(?:{_YEAR.format('y')})?{_EDGE}{_MONTH.format('m')}月(?:份)?{_DAY.format('d')}{_STOP}[日号]{TIME}",
        rf"{_EDGE}(?P<y>20[0-9]{{2}})[-/]{_MONTH.format('m')}{_STOP}(?![-/])(?:月份?)?{_PART}",
        rf"{_EDGE}(?:{_YEAR.format('y')})?{_EDGE}{_MONTH.format('m')}月份?{_PART}",
        rf"{_EDGE}(?:{_YEAR.format('y')})?第?(?P<q>[一二三四1-4])季度?[底末内]?",
        rf"{_EDGE}(?:{_YEAR.format('y')})?前(?P<q>[二三2-3])个?季度[底末内]?",
        rf"{_EDGE}(?P<y>20[0-9]{{2}})年?[Qq](?P<q>[1-4])",
        rf"{_EDGE}(?:{_YEAR.format('y')})?(?P<h>[上下])半年度?[底末内]?",
        rf"{_EDGE}(?P<y>20[0-9]{{2}})年?(?P<whole>全年度?|一?整年度?|整个年度|常年|终年)(?:内|期间)?",
        rf"{_EDGE}(?P<y>20[0-9]{{2}})年?(?P<mid>年?中期?)",
        rf"{_EDGE}(?P<y>20[0-9]{{2}})(?:年度?(?:年?[底末内])?|[底末])",
        r"(?:本|今|当)?(?:年度?)?(?P<whole>全年度?|一?整年度?|整个年度|常年|终年)(?:内|期间)?",
        r"(?:本|今|当)?(?P<mid>年中)",
        r"(?:本|今|当)?(?:年度?)?(?P<end>年[底末内]|年度[底末内])",
        r"(?P<end>(?:本|今|当)年度?)(?:[底末内])?",
    )
)
IN_SENTENCE = FORMS[:5]
"""Forms with a month, which are dates inside a sentence too."""
COMPACT = (
    lazy(rf"{_EDGE}(?P<y>20[0-9]{{2}})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01]){_STOP}{TIME}"),
    lazy(rf"{_EDGE}(?P<y>20[0-9]{{2}})(?P<m>0[1-9]|1[0-2]){_STOP}"),
)
"""Digits alone that are a day or a month, unless a unit or a sum of money stands with them."""
LOOSE = (
    lazy(rf"{_EDGE}(?P<y>20[0-9]{{2}})\.{_MONTH.format('m')}{_STOP}(?!\.)"),
    lazy(rf"{_EDGE}(?P<y>20[0-9]{{2}}){_STOP}(?![.年])"),
)
"""Forms that are numbers unless the context speaks of time."""
SHORT = (
    lazy(rf"{_EDGE}{_MONTH.format('m')}[./]{_DAY.format('d')}{_STOP}(?![./-])[日号]?"),
    lazy(rf"{_EDGE}{_MONTH.format('m')}-(?P<d>1[3-9]|2[0-9]|3[01]){_STOP}(?![./-])[日号]?"),
)
"""Month and day as digits alone; behind a dash a number up to 12 may end a span of months."""
_SEP = r"(?:-|—|–|~|～|至|到){1,2}"
_FULL_DAY = r"(?P<y{0}>20[0-9]{{2}})[-./年](?P<m{0}>1[0-2]|0?[1-9])[-./月](?P<d{0}>[12][0-9]|3[01]|0?[1-9])[日号]?{1}"
_SHORT_DAY = r"(?:(?P<y{0}>20[0-9]{{2}})年)?(?P<m{0}>1[0-2]|0?[1-9])月(?P<d{0}>[12][0-9]|3[01]|0?[1-9])[日号]{1}"
_FULL_MONTH = r"(?P<y{0}>20[0-9]{{2}})[./年](?P<m{0}>1[0-2]|0?[1-9])月?份?{1}"
_DASHED_MONTH = r"(?P<y{0}>20[0-9]{{2}})-(?P<m{0}>1[0-2]|0[1-9]){1}"
_BARE_DAY = r"(?P<y{0}>20[0-9]{{2}})(?P<m{0}>0[1-9]|1[0-2])(?P<d{0}>0[1-9]|[12][0-9]|3[01]){1}"
_BARE_MONTH = r"(?P<y{0}>20[0-9]{{2}})(?P<m{0}>0[1-9]|1[0-2]){1}"
_QUARTER = r"第?(?P<q{0}>[一二三四1-4])(?:季度?)?{1}"
SPANS = tuple(
    lazy(pattern)
    for pattern in (
        _FULL_DAY.format("", _SEP) + _FULL_DAY.format("2", "") + TIME,
        _SHORT_DAY.format("", _SEP) + _SHORT_DAY.format("2", "") + TIME,
        _FULL_MONTH.format("", _SEP) + _FULL_MONTH.format("2", "底?"),
        rf"(?:{_YEAR.format('y')})?{_MONTH.format('m')}月?份?{_SEP}{_MONTH.format('m2')}月份?底?",
        rf"(?P<y>20[0-9]{{2}})[./年]{_MONTH.format('m')}月?{_SEP}{_MONTH.format('m2')}{_STOP}(?![./])",
        rf"{_FULL_DAY.format('', _SEP)}{_MONTH.format('m2')}[./月]{_DAY.format('d2')}{_STOP}[日号]?",
        _DASHED_MONTH.format("", "(?:—|–|~|～|至|到){1,2}") + _DASHED_MONTH.format("2", _STOP),
        _BARE_DAY.format("", _SEP) + _BARE_DAY.format("2", _STOP),
        _BARE_MONTH.format("", _SEP) + _BARE_MONTH.format("2", _STOP),
        rf"(?:{_YEAR.format('y')})?{_QUARTER.format('', _SEP)}第?(?P<q2>[一二三四1-4])季度?[底末]?",
        rf"(?P<y>20[0-9]{{2}})年?度?{_SEP}(?P<y2>20[0-9]{{2}})(?:年度?[底末]?|{_STOP}(?![./-]))",
    )
)
