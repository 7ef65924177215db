"""Lines of a list of contents: a heading, dots or a tab, and the page it stands on."""

from __future__ import annotations

from typing import Final

from selfeval.core.patterns import lazy
from selfeval.excel.tables.labels.labels import label_of

_DOTS: Final = ".．。…·・‥_-－— \u3000"
_FEWEST: Final = 3
"""So many dots lead to a page; one that is an ellipsis counts for three."""
_PAGE: Final = lazy(r"[（(]?(\d{1,4})[）)]?\Z")


def contents_entry(text: str) -> tuple[str, str] | None:
    """Title and page of a line such as `一、总体绩效目标 ..... 1`; None for any other line."""
    text = text.strip()
    page = _PAGE.search(text[-6:]) if 3 < len(text) <= 300 else None
    if page is None:
        return None
    before = text[: len(text) - len(page[0])]
    title = before.rstrip(f"{_DOTS}\t").strip()
    gap = before[len(title) :]
    dots = sum(_FEWEST if sign == "…" else 1 for sign in gap if not sign.isspace())
    if not title or "\t" in title or (dots < _FEWEST and (gap.strip(" ") != "\t" or label_of(title) is not None)):
        return None  # behind a mere tab a label has its value
    return title, page[1]


HEADING: Final = lazy(r"^[一二三四五六七八九十]{1,3}、\s*\S")
"""How the heading of a section begins: `一、总体绩效目标`."""
_PART: Final = lazy(r"^第[一二三四五六七八九十]{1,3}(?:部分|章|篇)")
_PROJECTS: Final = lazy(
    r"^(?:部门)?(?:预算)?项目(?:支出)?(?:预算)?(?:绩效)?目标(?:表|情况)?$|^(?:部门)?整体(?:支出)?绩效目标$"
)


def is_part(text: str) -> bool:
    """Whether a line only says which part of the document begins: `第二部分 预算项目绩效目标`."""
    plain = "".join(text.split())
    return len(plain) <= 40 and bool(_PART.match(plain) or _PROJECTS.match(plain))


def is_contents_heading(text: str) -> bool:
    """Whether a line is the heading of the list: `目 录`."""
    return "".join(text.split()) in {"目录", "目次"}
