"""The kit's screen in a console of Windows: opened, one entry made by keys, left, and found in the journal."""

from __future__ import annotations

import re
import time

import pexpect
import pytest

from selfeval.workspace.work.opening import open_workspace
from tests.windows.wine import CHINESE, Wine

_PATIENCE = 90
_SEQUENCE = re.compile(r"\x1b\[[0-9;?>]*[a-zA-Z]|[\r\n ]+")


class Console:
    """A console of Wine: what came is kept as plain text, because it breaks lines inside escape sequences."""

    def __init__(self, wine: Wine, command: list[str], cwd: str) -> None:
        environment = wine.environment(CHINESE) | {"TERM": "xterm-256color"}
        self.child = pexpect.spawn(command[0], command[1:], cwd=cwd, env=environment, dimensions=(30, 100))
        self.text = ""

    def shows(self, words: str) -> None:
        """Wait for words that were not there before the last key."""
        end = time.monotonic() + _PATIENCE
        while words not in _SEQUENCE.sub("", self.text):
            assert time.monotonic() < end, f"never seen: {words}\n{_SEQUENCE.sub('', self.text)[-2000:]}"
            try:
                self.text += self.child.read_nonblocking(65_536, 0.3).decode("utf-8", "replace")
            except (pexpect.TIMEOUT, pexpect.EOF):
                continue

    def press(self, keys: str) -> None:
        self.text = ""
        self.child.send(keys)

    def ended(self) -> int | None:
        self.child.expect(pexpect.EOF, timeout=_PATIENCE)
        self.child.wait()
        return self.child.exitstatus


@pytest.mark.parametrize("by", ["program", "launcher"])
def test_one_entry_is_made_by_keys_and_is_in_the_journal(wine: Wine, folder, by):
    name = "a & b.xlsx" if by == "launcher" else "targets.xlsx"
    (folder / "targets.xlsx").rename(folder / name)
    # As Explorer starts a script that a file was dropped on; cmd.exe takes the outer quotes away.
    line = f'cmd.exe /c ""{wine.kit / "打开自评.cmd"}" "{name}""'
    launcher = wine.command("-c", "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1]))", line)
    console = Console(wine, launcher if by == "launcher" else wine.command("selfeval", "open", name), str(folder))
    console.shows("预算执行率")
    console.press("175.3")
    console.shows("97.39%")
    console.press("\r")
    console.shows("回车175.3")
    console.press("\x11")
    console.shows("已保存")
    assert console.ended() == 0
    work = open_workspace(folder / name)
    try:
        assert [text for key, text in work.evaluation.facts.items() if key.field == "executed"] == ["175.3"]
    finally:
        work.close()
    wine.note(f"$ [console] open {name}\none entry by keys, found in the journal\n")
