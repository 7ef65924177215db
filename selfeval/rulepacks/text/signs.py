"""The signs of a Chinese keyboard, and spaces that nobody sees, where TOML needs the half-width ones."""

from __future__ import annotations

import unicodedata

from selfeval.core.problems import Message, Messages, msg

_NAMES = {
    "\u3000": msg("a full-width space"), "\u00a0": msg("a no-break space"), "\u2002": msg("a wide space"),
    "\u2003": msg("a wide space"), "\u202f": msg("a no-break space"), "\u200b": msg("an invisible character"),
    "\ufeff": msg("an invisible character"), "\u2028": msg("an invisible character"),
}  # fmt: skip
_SIGNS = {
    "\u3000": " ", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u202f": " ", "\u200b": "", "\ufeff": "", "\u2028": "",
    "＝": "=", "：": "=", "﹦": "=", "【": "[", "】": "]", "［": "[", "］": "]", "〔": "[", "〕": "]", "〖": "[",
    "〗": "]", "「": '"', "」": '"', "『": '"', "』": '"', "｛": "{", "｝": "}", "＃": "#", "，": ",", "、": ",",
    "；": ",", "。": ".", "．": ".", "－": "-", "—": "-", "–": "-", "−": "-", "＿": "_", "％": "%", "“": '"', "”": '"',
    "＂": '"', "‘": '"', "’": '"', "＇": '"', "《": '"', "》": '"', "〈": '"', "〉": '"',
}  # fmt: skip
CALLED = {
    "依据": "citations", "分值": "weights", "执行率": "execution", "预算执行率": "execution", "计分方法": "methods",
    "方法": "methods", "定性档次": "answers", "档次": "answers", "等级": "grades", "取整": "rounding",
    "小数位": "rounding", "部门": "department", "部门总分": "department", "年度": "years", "读法": "readings",
    "预算关联": "links", "部门整体表": "department_rows", "部门表": "department_rows",
    "严重程度": "severities", "区间": "intervals", "封顶": "caps", "超额": "over", "适用": "applies",
    "适用范围": "applies",
}  # fmt: skip
"""What clerks call tables."""

_CLOSES = {"“": "”“\"", "”": "”“\"", "＂": "＂\"", "‘": "’‘", "’": "’‘", "「": "」", "『": "』", "《": "》", "＇": "＇",
           "〈": "〉"}  # fmt: skip


def visible(line: str) -> str:
    """The line with spaces and signs that nobody sees as a box."""
    return "".join("□" if char in _NAMES else char for char in line)


def normalised(line: str) -> tuple[Messages, str]:
    """The line with the signs of a Chinese keyboard outside of texts as TOML needs them; what was changed."""
    signs: dict[str, Message] = {}
    out: list[str] = []
    closes = ""
    for place, char in enumerate(line):
        if closes:
            if char in closes and not (char == '"' and closes[0] != '"' and _quotes_left(line[place:])):
                _note(signs, char, '"')
                out.append('"')
                closes = ""
            else:
                out.append(char)
            continue
        if char in "\"'":
            closes = char
            if char == '"' and '"' not in line[place + 1 :]:
                closes = '”“"'
            out.append(char)
        elif char in "#＃":
            _note(signs, char, "#")
            out.append("#" + line[place + 1 :])
            break
        elif char in _CLOSES:
            _note(signs, char, '"')
            out.append('"')
            closes = _CLOSES[char] + _CLOSES[char][:1]
        else:
            new = _SIGNS.get(char, _narrow(char))
            if new != char:
                _note(signs, char, new)
            out.append(new)
    return tuple(signs.values()), "".join(out)


def _quotes_left(rest: str) -> bool:
    return rest.count('"') > 1


def _narrow(char: str) -> str:
    return unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char


def _note(signs: dict[str, Message], char: str, new: str) -> None:
    if char == new:
        return
    if char in _NAMES:
        signs[char] = msg("{what} (shown as □) stands here; use an ordinary space or none", what=_NAMES[char])
    elif _narrow(char).isalnum():
        signs.setdefault("digit", msg("full-width letters or digits such as {sign} stand here; use half-width {new}",
                                      sign=char, new=new))  # fmt: skip
    else:
        signs[char] = msg("{sign} is the sign of a Chinese keyboard; use half-width {new}", sign=char, new=new or "—")


def split_comment(line: str) -> tuple[str, str]:
    """The line without its remark, and the remark with two blanks before it."""
    quote = ""
    for place, char in enumerate(line):
        if char == quote:
            quote = ""
        elif not quote and char in "\"'":
            quote = char
        elif not quote and char == "#":
            return line[:place].rstrip(), "  " + line[place:]
    return line.rstrip(), ""
