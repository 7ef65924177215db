"""What the words of targets and reasons tell a reviewer, and how alike two names are."""

from __future__ import annotations

from difflib import SequenceMatcher
from fractions import Fraction

from selfeval.core.patterns import lazy
from selfeval.core.texts.kept import of_short_texts
from selfeval.core.texts.words.nothing import NOTHING_SAID

NEAR = Fraction(3, 5)
"""Similarity from which another name is offered as the one that was meant."""

_VAGUE = lazy(
    r"^(?:进一步|得到|有所|逐步|逐年|不断|持续|稳步|有效|显著|明显|较大|较快|大力|切实|充分|积极|基本|正面|有力|全面|大幅|较|很|更|长期|中长期|加大|有)*"
    r"(?:减少|增加|改善|提升|提高|增强|加强|促进|保障|化解|支撑|推动|推进|维护|优化|降低|下降|发展|影响|带动|落实|到位|显著|明显|有效|稳定|良好|长远|长期|持续|"
    r"高|好|优|较好|较高|加快|缓解|控制|遏制|完善|巩固|改进|支持|可持续|作用|效果)*[。.；;]?$"
)
_SLOGAN = lazy(
    r"^(?:进一步|逐步|逐年|不断|持续|稳步|有效|显著|明显|大力|切实|充分|积极|全面|大幅|更好地?)*"
    r"(?:增加|改善|提升|提高|增强|加强|加大|加快|促进|推动|推进|保障|维护|优化|带动|营造|完善|巩固|缓解)[^0-9０-９%％≥≤]+$"
)
_WITHIN_BUDGET = lazy(
    r"(?:控制|限)(?:在|于)[^，,。；;0-9]{0,6}预算[^，,。；;0-9]{0,3}(?:内|中|范围|额度)|不(?:得|能)?超(?:出|过|支)?[^，,。；;0-9]{0,6}预算"
    r"|预算(?:范围)?(?:之|以)?内"
)
_SAMPLE = lazy(r"[0-9０-９]\s{0,3}(?:余|多)?\s{0,3}(?:份|人|户|名|位|个|件|家|例)|问卷|样本|抽样|回收|调查|访谈|测评")
_DONE = lazy(r"[\W_]+")


_COMPARED = 200
"""Signs of a name that are held together with another's; what comes behind is no name, and the cost is their square."""


@of_short_texts
def bare(text: str) -> str:
    """The text without spaces and punctuation, in small letters: what is compared when names are held together."""
    return _DONE.sub("", text).lower()


def alike(one: str, other: str) -> Fraction:
    """Similarity of two names, 1 for equal ones, spaces and punctuation left out."""
    left, right = bare(one), bare(other)
    if left == right:
        return Fraction(1)
    left, right = left[:_COMPARED], right[:_COMPARED]
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return Fraction(2 * sum(block.size for block in blocks), max(1, len(left) + len(right)))


def nearest(name: str, choices: list[str]) -> str:
    """The most similar of the choices, "" if none is near."""
    scored = [(alike(name, choice), -place) for place, choice in enumerate(choices)]
    best = max(scored, default=(Fraction(0), 0))
    return choices[-best[1]] if best[0] >= NEAR else ""


def is_vague(text: str) -> bool:
    """Whether a target is nothing but words of degree: 有效改善, 逐步减少, 显著提升."""
    return bool(text.strip()) and bool(_VAGUE.match("".join(text.split())))


def is_slogan(text: str) -> bool:
    """Whether a target only says in which direction things should go: 促进社会和谐, 加大文物保护，展示文物价值."""
    return bool(_SLOGAN.match("".join(text.split())))


def within_budget(text: str) -> bool:
    """Whether a cost target only says that the budget will not be overdrawn: 控制在预算中, 不超预算."""
    return bool(_WITHIN_BUDGET.search("".join(text.split())))


def says_nothing(reason: str) -> bool:
    """Whether a reason is blank in other words: 无, /, 同上."""
    return bare(reason) in NOTHING_SAID or not bare(reason)


def tells_sample(text: str) -> bool:
    """Whether a text says whom or how many a survey asked: 发放问卷 200 份, 抽样 50 户."""
    return bool(_SAMPLE.search(text))
