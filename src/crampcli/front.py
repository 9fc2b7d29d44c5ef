"""Which part of a command line is a verb, which are options, and which are just words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

UsageError: type[typer.BadParameter] = typer.BadParameter.__mro__[1]
"""The parser's own error. Its module has moved between releases of Typer, its place in the family has not."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST_FILTER_WORDS = 2


def _one_id(rest: Sequence[str]) -> bool:
    return len(rest) == 1 and bool(_ID.fullmatch(rest[0]))


def _filter(rest: Sequence[str]) -> bool:
    return len(rest) <= _MOST_FILTER_WORDS


def _paths(rest: Sequence[str]) -> bool:
    return all(word.endswith(".json") or "/" in word or Path(word).exists() for word in rest)


def _at_most_one(rest: Sequence[str]) -> bool:
    return len(rest) <= 1


VERBS: dict[str, Callable[[Sequence[str]], bool]] = {
    "ask": lambda _rest: True,
    "show": _one_id,
    "list": _filter,
    "alarms": _filter,
    "check": _paths,
    "schema": _at_most_one,
    "help": lambda rest: len(rest) == 1 and rest[0] in VERBS,
}
"""Each verb, and whether the words after it read as its arguments. If not, the line is a phrase."""


def is_verb(words: Sequence[str]) -> bool:
    """Tell whether a line begins with a verb rather than with a phrase that sounds like one.

    "show me how to stop a cramp" is a phrase; "show night-leg-cramps" is not. A verb alone is a verb.
    """
    reads = VERBS.get(words[0]) if words else None
    return reads is not None and (len(words) == 1 or reads(words[1:]))


class FrontDoor(TyperGroup):
    """A command group that takes any line: options anywhere, a verb if there is one, else a phrase to ask."""

    allow_interspersed_args = True

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; everything after it is words, whatever they begin with."""
        verb, words = (args[0], args[1:]) if is_verb(args) else ("ask", args)
        name, command, _ = super().resolve_command(ctx, [verb])
        return name, command, ["--", *words]


def help_of(ctx: Any, name: str | None) -> str:
    """Give the help of one verb, or of the whole, from the group's context."""
    if name in {None, "ask"}:
        return str(ctx.get_help())
    command = ctx.command.commands[name]
    verb_ctx = command.make_context(name, [], parent=ctx, resilient_parsing=True)
    return f"{command.get_help(verb_ctx)}\n\nOptions are the same for every verb: cramp --help"
