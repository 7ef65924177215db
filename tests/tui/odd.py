"""Work whose texts try to be markup, control codes and other trouble."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from selfeval.core.evaluation import Evaluation
from selfeval.core.model import Department, Indicator, Project
from selfeval.core.problems import msg
from selfeval.tui.app.app import SelfEvalApp
from selfeval.tui.entry.screen import Work
from selfeval.workspace.pack_in_use import pack_for
from selfeval.workspace.source import Source
from selfeval.workspace.work.workspace import Workspace

ODD = (
    "产量[kg]", "完成[/x]率", "[bold]粗[/bold]", "a[@click=app.quit]b", "换\n行\t与\x1b[31m色", "\\[x]", "长" * 90,
    "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}家庭\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}",
)  # fmt: skip


def odd_workspace(rows=ODD, journal=None) -> Workspace:
    """Work whose texts try to be markup."""
    indicators = tuple(
        Indicator(f"产出/{number}", "产出指标", "数量[i]", name, "≥10[件]", description=f"[b]{name}", weight=Decimal(1))
        for number, name in enumerate(rows)
    )
    project = Project("P[1]", "表[1]", "项目[/red]", budget={"initial": "100"}, indicators=indicators)
    department = Department(name="局[/b]", year=2025, projects=(project,))
    evaluation = Evaluation(department)
    return Workspace(Source(Path("x.xlsx"), ""), evaluation, pack_for(evaluation), journal, notices=(msg("a [b]"),))


async def shown(workspace, size=(80, 24)):
    app = SelfEvalApp("zh")
    return app, app.run_test(size=size, notifications=True), Work(workspace)
