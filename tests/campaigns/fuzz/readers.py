"""What the program does with an input of each kind: a value or a refusal in words comes of it, never anything else.

Each reader takes the file and a die; what is dear (scoring, whole commands) is done to some of the inputs only. What
came of it is said in one word: `read`, or the code of the refusal.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from selfeval.core.checks.findings import all_problems
from selfeval.core.evaluation import Evaluation
from selfeval.core.problems import SelfEvalError
from selfeval.core.report.plain import to_plain
from selfeval.core.rules.pack import RulePack
from selfeval.core.scoring.assessment import assess
from selfeval.excel.read import read_workbook
from selfeval.excel.tables.result import ReadResult
from selfeval.i18n import translator
from selfeval.rulepacks.check.cases import parse_cases, run_cases
from selfeval.rulepacks.check.check import check_rules
from selfeval.rulepacks.description import describe
from selfeval.rulepacks.form.parse import parse_pack
from selfeval.rulepacks.load import load_pack
from selfeval.store import mappings, recent, remembered
from selfeval.store.journal.journal import Journal
from selfeval.store.journal.peek import peek
from selfeval.store.journal.replay import replay
from selfeval.workspace import headless
from selfeval.workspace.incoming.documents.targets import read_targets
from selfeval.workspace.incoming.files import read_actuals
from selfeval.workspace.looking.history import points, to_json
from selfeval.workspace.system.folders import own_faults
from selfeval.workspace.system.preferences import keys_file
from selfeval.workspace.work.opening import open_workspace
from tests.places import ROOT
from tests.store.helpers import entry, now

PACKS = ROOT / "scoring_rules"
MORE_PACKS = ROOT / "tests" / "rulepacks" / "packs"
Reader = Callable[[Path, Random], str]
_MOST_BYTES = 50_000
"""Of a workbook that is given to every command: together they would take more than the time of one input."""


@cache
def pack(name: str = "cn-mof-2020-10") -> RulePack:
    """A bundled rule pack."""
    return load_pack(name, folders=[PACKS])


@cache
def seed() -> ReadResult:
    """The targets of the seed."""
    return read_workbook(ROOT / "workbooks" / "leting-2025-targets.xlsx")


def outcome(reader: Reader, path: Path, dice: Random) -> str:
    """What comes of it: a word, or the code of the refusal; anything else is raised."""
    try:
        return reader(path, dice)
    except SelfEvalError as error:
        _said(error)
        return error.code or "refused"


def _said(error: SelfEvalError) -> None:
    """A refusal that cannot be put into words is none."""
    for lang in ("zh", "en"):
        for message in (error.title, error.message, error.hint):
            message.render(translator(lang))


def workbook(path: Path, dice: Random) -> str:
    """Read; sometimes scored, checked and reported; seldom given to every command."""
    if dice.random() < 0.002 and path.stat().st_size < _MOST_BYTES:
        return commands(path)
    result = read_workbook(path)
    if dice.random() < 0.1:
        found = assess(Evaluation(result.department), pack())
        problems = all_problems(found, reading=list(result.problems))
        to_plain(found, problems, source={}, translate=translator("zh"))
    return "read"


def document(path: Path, dice: Random) -> str:
    """Read as a published document of targets, its workbook made and read back."""
    del dice
    read_targets(path)
    return "read"


def commands(path: Path) -> str:
    """Every command that takes a workbook; a scored one that comes of it verifies."""
    from selfeval.cli import run

    before = path.read_bytes()
    out, public, sheet = (path.with_name(f"{name}.xlsx") for name in ("out", "public", "sheet"))
    for one in (out, public, sheet):
        one.unlink(missing_ok=True)

    def ran(*words: object) -> int:
        streams = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
            return run([str(word) for word in words])

    codes = {ran("check", path, "--json"), ran("explain", path), ran("verify", path), ran("sheet", path, "-o", sheet)}
    scored = ran("score", path, "-o", out)
    assert {*codes, scored} <= {0, 1, 2}
    assert path.read_bytes() == before
    assert out.exists() == (scored < 2)
    if out.exists():
        assert ran("verify", out) == 0
        assert ran("publish", out, "-o", public) == 0
    return f"commands {scored}"


def actuals(path: Path, dice: Random) -> str:
    """Matched to the rows of the seed; sometimes scored with them."""
    evaluation = Evaluation(seed().department)
    values, problems = read_actuals(path, evaluation=evaluation)
    if dice.random() < 0.05 and (step := evaluation.step(values)):
        found = assess(evaluation.enter(step), pack())
        to_plain(found, all_problems(found, reading=list(problems)), source={}, translate=translator("en"))
    return "read"


@cache
def small() -> Evaluation:
    """An evaluation of one project, to try packs on."""
    return Evaluation(read_workbook(ROOT / "tests" / "excel" / "kinds" / "files" / "form.csv").department)


def rules(path: Path, dice: Random) -> str:
    """A pack: parsed, described, sometimes probed and scored with."""
    found = parse_pack(path, path.read_bytes(), (path.parent, PACKS, MORE_PACKS))
    for row in describe(found):
        for message in (row.section, row.key, row.value):
            message.render(translator("zh"))
    if dice.random() < 0.06:
        check_rules(found, path.name)
        all_problems(assess(small(), found))
    return "read"


def cases(path: Path, dice: Random) -> str:
    """Worked cases, run under their pack."""
    del dice
    found, place = parse_cases(path, path.read_bytes())
    failed = [result for result in run_cases(pack(), path, found, place) if not result.passed]
    for result in failed:
        for difference in result.differences:
            difference.render(translator("zh"))
    return "read"


def journal(path: Path, dice: Random) -> str:
    """Looked into, opened, read, gone on with, opened again: every entry that was there stays, and the new one too."""
    looked = peek(path, now)
    if looked is not None:
        with looked:
            before = looked.entries()
            looked.cached()
    with Journal.open(path, who="张三", now=now) as opened:
        entries = opened.entries()
        opened.cached(), opened.before(), opened.meta("pack")
        replay(Evaluation(seed().department), entries)
        opened.append(entry(9999))
    assert looked is None or before == entries
    with Journal.open(path, who="李四", now=now) as again:
        assert again.recovered is None
        assert again.entries() == [*entries, entry(9999)]
    return "read"


def work(path: Path, dice: Random) -> str:
    """A journal beside a workbook: the work opened on the screen's way, its history told, something entered."""
    del dice
    book = path.with_name("form.csv")
    if not book.exists():
        shutil.copy(ROOT / "tests" / "excel" / "kinds" / "files" / "form.csv", book)
    path.replace(book.with_name(book.name + ".selfeval"))
    headless.load(book)
    workspace = open_workspace(book)
    try:
        to_json(workspace.evaluation, points(workspace.entries()), translator("zh"))
        workspace.look_for_problems()
        for notice in workspace.notices:
            notice.render(translator("zh"))
        rows = [(one.id, row.id) for one in workspace.evaluation.department.projects for row in one.indicators]
        if rows and workspace.set(*rows[0], "actual", "12公里") is not None:
            workspace.undo()
    finally:
        workspace.close()
    return "read"


def own_file(path: Path, dice: Random) -> str:
    """One of the program's own small files in the state folder: looked at through every door, then written anew."""
    name = dice.choice(("recent.json", "columns.json", "screen.json"))
    folder = Path(os.environ["SELFEVAL_STATE_DIR"])
    for old in folder.glob("*.json*"):
        old.unlink()
    path.replace(folder / name)
    recent.works(), mappings.maps(), remembered.get("theme"), own_faults()
    assert remembered.put("theme", "x")
    assert recent.remember(Path("/a.xlsx"), "局", 2025, now())
    assert mappings.remember(mappings.ColumnMap("f", ("a",), {"weight": ("H", "分值")}, now()))
    assert not own_faults()
    return "read"


def keys(path: Path, dice: Random) -> str:
    """A person's own keys."""
    from selfeval.tui.actions.keymap import read_keymap

    del dice
    path.replace(Path(os.environ["SELFEVAL_STATE_DIR"]) / "keys.toml")
    found = read_keymap(keys_file())
    for problem in found.problems:
        problem.render(translator("zh"))
    return "read" if not found.problems else "told"
