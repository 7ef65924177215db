"""Years and spans of years in the clause of a number: whether it is of another time than the outcome, or may be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from selfeval.core.patterns import lazy

_YEAR = "20[0-9]{2}"
_TIME = lazy(
    rf"(?P<range>{_YEAR}年?(?:-|—|–|~|～|至|到){_YEAR}年?+)"
    r"|(?P<years>历年|近[0-9一二两三四五]{1,2}年)"
    r"|(?P<duration>(?<![0-9])[两二三四五十]年|多年(?!生))"
    r"|(?P<other>(?<![较比于同与])(?:上一?年|去年|往年|前年|明年|次年|来年)(?!度?末|底))"
    rf"|(?<![0-9较比同与])(?P<year>{_YEAR})年"
)
"""A `duration` may be that of a thing, too: 三年行动任务."""
WORK_DONE = (
    "达到?|达标|完成|完工|竣工|开展|开工|发放|拨付|支付|建成|建设|实施|解决|整改|办结|培训|验收|兑现|安排|执行|使用|收回"
    "|交付|参加|覆盖|落实"
)
"""Verbs by which outcomes say that something was done, as part of a pattern."""
_DID = (
    rf"(?:{WORK_DONE}|新建|新增|改建|改造|修建|维修|举办|组织|接待|受理|办理|处理|资助|救助|补助|招聘|种植|引进"
    "|培育|巡查)"
)
_COUNTS = lazy(
    r"(?:度|全年|来|间|内|以来|同期|[上下]半年|[春夏秋冬]季|第?[一二三四]季度|[0-9]{1,2}月份?){0,2}"
    rf"(?:共计?|总共|累计|合计|总计|一共|已经?|实际){{0,2}}(?:{_DID}[^0-9]{{0,8}})?(?:了|为|是|约|近){{0,2}}\Z"
)
"""What a time stands before where it says when so many were reached: 2024年完成22个, 近三年共30公里."""
_WORKED = lazy(
    "完成|开展|编|审|组织|实施|落实|汇|复核|公开|报送|印发|制定|发布|举办|受理|办理|兑|清|结算|支付|收缴|核|查|评|批|更新|出版|做好|整理|归档"
)
"""Verbs whose object the time belongs to: 编制2026年部门预算, 审核上年决算."""
_LATER = lazy(r"\A(?:度|全年)?(?:部门)?[^0-9]{0,6}?(?:考核|决算|绩效|评价|审计|年报|鉴|年检|汇算|清缴|规划)")
"""Work on a year that is done in another one: 2024年度考核52家, 2024年鉴1部."""
_SEASON = lazy(r"\A(?:度?(?:学年|供暖|采暖)|榨季)")
"""A year that begins in one calendar year and ends in the next."""


class _Time(NamedTuple):
    """A time that a clause names, with the words around it."""

    before: str
    after: str
    is_duration: bool

    @property
    def counts(self) -> bool:
        """Whether so many were reached in this time."""
        return _COUNTS.match(self.after) is not None


def is_of_other_time(near: str, year: int | None) -> bool:
    """Whether a clause counts what was reached in several years, or in another one than the outcome's."""
    return any(time.counts and not _WORKED.search(time.before) for time in _other_times(near, year))


def may_be_of_other_time(near: str, year: int | None) -> bool:
    """Whether a clause names several years, or another one, without saying that the number was reached then.

    Not where the year is that of an object: 完成2024年度绩效评价项目22个, 三年行动任务5项, 2024-2025年供暖季.
    """
    return any(time.counts or not (time.is_duration or _is_of_an_object(time)) for time in _other_times(near, year))


def _is_of_an_object(time: _Time) -> bool:
    return _WORKED.search(time.before) is not None or _LATER.match(time.after) is not None


def _other_times(near: str, year: int | None) -> Iterator[_Time]:
    """The times of a clause; no single years where the outcome's own is among them or unknown, and no seasons."""
    found = tuple(_TIME.finditer(near))
    single_years = year is not None and not any(one["year"] == str(year) for one in found)
    for one in found:
        after = near[one.end() :]
        if (one["year"] and not single_years) or (one["range"] and _SEASON.match(after)):
            continue
        yield _Time(near[: one.start()], after, one["duration"] is not None)
