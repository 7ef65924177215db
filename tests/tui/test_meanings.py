"""One key, one meaning: on every screen, in every dialog and in every sentence that names a key."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from textual.widgets import Input

import selfeval
from selfeval.core.problems import SelfEvalError, msg
from selfeval.tui.actions.action import SCREENS, key_name
from selfeval.tui.actions.meanings import MEANINGS, SAME_PRESS, meaning_of
from selfeval.tui.actions.registry import ACTIONS, actions_for
from selfeval.tui.dialogs.ask import Ask, leave_dialog
from selfeval.tui.dialogs.row.answer import Choice
from selfeval.tui.dialogs.row.not_applicable import Absent
from selfeval.tui.widgets.keys import Answer, Buttons
from tests.tui.driving import LANGUAGES, click_key, lines, running, settled, text, typed, work

ROOM = Path(selfeval.__file__).parent / "tui"
_FUNCTION_KEY = re.compile(r"(?:ctrl\+|shift\+|alt\+)*f\d{1,2}")
_NAMED = re.compile(r"\b(Shift\+F\d{1,2}|F\d{1,2}|Ctrl\+[A-Z][a-z]*)\b(?![\w/])")
_ELSEWHERE = {"Ctrl+Shift"}
"""Keys of the terminal itself."""


def test_no_key_has_two_meanings():
    keys = Counter(key for meaning in MEANINGS for key in meaning.keys)
    assert [key for key, count in keys.items() if count > 1] == []
    for action in ACTIONS:
        assert all(meaning_of(key) in {action.meaning, action.also} for key in action.keys), action.id


@pytest.mark.parametrize("where", SCREENS)
def test_a_meaning_is_one_action_on_a_screen_unless_the_second_says_the_same(where):
    """`Export` is both what comes of the work and what its screen is for; nothing else stands under two keys."""
    meant = Counter(id(one.meaning) for one in actions_for(where))
    assert max(meant.values()) == 1


def test_what_confirms_or_changes_something_for_good_has_a_second_key_and_so_has_what_terminals_keep():
    for meaning in MEANINGS:
        presses = [key for key in meaning.keys if key not in SAME_PRESS]
        if meaning.settles or {"f1", "f10"} & set(presses):  # GNOME Terminal: help, menu
            assert len(presses) > 1, meaning.said.render()
    # Of Windows Terminal and GNOME Terminal: the whole screen.
    assert meaning_of("f11") is None


def test_every_meaning_is_used_somewhere():
    written = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py"))
    tree = ast.parse((ROOM / "actions/meanings.py").read_text(encoding="utf-8"))
    names = [node.targets[0].id for node in tree.body if isinstance(node, ast.Assign)]
    for name in names:
        assert len(re.findall(rf"\b{name}\b", written)) > 1, name


def test_function_keys_are_named_in_the_one_table_only():
    found = []
    for path in ROOM.rglob("*.py"):
        if path.name in {"meanings.py", "keymap.py"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found += [f"{path.name}: {key}" for key in node.value.split(",") if _FUNCTION_KEY.fullmatch(key)]
    assert found == []


def sentences():
    """Every text of the screen that names a key."""
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "msg":
                said = node.args[0]
                if isinstance(said, ast.Constant):
                    yield path.name, said.value


def test_sentences_name_keys_that_there_are():
    known = {key for meaning in MEANINGS for key in meaning.keys}
    seen = 0
    for where, said in sentences():
        for name in _NAMED.findall(said):
            if name in _ELSEWHERE:
                continue
            seen += 1
            assert name.lower() in known, f"{where}: {name} in “{said}”"
    assert seen > 20


@pytest.mark.parametrize(
    ("key", "name"),
    [("ctrl+z", "^Z"), ("f1", "F1"), ("shift+f8", "Shift+F8"), ("ctrl+slash", "^/"), ("alt+y", "Alt+Y"),
     ("ctrl+left", "^<-"), ("space", "Space"), ("escape", "Esc")],
)  # fmt: skip
def test_keys_are_called_as_people_write_them(key, name):
    assert key_name(key) == name


# -- dialogs


async def leaving(pilot):
    """A question with two answers: the terminal may not be left without one."""
    answers = []
    pilot.app.push_screen(leave_dialog(SelfEvalError(msg("Title"), msg("It cannot be saved."))), answers.append)
    await settled(pilot)
    assert isinstance(pilot.app.screen, Ask)
    return answers


ANSWERED = [
    (("enter",), "stay"), (("f10",), "leave"), (("ctrl+s",), "leave"), (("escape",), None),
    (("tab", "enter"), "leave"), (("right", "enter"), "leave"), (("right", "left", "enter"), "stay"),
    (("tab", "tab", "enter"), "stay"), (("right", "space"), None),
]  # fmt: skip
"""Keys, and the answer that they give; the last ones give none."""


async def test_a_question_is_answered_by_enter_on_the_marked_button_or_by_its_key(seed):
    async with running(seed) as pilot:
        for keys, answer in ANSWERED:
            answers = await leaving(pilot)
            assert pilot.app.focused is pilot.app.screen.query_one(Buttons).default
            await pilot.press(*keys)
            await settled(pilot)
            assert answers == ([] if keys[-1] == "space" else [answer]), keys


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_marked_button_looks_otherwise_than_the_others(seed, language):
    async with running(seed, language) as pilot:
        await leaving(pilot)
        first, second = pilot.app.screen.query(Answer)
        assert first.styles.background != second.styles.background
        await pilot.press("tab")
        assert second.has_focus
        assert first.styles.background != second.styles.background


async def test_enter_takes_the_answer_once_and_says_with_which_share(seed):
    async with running(seed, "en", (120, 40)) as pilot:
        await pilot.press("home", "down", "enter")
        await settled(pilot)
        screen, place = work(pilot), work(pilot).desk.place
        assert isinstance(pilot.app.screen, Choice)
        assert "Enter Take with 100%" in text(pilot)
        await pilot.press("down")
        assert "Enter Take with 79%" in text(pilot)
        await typed(pilot, "65")
        assert "Enter Take with 65%" in text(pilot)
        await typed(pilot, "5")  # 655
        assert "Enter Give the share" in text(pilot)
        await pilot.press("backspace", "enter")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, Choice)
        assert screen.desk.fact(place, "share") == "65"


async def test_enter_on_the_list_and_in_the_field_take_the_same(seed):
    async with running(seed, "en", (120, 40)) as pilot:
        screen = work(pilot)
        for keys in (("enter",), ("tab", "enter"), ("tab", "tab", "enter")):
            await pilot.press("home", "down", "ctrl+n")
            await settled(pilot)
            place = screen.desk.place
            assert isinstance(pilot.app.screen, Absent)
            assert "Enter Take" in text(pilot)
            await pilot.press("down", *keys)
            await settled(pilot)
            assert screen.desk.fact(place, "not_applicable") == "指标调整"
            await pilot.press("ctrl+z")
            await settled(pilot)


async def test_a_button_is_clicked_as_well_and_the_document_is_kept(seed):
    async with running(seed, "zh") as pilot:
        await pilot.press("home", "down", "ctrl+n")
        await settled(pilot)
        place = work(pilot).desk.place
        pilot.app.screen.query_one("#document", Input).value = "乐财预〔2025〕3号"
        await click_key(pilot, "take")
        await settled(pilot)
        assert work(pilot).desk.fact(place, "not_applicable") == "未开展 乐财预〔2025〕3号"


DIALOGS = [("home", "down", "enter"), ("ctrl+n",), ("ctrl+p",), ("ctrl+k",), ("ctrl+e",), ("f6",)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_no_button_is_cut(seed, language, size):
    async with running(seed, language, size) as pilot:
        opened = []
        for keys in DIALOGS:
            await pilot.press("end", *keys)
            await settled(pilot)
            opened.append(pilot.app.screen)
            shown = lines(pilot)
            for answer in pilot.app.screen.query(Answer):
                assert answer.region.right <= size[0]
                assert answer.region.bottom <= size[1]
                assert any(answer.text in line for line in shown), f"{answer.text} on {pilot.app.screen}"
            while pilot.app.screen is not work(pilot):
                pilot.app.pop_screen()
                await settled(pilot)
        assert work(pilot) not in opened


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_help_of_a_dialog_names_its_own_keys(seed, language):
    async with running(seed, language, (120, 40)) as pilot:
        await leaving(pilot)
        words = pilot.app.words
        await pilot.press("f1")
        await settled(pilot)
        shown = text(pilot)
        assert all(words(choice.label) in shown for choice in leave_dialog()._choices)
        assert "F10, ^S" in text(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Ask)
