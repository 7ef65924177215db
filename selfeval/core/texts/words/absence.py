"""That an indicator does not apply: texts that say so, and the states to choose from with their document number."""

from __future__ import annotations

from selfeval.core.patterns import lazy
from selfeval.core.problems import msg

STATES = (
    ("未开展", msg("Not carried out")),
    ("指标调整", msg("Indicator changed")),
    ("项目取消", msg("Project cancelled")),
    ("数据未出", msg("Figures not yet published")),
)
"""Why an indicator does not apply, as the forms say it, with its English."""

_SEPARATORS = " \t\r\n\u3000,，、;；:：。"
_DOCUMENT = lazy(
    r"[（(]?[一-鿿]{1,12}\s{0,3}[〔\[【（(]\s{0,3}\d{4}\s{0,3}[〕\]】）)]\s{0,3}第?\s{0,3}\d{1,8}\s{0,3}号[）)]?"
)
_MOST = 60
"""Characters of the longest document number."""

DASHES = frozenset({"—", "——", "-", "--", "---", "/", "//", "／", "－", "－－", "﹣", "−", "\\", "＼", "―", "――", "–"})
"""What stands in a cell that has nothing to say."""

_WIDE = str.maketrans("／－﹣−＼", "/---\\")
SAY_NOT_APPLICABLE = DASHES | {"n/a", "na", "n.a.", "n.a"}
"""Short texts of a target or an actual that say that the indicator does not apply."""

IN_NOT_APPLICABLE = (
    *("不适用", "不涉及", "未涉及", "无关", "没有", "未设", "不设", "无需", "无须", "不需", "不用"),
    *("填报", "填写", "填列", "考核", "评价"),
    *(f"无{word}" for word in "此该这本类项条相有对的指内任工要业事"),
)
"""Words of which at least one is in every longer text that says so; other texts have them, too."""

_APPLIES_NOT = lazy(
    r"(?:(?:本|该|此|我|这)?(?:项目|单位|部门|年度?|指标|项|条|内容|期){0,2})(?:暂|均|都)?"
    r"(?:不适用|不涉及|未涉及|无关|(?:未|不|无需|不需要?|不用|无须)(?:设置|设定|设|填报|填写|填列|考核|评价)"
    r"|(?:无|没有)(?:此|该|这|本)?(?:类|项|条)?(?:相关|相应|有关|对应)?(?:的)?(?:项|指标值?|内容|任务|工作|要求|业务|事项))"
    r"(?:于)?(?:本|该|此)?类?(?:项目|单位|部门|年度?|指标|项|条|内容|任务|工作|要求|业务|事项|情况){0,2}[。.]?"
    r"(?:[(（][^()（）]{0,40}[)）])?"
)


def split(text: str) -> tuple[str, str]:
    """State and document of an entered fact; a text of another form is all state."""
    bare = text.strip()
    for state, _label in STATES:
        if bare.startswith(state):
            return state, bare.removeprefix(state).strip(" （()）,，:：")
    return bare, ""


def joined(state: str, document: str) -> str:
    """The fact of a state and a document number: `指标调整 乐财预〔2025〕3号`."""
    return f"{state} {document}".strip()


def punctuated(text: str) -> str:
    """The fact as forms print it: reason and document number parted by a comma, `指标调整，乐财预〔2025〕3号`."""
    bare = text.strip()
    state, document = _with_document(bare.removesuffix("。")) or ("", "")
    if document:
        if document[0] in "（(" and document[-1] in "）)":
            document = document[1:-1]
    else:
        state, document = split(bare)
        if document and bare.removeprefix(state)[:1] not in _SEPARATORS:
            state, document = bare, ""
    return "，".join(part for part in (state.rstrip(_SEPARATORS), document) if part)


def _with_document(bare: str) -> tuple[str, str] | None:
    """A reason and the number of a document at its end (`乐财预〔2025〕3号`), parted by a separator or a bracket."""
    for start in range(max(0, len(bare) - _MOST), len(bare)):
        parted = start == 0 or bare[start - 1] in _SEPARATORS or bare[start] in "（("
        if parted and _DOCUMENT.fullmatch(bare, start):
            return bare[:start], bare[start:]
    return None


def says_not_applicable(text: str) -> bool:
    """Whether a target or an actual says that the indicator does not apply: 不适用, 本项目不适用此指标, `/`, `—`."""
    bare = "".join(text.translate(_WIDE).split())
    return len(bare) <= 80 and (bare.casefold() in SAY_NOT_APPLICABLE or _APPLIES_NOT.fullmatch(bare) is not None)
