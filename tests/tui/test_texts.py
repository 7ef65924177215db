"""The texts around the table on the screen: written in one dialog, counted, and led to where the pack demands them."""

import pytest

from selfeval.core.model import WRITTEN
from selfeval.tui.dialogs.row.texts import Texts
from selfeval.tui.entry.screen import Work
from selfeval.tui.text import Words
from tests.tui.driving import running, settled, text, work

PACK = """schema = "selfeval.rules/1"
id = "texts"
extends = "cn-mof-2020-10"
version = "1"
title = "文字"
lengths_cite = "local"
lengths = { conclusion = 10 }
required_texts = ["conclusion"]
[citations.local]
document = "地方规定"
verified = false
"""


def facts(screen):
    first = screen.workspace.assessment.projects[0].project
    return {name: screen.workspace.evaluation.value(first, name) for name in WRITTEN}


async def test_they_are_written_in_one_step_and_undone(filled):
    async with running(filled) as pilot:
        screen = work(pilot)
        await pilot.press("home", "shift+f12")
        await settled(pilot)
        dialog = pilot.app.screen
        assert type(dialog) is Texts and "评价结论" in text(pilot)
        for name in WRITTEN:
            dialog.query_one(f"#{name}").text = f"{name}的内容"
        assert dialog.unsaved
        dialog.query_one("#measures").focus()
        await pilot.press("enter")
        await settled(pilot)
        assert facts(screen) == {name: f"{name}的内容" for name in WRITTEN}
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert facts(screen) == dict.fromkeys(WRITTEN, "")


async def test_escape_leaves_them(filled):
    async with running(filled) as pilot:
        screen = work(pilot)
        await pilot.press("home", "shift+f12")
        await settled(pilot)
        pilot.app.screen.query_one("#issues").text = "不要"
        await pilot.press("escape")
        await settled(pilot)
        assert facts(screen) == dict.fromkeys(WRITTEN, "")


async def test_a_text_that_the_pack_demands_is_led_to_and_counted(filled, tmp_path):
    path = tmp_path / "texts.toml"
    path.write_text(PACK, encoding="utf-8")
    async with running(filled) as pilot:
        screen = work(pilot)
        first = screen.workspace.assessment.projects[0].project
        screen.workspace.set("", "", "rules", str(path))
        screen.workspace.set(first.id, "", "goal_actual", "全年目标已完成")
        screen.show_all()
        await pilot.press("home", "enter")
        await settled(pilot)
        dialog = pilot.app.screen
        assert type(dialog) is Texts and dialog.focused.id == "conclusion"
        dialog.query_one("#conclusion").text = "一二三四五六七八九十一"
        await settled(pilot)
        assert "11 of 10 characters: 1 too many" in text(pilot)
        await pilot.press("enter", "enter", "enter")
        await settled(pilot)
        assert facts(screen)["conclusion"] == "一二三四五六七八九十一"
        assert screen.workspace.result(first.id).blank_texts == ()


async def test_who_signs_is_entered_once_and_may_differ_in_a_project(filled):
    async with running(filled) as pilot:
        screen = work(pilot)
        await pilot.press("f9")
        await settled(pilot)
        for name, value in {"preparer": "张三", "phone": "0315-4612345", "signed_on": "2026年2月20日"}.items():
            pilot.app.screen.query_one(f"#{name}").focus()
            await pilot.press(*value)
        await pilot.press("escape")
        await settled(pilot)
        evaluation = screen.workspace.evaluation
        assert [evaluation.setting(name) for name in ("preparer", "leader", "phone", "signed_on")] == [
            "张三", "", "0315-4612345", "2026年2月20日",
        ]  # fmt: skip
        await pilot.press("home", "shift+f12")
        await settled(pilot)
        dialog = pilot.app.screen
        assert dialog.query_one("#preparer").value == "张三"
        dialog.query_one("#leader").value = "李四"
        dialog.query_one("#leader").focus()
        await pilot.press("enter")
        await settled(pilot)
        evaluation = screen.workspace.evaluation
        first, second = (result.project for result in screen.workspace.assessment.projects)
        signed = [[evaluation.value(one, name) for name in ("preparer", "leader", "phone")] for one in (first, second)]
        assert signed == [["张三", "李四", "0315-4612345"], ["张三", "", "0315-4612345"]]
        assert {key.field for key in evaluation.facts if key.project == first.id} == {"leader"}


async def sign(pilot, names):
    """The form under the cursor is signed so, by what stands in its dialog."""
    await pilot.press("home", "shift+f12")
    await settled(pilot)
    for name, value in names.items():
        pilot.app.screen.query_one(f"#{name}").value = value
    pilot.app.screen.query_one("#leader").focus()
    await pilot.press("enter")
    await settled(pilot)
    assert type(pilot.app.screen) is Work


@pytest.mark.parametrize("given", ["", "王五"])
@pytest.mark.parametrize("of_the_workbook", ["", "赵六"])
async def test_a_form_with_a_signer_of_its_own_is_given_back_to_who_signs_for_all(filled, given, of_the_workbook):
    async with running(filled) as pilot:
        screen = work(pilot)
        workspace = screen.workspace
        first = workspace.assessment.projects[0].project
        first.signed["leader"] = of_the_workbook
        workspace.set("", "", "leader", "王五")
        await sign(pilot, {"leader": "李四"})
        assert workspace.evaluation.value(first, "leader") == "李四"
        await sign(pilot, {"leader": given})
        assert workspace.evaluation.value(first, "leader") == "王五"
        workspace.set("", "", "leader", "孙七")
        assert workspace.evaluation.value(first, "leader") == "孙七", "it follows who signs for all"
        steps = len(workspace.evaluation.done)
        await sign(pilot, {"leader": ""})
        assert len(workspace.evaluation.done) == steps, "a form without a signer of its own stays so"


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        (("已读取。", "已计分。"), "已读取。已计分。"),
        (("Read.", "Scored."), "Read. Scored."),
        (("已读取 (2)", "然后计分"), "已读取 (2) 然后计分"),
        (("", "已计分。", ""), "已计分。"),
        ((), ""),
    ],
)
def test_a_chinese_mark_has_its_own_blank(said, whole):
    assert Words("zh").together(said) == whole
