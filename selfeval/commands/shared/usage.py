"""How commands take their arguments and explain themselves: help and usage errors in the person's language.

click parses; every sentence is ours, aligned by terminal cells.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, TypeVar

import click

# ruff: noqa: ANN401 - what click hands through
from selfeval.commands.table import COMMANDS, below
from selfeval.console import Console
from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.i18n import LANGUAGES
from selfeval.textgrid import cells, fill, padded

Function = TypeVar("Function", bound=Callable[..., Any])

_INDENT = "  "
MAP, NO_MAP = "maps", "no_map"
"""Where a command keeps what `--map` and `--no-map` said, until it runs: see `commands.shared.options`."""
_NAMES_AT_MOST = 30
"""Cells for names in help; a longer one stands on a line of its own."""


class Argument(click.Argument):
    """An argument that says what it is."""

    def __init__(self, *args: Any, about: Message, **attrs: Any) -> None:
        super().__init__(*args, **attrs)
        self.about = about


class Option(click.Option):
    """An option that says what it does."""

    def __init__(self, *args: Any, about: Message, **attrs: Any) -> None:
        super().__init__(*args, **attrs)
        self.about = about

    @property
    def shown(self) -> str:
        """The option as it is written: `-o, --output OUT.xlsx`."""
        names = ", ".join(sorted(self.opts, key=len))
        return names if self.is_flag else f"{names} {self.metavar or 'TEXT'}"


class Helpful(click.Command):
    """What `Command` and `Group` share: help in the person's language, `--lang` everywhere, our own usage errors."""

    def __init__(self, *args: Any, about: Message, examples: tuple[str, ...] = (), **attrs: Any) -> None:
        super().__init__(*args, **attrs)
        self.about = about
        self.examples = examples
        self.params.append(_language_option())

    def get_help_option(self, ctx: click.Context) -> Option:
        """`-h` and `--help`."""
        about = msg("show this help")
        return Option(
            ["-h", "--help"], about=about, is_flag=True, is_eager=True, expose_value=False, callback=_show_help
        )

    def get_help(self, ctx: click.Context) -> str:
        """The whole help text."""
        return "\n".join(help_lines(self, ctx))

    def inner(self) -> list[tuple[str, Message]]:
        """Names and purposes of the commands below it: none."""
        return []

    def invoke(self, ctx: click.Context) -> Any:
        """Run; refuse words too many."""
        if ctx.args:
            raise SelfEvalError(
                msg("Too many arguments"),
                msg("“{words}” is one argument too many.", words=" ".join(ctx.args)),
                see_help(ctx),
            )
        words, ignore = ctx.meta.get(f"selfeval.{MAP}", ()), ctx.meta.get(f"selfeval.{NO_MAP}", False)
        if not (words or ignore):
            return super().invoke(ctx)
        from selfeval.workspace import mapping  # only with --map

        with mapping.session(words, ignore=ignore):
            return super().invoke(ctx)


class Command(Helpful):
    """A command."""

    allow_extra_args = True
    allow_interspersed_args = True


class Group(Helpful, click.Group):
    """A command with commands of its own, each read when it is called for."""

    command_class = Command

    def __init__(self, *args: Any, path: str, **attrs: Any) -> None:
        super().__init__(*args, no_args_is_help=False, **attrs)
        self.entries = below(path)

    def inner(self) -> list[tuple[str, Message]]:
        """Names and purposes of its commands, none of which is read for it."""
        return [(name, entry.about) for name, entry in self.entries.items()]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command named, or the group itself where it can do something alone."""
        if not self.invoke_without_command and not ctx._protected_args and not ctx.args:
            names = ", ".join(self.entries)
            raise SelfEvalError(
                msg("Command missing"),
                msg("Name one of the commands of “{group}”.", group=ctx.command_path),
                msg("Commands: {names}", names=names),
            )
        return click.Group.invoke(self, ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table, which is that of the work."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, read from its module; None where there is none."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        module, _, function = entry.place.partition(":")
        found = getattr(importlib.import_module(f"selfeval.commands.{module}"), function)
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names."""
        name = args[0]
        if name not in self.entries and not name.startswith("-"):
            near = _nearest(name, list(self.entries))
            raise SelfEvalError(
                msg("Unknown command"), msg("There is no command “{name}”.", name=name), near or see_help(ctx)
            )
        return super().resolve_command(ctx, args)


def command(path: str, *, examples: tuple[str, ...] = ()) -> Callable[[Callable[..., Any]], Command]:
    """Make a function the command of these words, such as `rules list`; what it does stands in the table."""
    return click.command(path.rpartition(" ")[2], cls=Command, about=COMMANDS[path].about, examples=examples)


def group(path: str) -> Callable[[Callable[..., Any]], Group]:
    """Make a function the group of these words, with the commands that the table has below it."""
    return click.group(path.rpartition(" ")[2], cls=Group, path=path, about=COMMANDS[path].about)


def argument(name: str, about: Message, **attrs: Any) -> Callable[[Function], Function]:
    """Give a command an argument."""
    return click.argument(name, cls=Argument, about=about, **attrs)


def option(*names: str, about: Message, **attrs: Any) -> Callable[[Function], Function]:
    """Give a command an option."""
    return click.option(*names, cls=Option, about=about, **attrs)


def _language_option() -> Option:
    return Option(
        ["--lang"],
        metavar="|".join(LANGUAGES),
        about=msg("language of messages and help (otherwise the system's)"),
        expose_value=False,
        is_eager=True,
        callback=_language,
    )


def _language(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None and value not in LANGUAGES:
        raise SelfEvalError(
            msg("Bad argument"),
            msg("There is no language “{value}”.", value=value),
            msg("Languages: {languages}", languages=", ".join(LANGUAGES)),
        )


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        ctx.find_object(Console).out(ctx.get_help())  # type: ignore[union-attr]
        ctx.exit()


def help_lines(command: Helpful, ctx: click.Context) -> list[str]:
    """Usage, what it does, arguments, commands, options, examples."""
    console = ctx.find_object(Console) or Console("en")
    width, say = 80, console.text
    words = [ctx.command_path, *(param.make_metavar(ctx) for param in command.params if isinstance(param, Argument))]
    if isinstance(command, Group):
        words.append(f"[{say(msg('COMMAND'))}]")
    words.append(f"[{say(msg('OPTIONS'))}]")
    lines = [say(msg("Usage: {words}", words=" ".join(words))), "", *fill(say(command.about), "", width)]
    arguments = [(param.make_metavar(ctx), param.about) for param in command.params if isinstance(param, Argument)]
    lines += _section(console, msg("Arguments"), arguments, width)
    lines += _section(console, msg("Commands"), command.inner(), width)
    options = [(param.shown, param.about) for param in command.get_params(ctx) if isinstance(param, Option)]
    lines += _section(console, msg("Options"), options, width)
    if command.examples:
        lines += ["", say(msg("Examples")), *(_INDENT + line for line in command.examples)]
    if ctx.parent is None:
        lines += ["", *fill(say(EXIT_CODES), "", width)]
    return lines


EXIT_CODES = msg(
    "Exit codes: 0 fine; 1 findings of severity error (with --strict: warnings too); 2 cannot go on; 130 interrupted."
)


def _section(console: Console, title: Message, rows: list[tuple[str, Message]], width: int) -> list[str]:
    if not rows:
        return []
    column = min(max(cells(name) for name, _ in rows), _NAMES_AT_MOST)
    lines = ["", console.text(title)]
    for name, about in rows:
        long = cells(name) > column
        lines += [_INDENT + name] if long else []
        lines += fill(console.text(about), f"{_INDENT}{padded('' if long else name, column)}  ", width)
    return lines


def usage_error(error: click.UsageError) -> SelfEvalError:
    """What click found wrong with the command line, in our words."""
    hint = see_help(error.ctx)
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return SelfEvalError(msg("Argument missing"), msg("{name} is missing.", name=name), hint)
    if isinstance(error, click.NoSuchOption):
        near = _nearest(error.option_name, list(error.possibilities or ()))
        return SelfEvalError(
            msg("Unknown option"), msg("There is no option {name}.", name=error.option_name), near or hint
        )
    if isinstance(error, click.BadOptionUsage):
        text = msg("The option {name} lacks its value, or has one too many.", name=error.option_name)
        return SelfEvalError(msg("Bad argument"), text, hint)
    text = msg("{detail}", detail=error.format_message())
    return SelfEvalError(msg("Bad argument"), text, hint)


def see_help(ctx: click.Context | None) -> Message:
    """Where the right form is shown."""
    return msg("“{command} --help” shows what is possible.", command=ctx.command_path if ctx else "selfeval")


def _nearest(name: str, known: list[str]) -> Message | None:
    """The known word that is like this one; the dashes of all options make none of them alike."""
    import difflib

    bare = {word.lstrip("-"): word for word in known}
    near = difflib.get_close_matches(name.lstrip("-"), bare, n=1, cutoff=0.6)
    return msg("Probably {meant} is meant.", meant=bare[near[0]]) if near else None
