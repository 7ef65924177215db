"""What mutations put in: bytes, texts, numbers and names that readers trip over."""

from __future__ import annotations

from random import Random

from tests.excel.mutants import NUMBERS, TEXTS

LONGEST = 1 << 20
"""Bytes of an input; what more of the same costs is the business of the campaign of sizes."""

PIECES = (
    *(b"", b"\0", b"-1", b"99999999999", b"A1:XFD1048576", b"NaN", b"<", b">", b"&", b"&#0;", b"&#x110000;", b"1e999"),
    *(b"\xff", b'"', b"'", b"\x7f", b"\xff\xff\xff\xff", b"\x80\0", b"\r\n", b",", b"\t", b";", b"{", b"[", b"]]>"),
    *(b"<!--", b"<![CDATA[", b"<!DOCTYPE x>", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", "\u202e".encode(), b"\\"),
)
"""Short byte strings that mean something to one reader or another."""

LONG = ("9" * 5000, " " * 3000, "长" * 4000, "-" * 3000, "1," * 2000, "[" * 2000, "{" * 2000, "=" * 300, "*" * 500)
WORDS = (
    *(
        "=1+1",
        "@SUM(A1)",
        "\x1b]52;c;eA==\x07",
        "\x9b2J",
        "\u202e反",
        "\u200b",
        "\ufeff",
        "\ud800",
        "a\0b",
        "\r",
        "\x85",
    ),
    *("1e400", "-1e400", "NaN", "-Infinity", "1_000", "0x10", "１２", "٣", "²", "½", "1e-400", "9" * 400, "-0", "1/0"),
    *("≥90%", "≤**件", "290%", "2025年13月40日前", "9999-12-31", "0000-00-00", "不适用", "—", "无", "是", "否", "预算"),
    *(
        "一级指标",
        "三级指标",
        "指标值",
        "实际完成值",
        "分值",
        "总分",
        "项目名称",
        "年度资金总额",
        "执行率",
        "万元",
        "元",
    ),
    *(
        "selfeval.workbook/1",
        "cn-mof-2020-10",
        "../../etc/passwd",
        "CON",
        "a/b",
        "a\\b",
        "~",
        "%00",
        "${x}",
        "{0}",
        "%s",
    ),
)
ATTRIBUTES = (
    *(
        "",
        "0",
        "-1",
        "1",
        "2",
        "99999999999999999999",
        "1e9",
        "NaN",
        "A0",
        "A1",
        "XFD1048576",
        "A1:XFD1048576",
        "ZZZZ9",
    ),
    *(
        "s",
        "b",
        "e",
        "n",
        "d",
        "str",
        "inlineStr",
        "true",
        "16777216",
        "4294967295",
        "65536",
        "rId1",
        "rId99",
        "../x.xml",
    ),
    *("/xl/workbook.xml", "http://a.b/c", "General", "0%", "yyyy-mm-dd", '0"', "[h]:mm", "#,##0.00;[Red](", "visible"),
    *(
        "veryHidden",
        "date",
        "percentage",
        "currency",
        "string",
        "float",
        "P1D",
        "1.5.2",
        "１",
        "1 000",
        "100%",
        "100000",
    ),
)
NAMES = (
    "sheet",
    "row",
    "c",
    "v",
    "f",
    "is",
    "t",
    "r",
    "si",
    "mergeCell",
    "col",
    "x",
    "table:table-cell",
    "td",
    "tr",
    "Cell",
)


def text(dice: Random) -> str:
    """One odd text, seldom a very long one."""
    roll = dice.random()
    if roll < 0.45:
        return dice.choice(WORDS)
    if roll < 0.75:
        return dice.choice(TEXTS)
    if roll < 0.9:
        return str(dice.choice(NUMBERS))
    if roll < 0.93:
        return dice.choice(LONG)
    return "".join(chr(dice.choice((dice.randrange(32, 127), dice.randrange(0x4E00, 0x9FA5)))) for _ in range(6))


def attribute(dice: Random) -> str:
    """A value for an attribute of XML."""
    return dice.choice(ATTRIBUTES) if dice.random() < 0.8 else text(dice)
