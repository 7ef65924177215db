"""Who signs a form: 填报人, 负责人, 联系电话 and the date, wherever a line above or below the table names them.

A name written for the hand, `负责人（签字）：`, and blanks such as `    年    月    日` are nothing yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from selfeval.core.patterns import lazy
from selfeval.excel.book.grid import Grid, Place
from selfeval.excel.tables.labels.labels import label_of, normal
from selfeval.excel.tables.taking import value_right

_WORDS: Mapping[str, str] = {
    "preparer": "填报人 填表人 制表人 经办人 填报人员 填表人员 编报人 填报人姓名 填表人姓名",
    "leader": (
        "负责人 单位负责人 项目负责人 部门负责人 主要负责人 单位主要负责人 负责人姓名 项目负责人姓名 单位领导 分管领导"
    ),
    "phone": "联系电话 电话 联系方式 填报人电话 填表人电话 联系人电话 负责人电话 电话号码 手机号码",
    "signed_on": "填报日期 填表日期 填报时间 填表时间 自评日期 自评时间 日期 填写日期",
}
SIGNER_WORDS = {word: name for name, words in _WORDS.items() for word in words.split()}
"""What forms call those who sign and the date, by the word."""
_BOTH = lazy(r"(?P<leader>(?:项目|单位)?负责人)[及和、](?:联系)?电话|(?P<preparer>填[报表]人)[及和、](?:联系)?电话")
_BY_HAND = r"[（(](?:签字|签名|签章|盖章|公章|签字盖章|签名盖章)[)）]"
_LABEL = lazy(
    rf"(?:(?<=^)|(?<=[\s\u3000；;，,、_]))({'|'.join(sorted(SIGNER_WORDS, key=len, reverse=True))})"
    rf"(?:{_BY_HAND})?\s{{0,9}}[:：]"
)
_HAND = lazy(rf"{_BY_HAND}|[_＿]{{1,60}}")
_OTHER = lazy(r"[\s\u3000；;，,][^\s:：；;，,]{2,14}[:：]")
"""A label that is none of these: 盖章：, 审核人：."""
_PHONE = lazy(r"[0-9０-９][0-9０-９\-—－ ]{5,20}[0-9０-９]")
_LONGEST, _MOST = 200, 40


def signed_in(grid: Grid, row: int) -> Iterator[tuple[str, str, Place]]:
    """What a row says of those who sign: field, text, and the cell; blank ones are left out."""
    for column, text in grid.row_texts(row):
        if len(text) > _LONGEST:
            continue
        bare = SIGNER_WORDS.get(normal(text), "")
        both = _BOTH.fullmatch(normal(text))
        found = [("", "")] if bare or both else list(read_signature(text))
        place = (row, column)
        if found and not found[-1][1]:  # 填报人： | 张三
            beside = value_right(grid, row, grid.span(row, column))
            said = grid.text(*beside)
            own = bool(said) and not label_of(said) and not any(_LABEL.finditer(said))
            name = bare or found[-1][0] or (both.lastgroup if both else "") or ""
            found, place = [*found[:-1], (name, _value(said, name) if own else "")], beside if own else place
            if both and own and (number := _PHONE.search(said)):
                found = [(name, _value(said.replace(number[0], ""), name)), ("phone", number[0])]
        yield from ((name, said, place) for name, said in found if said)


def read_signature(text: str) -> Iterator[tuple[str, str]]:
    """Every label in a line with what follows it, "" for blanks: `填报人：张三   日期：   年  月  日`."""
    if ":" not in text and "：" not in text:
        return  # as most texts; every label ends in one of them
    labels = list(_LABEL.finditer(text))
    for number, found in enumerate(labels):
        end = labels[number + 1].start() if number + 1 < len(labels) else len(text)
        name = SIGNER_WORDS[found[1]]
        yield name, _value(text[found.end() : end], name)


def _value(text: str, name: str) -> str:
    """A value without what is left for the hand and what begins behind it; "" where nothing is there yet."""
    said = _HAND.sub(" ", text)
    if other := _OTHER.search(said):
        said = said[: other.start()]
    said = said.strip(" \t\n\r\u3000；;，,、:：/-—")
    if name == "signed_on" and not any(char.isdigit() or char in "一二三四五六七八九〇○" for char in said):
        return ""
    return said if len(said) <= _MOST else ""
