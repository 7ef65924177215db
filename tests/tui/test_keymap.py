"""Own keys: used everywhere they are shown, wrong ones refused by name with the probable word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from selfeval.cli import run
from selfeval.tui.actions.action import SCREENS, configure, keys_of
from selfeval.tui.actions.keymap import read_keymap, spelled
from selfeval.tui.actions.registry import ACTIONS, actions_for
from selfeval.tui.dialogs.palette import Palette
from selfeval.tui.rooms.findings import Problems
from selfeval.tui.rooms.result import ResultScreen
from selfeval.workspace.system.preferences import KeysFile, keys_file
from tests.tui.driving import lines, running, settled, text


@pytest.fixture(autouse=True)
def _as_delivered():
    yield
    configure({})


def own_keys(said):
    folder = Path(os.environ["SELFEVAL_STATE_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "keys.toml").write_text(said, encoding="utf-8")


def read(**entries):
    return read_keymap(KeysFile(Path("keys.toml"), True, entries))


async def test_other_keys_work_and_are_shown_in_footer_help_and_palette(filled):
    own_keys('problems = "f11"\nresult = ["f6", "f9"]\nnote = "f8"\n')
    async with running(filled, "en") as pilot:
        assert "F11 Findings" in lines(pilot)[-1]
        assert "F6 Result" in lines(pilot)[-1]
        assert "F8 Reason" in text(pilot)
        await pilot.press("f11")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Problems)
        await pilot.press("escape", "f6")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ResultScreen)
        await pilot.press("escape", "f8")
        await settled(pilot)
        assert not isinstance(pilot.app.screen, Problems), "the old key means something else now"
        await pilot.press("escape", "ctrl+p")
        assert isinstance(pilot.app.screen, Palette)
        assert "F11" in text(pilot)
        await pilot.press("escape", "f1")
        await settled(pilot)
        assert "keys.toml" in text(pilot)


async def test_faults_are_told_at_the_start_and_the_rest_is_used(filled):
    own_keys('fnd = "f6"\nproblems = "f11"\n')
    async with running(filled, "en", notices=True) as pilot:
        assert any("keys.toml: 1 fault;" in str(note.message) for note in pilot.app._notifications)
        assert "F11 Findings" in lines(pilot)[-1]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({"fnd": "f6"}, "no action “fnd”; probably “find”"),
        ({"zzzz": "f6"}, "no action “zzzz”. There are: as_meant, back, "),
        ({"find": "x"}, "find: “x” is typed as text"),
        ({"find": "shift+x"}, "typed as text"),
        ({"find": "ctrl+j"}, "never reaches"),
        ({"find": "enter"}, "needed in lists"),
        ({"find": "escape"}, "needed in lists"),
        ({"find": "crtl+x"}, "no key “crtl+x”; probably “ctrl”"),
        ({"find": "f99"}, "no key “f99”"),
        ({"find": 7}, "write a key such as"),
        ({"find": []}, "write a key such as"),
        ({"find": ["f6", 3]}, "write a key such as"),
        ({"find": "f8"}, "find: F8 is the key of “problems” already"),
        ({"find": "ctrl+q"}, "find: ^Q is the key of “quit” already"),
        ({"find": "f6", "filter": "f6"}, "filter: F6 is the key of"),
        ({"quit": "f10"}, "already"),
        ({"find": ""}, "no key “”"),
        ({"find": "+"}, "no key “+”"),
        ({"find": "ctrl+"}, "no key"),
    ],
)
def test_wrong_entries_are_refused_by_name(entries, said):
    found = read(**entries)
    assert any(said in problem.render() for problem in found.problems) or said == "already", [
        problem.render() for problem in found.problems
    ]
    assert found.problems
    assert next(iter(entries)) not in found.keys or len(entries) > 1
    configure(found.keys)
    for where in SCREENS:
        keys = [key for action in actions_for(where) for key in keys_of(action)]
        assert len(keys) == len(set(keys))


def test_two_actions_may_change_places():
    found = read(problems="f9", result="f8", export=["ctrl+s"], tried="f3", switch="f2")
    assert {"problems", "result"} <= set(found.keys), [problem.render() for problem in found.problems]


@pytest.mark.parametrize("text", ["^F", "Ctrl+F", "ctrl-f", " control + f "])
def test_a_key_may_be_written_as_people_do(text):
    assert spelled(text) == "ctrl+f"


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"find = ", "not TOML"), ("查找 = 'f6'".encode("gbk"), "UTF-8"), (b"#" * 200_000, "too large")],
)
def test_a_file_that_is_no_file_of_keys_changes_nothing(tmp_path, data, said):
    folder = tmp_path / "state"
    folder.mkdir()
    (folder / "keys.toml").write_bytes(data)
    found = read_keymap(keys_file())
    assert not found.keys
    assert said in found.problems[0].render()


def test_doctor_names_the_file_and_every_fault(capsys):
    own_keys('fnd = "f6"\nproblems = "f11"\nfilter = "ctrl+f"\n')
    assert run(["--lang", "en", "doctor"]) == 1
    shown = " ".join(capsys.readouterr().out.split())
    assert "keys.toml" in shown
    assert "changed: problems" in shown
    assert "probably “find” is meant" in shown
    assert "filter: ^F is the key of “find” already" in shown


def test_every_action_can_have_another_key():
    for action in ACTIONS:
        found = read(**{action.id: "ctrl+shift+f11"})
        assert found.keys == {action.id: ("ctrl+shift+f11",)}, [problem.render() for problem in found.problems]
