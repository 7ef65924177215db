"""The outermost door of the command line: runs a command and turns whatever happens into a sentence and an exit code.

Exit codes: 0 fine; 1 findings of severity error; 2 cannot go on; 130 interrupted. Nothing heavy is imported here, so
that even an interruption while the program is still loading ends well.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfeval.console import Console

FINE, FINDINGS, STOPPED, INTERRUPTED = 0, 1, 2, 130
FEW_ROUNDS = 100_000
"""Further objects after which Python looks for circular garbage, instead of 700."""


def main(args: Sequence[str] | None = None) -> None:
    """The program: `args` are those of the command line unless given; ends the process with the exit code."""
    # A start makes 150,000 objects that stay, and looking through them for garbage 230 times took 80 ms of it. Commands
    # are over soon after; the screen asks for the usual rounds once it is there.
    gc.set_threshold(FEW_ROUNDS)
    try:
        code = run(args)
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


def run(args: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; whatever goes wrong has been said on stderr."""
    from selfeval.console import Console  # see above
    from selfeval.streams import prepare_streams  # see above

    given_up = prepare_streams()
    given = list(sys.argv[1:] if args is None else args)
    console = Console.speaking(wanted_language(given), given_up)
    code = _guarded(args, given, console)
    console.flush()
    return code


def _guarded(args: Sequence[str] | None, given: list[str], console: Console) -> int:
    import click

    from selfeval.commands import root  # click
    from selfeval.commands.shared.usage import usage_error  # click
    from selfeval.core.problems import SelfEvalError  # see above

    try:
        # With None, click expands wildcards on Windows, where the shell does not.
        words = None if args is None else given
        result = root.main(args=words, prog_name="selfeval", standalone_mode=False, obj=console)
        console.flush()
    except SelfEvalError as error:
        console.stop(error)
        return STOPPED
    except click.UsageError as error:
        console.stop(usage_error(error))
        return STOPPED
    except (click.Abort, KeyboardInterrupt):
        console.interrupted()
        return INTERRUPTED
    except Exception as error:  # one of the two outermost doors: a bug ends in a sentence, too
        if os.environ.get("SELFEVAL_TRACEBACK"):
            raise
        console.crashed(error, given)
        return STOPPED
    return result if isinstance(result, int) else FINE


def wanted_language(args: Sequence[str]) -> str | None:
    """What `--lang` asks for, wherever it stands; help and errors need it before anything is parsed."""
    for place, word in enumerate(args):
        if word == "--":
            break
        if word == "--lang":
            return args[place + 1] if place + 1 < len(args) else None
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return None
