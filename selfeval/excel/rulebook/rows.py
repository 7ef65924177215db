"""How the sheets of a rule pack's workbook are laid out: what writing and reading must agree on."""

from __future__ import annotations

KEY_ROW = 3
"""Row of the keys where we write it, from 0; reading looks for it."""

SPARE = 12
"""Blank rows with borders below each table."""

LISTS = "选项"
"""The sheet of words to choose from."""

COMMENT = "//"
"""Key of a column that is not read."""

SETTING_VALUE, SETTING_KEY = "value", "key"
SETTING_COLUMNS = (
    (COMMENT, "项目", 20.0),
    (SETTING_VALUE, "内容", 30.0),
    (COMMENT, "说明", 56.0),
    (SETTING_KEY, "键", 16.0),
)
"""Key, heading and width of the columns of a block of settings."""

GUIDE = (
    "规则包（自评怎样计分）：用 Excel、WPS 修改后导回",
    "1. 每张表是一个方面。改完保存为 .xlsx，运行 selfeval rules import 本文件.xlsx。有错会逐个指出表、行、列和改法；",
    "    没有错才写出规则包文件和算例文件，已有的文件不会被覆盖（确要覆盖加 --force）。",
    "2. 做新的规则包：在“基本信息”里换一个代号，版本、名称、年度也改好。",
    "3. 标题上方的灰色小字是各列的键，导入时只认它，不认位置：可以排序、移动列、插入行；",
    "    可以在旁边加自己的备注列（不要写键）。不要改键，也不要改“键”一列。",
    "4. 百分数写成 100 以内的数：80 就是 80%。原来就空着的格子是“没有写这一项”，按默认办法；鼠标停在标题上可以看批注。",
    "5. 有下拉箭头的格子请从下拉表中选；“依据”一列填“依据”表里的代号，新的依据先写到“依据”表。",
    "6. 一格里写几个：类型、一级指标、数字用顿号隔开；名称、单位、同义写法每行一个（Alt+Enter 换行）。",
    '7. 要写明“空文字”，填两个英文引号 ""。带英文双引号的内容按引号里面的读，\\n 是换行。',
    "8. 整行、整列、整张表或一个格子的内容没有了，导入时都算错，以免误删；确实要去掉的，导入时加 --allow-removed。",
    "9. “算例”各表是已知的事实和应得的分数，导入后运行 selfeval rules check 会全部重算，必须一分不差。",
    "10. 导入写出的文件里没有原来文件中的说明（# 后面的字）；要保留那些说明，请直接改文本文件。",
)
"""Lines of the first sheet."""
